import { z } from 'zod'
import { atOnceChangeSchema } from './at-once.ts'
import { documentKind } from './documents/document-kind.ts'
import { added } from './documents/added.ts'
import { durationSchema, LAST_MOMENT } from './figures.ts'
import { outcomeSchema, ratiosSchema } from './events.ts'
import { methodNameSchema } from './options.ts'
import { problemSchema } from './problem-set.ts'
import { promptProfiles } from './prompt-profile.ts'
import { attemptStatusSchema, policySchema, runConfigs, verdictSchema } from './run-record.ts'
import { runReportSchema } from './run-report.ts'
import { strategyPools } from './strategy-pool.ts'

const time = z.int().nonnegative().max(LAST_MOMENT)

/** What the store knows of an attempt besides its events; times are milliseconds since 1970. */
export const exportedAttemptSchema = z.strictObject({
  /** Position of the problem in the run. */
  problem: z.int().nonnegative(),
  method: methodNameSchema,
  repeat: z.int().nonnegative(),
  seed: z.int().nonnegative(),
  status: attemptStatusSchema.exclude(['running']),
  startedAt: time,
  finishedAt: time.nullable(),
  outcome: outcomeSchema.nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
  wallMs: durationSchema.nullable(),
  ratios: ratiosSchema.nullable(),
  /** Version of its events (shared/events.ts). */
  eventsVersion: added(z.int().positive(), 1),
  /** Every verdict that was given, the one in force last. */
  grades: z.array(
    z.strictObject({
      verdict: verdictSchema,
      policy: policySchema.nullable(),
      reason: z.string(),
      givenAt: time
    })
  )
})
export type ExportedAttempt = z.infer<typeof exportedAttemptSchema>

const usageSchema = z.strictObject({
  input_tokens: z.int().nonnegative(),
  output_tokens: z.int().nonnegative(),
  total_tokens: z.int().nonnegative()
})

/** One attempt, in the shape of an Inspect EvalSample. */
export const exportedSampleSchema = z.strictObject({
  id: z.string(),
  /** The repeat, counted from 1. */
  epoch: z.int().positive(),
  uuid: z.string(),
  input: z.string(),
  target: z.string().nullable(),
  output: z.strictObject({ completion: z.string().nullable() }),
  scores: z.record(
    z.string(),
    z.strictObject({
      /** Correct, incorrect or not gradable. */
      value: z.enum(['C', 'I', 'N']),
      answer: z.string().nullable(),
      explanation: z.string()
    })
  ),
  metadata: exportedAttemptSchema,
  /** As they are kept; their version stands in the metadata. */
  events: z.array(z.unknown()),
  role_usage: z.strictObject({ draft: usageSchema, target: usageSchema }),
  /** Seconds. */
  total_time: durationSchema.nullable(),
  error: z.strictObject({ message: z.string() }).nullable(),
  limit: z.strictObject({ type: z.enum(['time', 'context']) }).nullable()
})
export type ExportedSample = z.infer<typeof exportedSampleSchema>

/** What a store keeps of an attempt. */
const keptSampleSchema = exportedSampleSchema.pick({ metadata: true, events: true, output: true })

/** A document of a kind with versions of its own: read on its own. */
const keptDocument = z.record(z.string(), z.unknown())

/** A whole run as one document, in the shape of an Inspect EvalLog; `tandem` holds what that shape has no place for. */
export const runExportSchema = z.strictObject({
  version: z.literal(2),
  status: z.enum(['started', 'success', 'cancelled', 'error']),
  eval: z.strictObject({
    run_id: z.string(),
    created: z.string(),
    task: z.string(),
    dataset: z.strictObject({ name: z.string().nullable(), samples: z.int().nonnegative() }),
    model: z.string(),
    model_roles: z.strictObject({ draft: z.string(), target: z.string() }),
    config: z.strictObject({ epochs: z.int().positive(), limit: z.int().positive().nullable() }),
    packages: z.record(z.string(), z.string())
  }),
  results: runReportSchema,
  stats: z.strictObject({ started_at: z.string().nullable(), completed_at: z.string().nullable() }),
  error: z.strictObject({ message: z.string() }).nullable(),
  tandem: z.strictObject({
    /** Version of this shape. */
    format: z.int().positive(),
    seed: z.int().nonnegative(),
    planned: z.int().nonnegative(),
    /** Milliseconds. */
    forecastMs: added(durationSchema.nullable(), null),
    /** The numbers of attempts at once that it went over to, where they are measured. */
    atOnce: added(z.array(atOnceChangeSchema), []),
    status: z.enum(['waiting', 'stopped', 'failed', 'interrupted', 'finished']),
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    config: keptDocument,
    problems: z.array(problemSchema),
    prompts: keptDocument,
    strategies: keptDocument,
    tags: z.array(z.string()),
    starred: z.boolean(),
    note: z.string(),
    /** First halves of attempts that were cut off, and attempts that were tried again. They count for nothing. */
    evidence: z.array(exportedSampleSchema)
  }),
  samples: z.array(exportedSampleSchema)
})
export type RunExport = z.infer<typeof runExportSchema>

/** What is read of an exported run: all that a store keeps. Figures are computed again. */
const runExports = documentKind({
  name: 'exported run',
  schema: runExportSchema.pick({ eval: true, error: true, tandem: true, samples: true }).extend({
    eval: runExportSchema.shape.eval.pick({ run_id: true }),
    samples: z.array(keptSampleSchema),
    tandem: runExportSchema.shape.tandem.extend({ evidence: z.array(keptSampleSchema) })
  }),
  upcasters: []
})

/** An attempt of an exported run, read by itself: a run has more of them than fit into memory. */
const exportedAttempts = documentKind({
  name: 'exported attempt',
  schema: keptSampleSchema,
  upcasters: []
})

/** Of this program's exports. */
export const EXPORT_VERSION = runExports.version

/**
 * An exported run with its documents in this program's terms.
 *
 * @throws UnreadableDocument
 */
export function readExport(document: unknown) {
  const { tandem, ...run } = runExports.read(document, formatOf(document))
  return {
    ...run,
    tandem: {
      ...tandem,
      config: runConfigs.read(tandem.config),
      prompts: promptProfiles.read(tandem.prompts),
      strategies: strategyPools.read(tandem.strategies)
    }
  }
}
export type KeptRun = ReturnType<typeof readExport>
export type KeptSample = KeptRun['samples'][number]

/**
 * An attempt of an exported run in this program's terms.
 *
 * @throws UnreadableDocument
 */
export function readExportedAttempt(attempt: unknown): KeptSample {
  return exportedAttempts.read(attempt, EXPORT_VERSION)
}

/** Of a document that is no export the reading says so. */
function formatOf(document: unknown): number {
  const parsed = z.object({ tandem: z.object({ format: z.int() }) }).safeParse(document)
  return parsed.data?.tandem.format ?? EXPORT_VERSION
}
