import { z } from 'zod'
import { movableBounds } from './documents/movable.ts'
import { atOnceSchema } from './at-once.ts'
import { growingNames } from './documents/growing.ts'
import { added } from './documents/added.ts'
import { documentKind } from './documents/document-kind.ts'
import { parametersSchema } from './figures.ts'
import { fileSource, modelSourceSchema, type ServerSource } from './model-source.ts'
import { forkSchema } from './fork.ts'
import { AUTOMATIC_LAYERS, gpuLayersSchema, ownWordsSchema } from './model-library.ts'
import { methodNameSchema, solveOptionsSchema } from './options.ts'

const ownTemplateSchema = ownWordsSchema.shape.template
const FILES_TEMPLATES = { target: null, draft: null }

/** Where the models of a pair are, and how they are loaded. */
export const pairSetupSchema = z.strictObject({
  target: modelSourceSchema,
  draft: modelSourceSchema,
  gpu: z.enum(['auto', 'cuda', 'vulkan', 'metal', 'off']).default('auto'),
  gpuLayers: gpuLayersSchema.default(AUTOMATIC_LAYERS),
  threads: z.int().positive().nullable().default(null),
  /** Tokens of one path, prompt and questions included, or null for as many as the run's options ask for. */
  context: z.int().positive().nullable().default(null),
  /** Chat templates (Jinja) in the place of the files' own; null for those. */
  templates: z
    .strictObject({ target: ownTemplateSchema, draft: ownTemplateSchema })
    .default(FILES_TEMPLATES),
  /**
   * A person said yes to what the program advises against: models that may not fit into memory, or that ended the
   * inference process too often. What the header's check or the trial refuses stays refused.
   */
  loadAnyway: z.boolean().default(false)
})
export type PairSetup = z.infer<typeof pairSetupSchema>

/** Whether a model of the pair is not on this machine, or not in this program's hands. */
export function hasServer(pair: Pick<PairSetup, 'target' | 'draft'>): boolean {
  return serversOf(pair).length > 0
}

/** Where the models of the pair are that are on servers. */
export function serversOf({ target, draft }: Pick<PairSetup, 'target' | 'draft'>): ServerSource[] {
  return [target, draft].filter((source) => source.kind === 'server')
}

/** A model as a run remembers it. */
export const modelRecordSchema = z.strictObject({
  name: z.string(),
  source: modelSourceSchema,
  /** Of a file; of a model on a server, a hash of all that the server says of it. */
  sha256: z.string(),
  /** 0 where a server does not say it. */
  bytes: z.int().nonnegative(),
  architecture: z.string(),
  parameters: parametersSchema
})
export type ModelRecord = z.infer<typeof modelRecordSchema>

/** How strictly answers are graded (core/answers/equivalent.ts). */
export const policySchema = growingNames(z.enum(['strict', 'standard']))

/** Everything that decides a run's results, so that it can be repeated and two runs can be compared. */
export const runConfigSchema = z.strictObject({
  kind: z.enum(['benchmark', 'solve']),
  /** The problem set, or null for a problem that was typed in. */
  set: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  methods: z.array(methodNameSchema).min(1),
  repeats: movableBounds(z.int().min(1).max(1000)),
  /** Only the first so many problems of the set; null for all. */
  limit: z.int().positive().nullable(),
  /** Only so many problems, drawn with the run's seed; null for all. */
  sample: z.int().positive().nullable(),
  /** Of every attempt; its method and seed are the attempt's own. */
  options: solveOptionsSchema,
  policy: policySchema,
  /** Attempts that are made at the same time. It decides how long they take, and nothing else that counts. */
  parallel: added(atOnceSchema, 1),
  /** Of which attempt its attempts are forks; null where they begin by themselves. */
  fork: added(forkSchema.nullable(), null),
  /** Hashes of the prompt profile and the strategy pool; their texts are stored beside the run. */
  prompts: z.strictObject({ id: z.string(), sha256: z.string() }),
  strategies: z.strictObject({ id: z.string(), sha256: z.string() }),
  pair: z.strictObject({
    setup: pairSetupSchema,
    target: modelRecordSchema,
    draft: modelRecordSchema
  }),
  versions: z.strictObject({ tandem: z.string(), engine: z.string(), node: z.string() }),
  hardware: z.strictObject({
    platform: z.string(),
    cpu: z.string(),
    cores: z.int().positive(),
    memoryBytes: z.int().positive(),
    device: z.string()
  })
})
export type RunConfig = z.infer<typeof runConfigSchema>

/**
 * What people call the problem set of a run: the name that it had when the run was made, also where it was deleted or
 * renamed since; its id where it had none. Null for a problem that was typed in.
 */
export function setNameOf({ set }: Pick<RunConfig, 'set'>): string | null {
  return set && (set.name.trim() || set.id)
}

/** Version 1 knew models by their paths alone. */
function pathsToSources(config: Readonly<Record<string, unknown>>) {
  const pair = fieldsOf(config.pair)
  const files = fieldsOf(pair.files)
  const model = (record: unknown) => {
    const { path, ...rest } = fieldsOf(record)
    return { ...rest, source: sourceAt(path) }
  }
  return {
    ...config,
    pair: {
      setup: { ...files, target: sourceAt(files.target), draft: sourceAt(files.draft) },
      target: model(pair.target),
      draft: model(pair.draft)
    }
  }
}

/** What is not as it should be passes: whoever reads the document says what is wrong with it. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function sourceAt(path: unknown): unknown {
  return typeof path === 'string' ? fileSource(path) : path
}

/** Run configurations as stores and exports keep them; their history. */
export const runConfigs = documentKind({
  name: 'configuration',
  schema: runConfigSchema,
  upcasters: [pathsToSources]
})

/**
 * `waiting`: not begun. `running`: a living process works on it. `stopped`: by a person. `failed`: by an error such
 * as a full disk. `interrupted`: its process died. All but `finished` can be resumed.
 */
export const runStatusSchema = growingNames(
  z.enum(['waiting', 'running', 'stopped', 'failed', 'interrupted', 'finished'])
)
export type RunStatus = z.infer<typeof runStatusSchema>

/**
 * `done` and `failed` settle their place in the queue. `interrupted` is the first half of an attempt that was cut
 * off, `retried` an attempt whose error was tried again: both are evidence and count for nothing.
 */
export const attemptStatusSchema = growingNames(
  z.enum(['running', 'done', 'failed', 'interrupted', 'retried'])
)
export type AttemptStatus = z.infer<typeof attemptStatusSchema>

/** `ungradable` counts as not right; null where the problem has no answer to compare with. */
export const verdictSchema = growingNames(z.enum(['right', 'wrong', 'ungradable']))
export type Verdict = z.infer<typeof verdictSchema>
