import { z } from 'zod'
import { DEFAULT_SETTINGS, engineSettingsSchema } from './engine-settings.ts'
import { roleSchema } from './cost.ts'
import { attemptEventSchema } from './events.ts'
import { forkSchema } from './fork.ts'
import { judgementCaseSchema, stepJudgementSchema, pairSpeedSchema } from './judgement.ts'
import { fileStampSchema } from './model-library.ts'
import { modelSourceSchema, serverSourceSchema } from './model-source.ts'
import { serverExaminationSchema } from './named-server.ts'
import { methodNameSchema, solveOptionsSchema } from './options.ts'
import { promptProfileSchema } from './prompt-profile.ts'
import { pairSetupSchema } from './run-record.ts'
import { strategyPoolSchema } from './strategy-pool.ts'

/** What passes between the program and its inference process. */

const id = z.int().nonnegative()

/** One problem to be solved once, as it crosses to the inference process. */
const solveJobSchema = z.strictObject({
  problem: z.string(),
  answerKind: z.string().optional(),
  options: solveOptionsSchema,
  prompts: promptProfileSchema,
  pool: strategyPoolSchema,
  pair: pairSetupSchema,
  /** What the target alone spent on the same problem, or null where it has to be estimated. */
  baseline: z
    .strictObject({
      kind: z.enum(['measured', 'estimated']),
      flops: z.number().nonnegative(),
      decoded: z.number().nonnegative(),
      wallMs: z.number().nonnegative().nullable()
    })
    .nullable(),
  fork: forkSchema.optional(),
  /** Attempts on the same pair that are made at the same time, this one included. */
  together: z.int().positive().optional()
})

/** Solutions that one model of a pair is to judge. */
export const judgeJobSchema = z.strictObject({
  pair: pairSetupSchema,
  by: roleSchema,
  prompts: promptProfileSchema,
  pool: strategyPoolSchema,
  cases: z.array(judgementCaseSchema).readonly()
})
export type JudgeJob = z.infer<typeof judgeJobSchema>

/** A problem whose length is asked for, in tokens of a pair. */
const measureJobSchema = z.strictObject({
  pair: pairSetupSchema,
  problem: z.string(),
  method: methodNameSchema,
  prompts: promptProfileSchema,
  pool: strategyPoolSchema,
  /** Whether nothing is loaded for it. */
  onlyIfLoaded: z.boolean()
})
export type MeasureJob = z.infer<typeof measureJobSchema>

/** A hash that was computed of a file as the stamp says it was. */
export const knownHashSchema = fileStampSchema.extend({ sha256: z.string() })
export type KnownHash = z.infer<typeof knownHashSchema>

const hashes = z.array(knownHashSchema).default([])

/** The key that is shown to one server. It crosses to the inference process, and is written down nowhere there. */
export const serverKeySchema = z.strictObject({
  /** As `ServerSource` has it. */
  url: z.string(),
  key: z.string()
})
export type ServerKey = z.infer<typeof serverKeySchema>

const keys = z.array(serverKeySchema).default([])

/** How large the contexts of a pair will be; whatever is loaded will do where nothing is said. */
const demand = z
  .strictObject({ paths: z.int().positive(), context: z.int().positive() })
  .default({ paths: 1, context: 1 })

const settings = engineSettingsSchema.default(DEFAULT_SETTINGS)

export const inferenceRequestSchema = z.discriminatedUnion('type', [
  /** Loads a pair, or makes sure that it is loaded, and describes it. */
  z.strictObject({
    type: z.literal('describe'),
    id,
    pair: pairSetupSchema,
    hashes,
    keys,
    settings,
    demand
  }),
  z.strictObject({ type: z.literal('solve'), id, job: solveJobSchema, hashes, keys, settings }),
  /** Answered by a `judged` for each case. */
  z.strictObject({
    type: z.literal('judge'),
    id,
    job: judgeJobSchema,
    hashes,
    keys,
    settings,
    demand
  }),
  /** How long the prompts of a problem are. Overtakes the others where nothing is to be loaded for it. */
  z.strictObject({
    type: z.literal('measure'),
    id,
    job: measureJobSchema,
    hashes,
    keys,
    settings,
    demand
  }),
  /** How fast the pair is in contexts of that size. */
  z.strictObject({
    type: z.literal('speeds'),
    id,
    pair: pairSetupSchema,
    hashes,
    keys,
    settings,
    demand
  }),
  /** What a server is and can do. Answered beside whatever job is under way. */
  z.strictObject({ type: z.literal('examine-server'), id, server: serverSourceSchema, keys }),
  /** Stops a job between two tokens; its events still end with `finished`. */
  z.strictObject({ type: z.literal('cancel'), id }),
  /** Stops one path of a job between two tokens; the others go on. */
  z.strictObject({ type: z.literal('stop-path'), id, path: z.int().nonnegative() }),
  /** Frees the models. */
  z.strictObject({ type: z.literal('unload'), id }),
  /** Asks the process to end. */
  z.strictObject({ type: z.literal('stop') })
])
export type InferenceRequest = z.infer<typeof inferenceRequestSchema>

/** One model, as it is now. */
const modelDescriptionSchema = z.strictObject({
  name: z.string(),
  sha256: z.string(),
  parameters: z.number().positive(),
  source: modelSourceSchema,
  bytes: z.number().nonnegative(),
  architecture: z.string()
})

export type ModelDescription = z.infer<typeof modelDescriptionSchema>

const pairDescriptionSchema = z.strictObject({
  target: modelDescriptionSchema,
  draft: modelDescriptionSchema,
  /** What the models run on: "CPU, 2 threads". */
  device: z.string(),
  /** Version of the inference engine. */
  engine: z.string()
})
export type PairDescription = z.infer<typeof pairDescriptionSchema>

/**
 * Why a request came to nothing while the process itself lives on. `other-model`: a server has another model than the one
 * that an attempt began with.
 */
export const inferenceFailureSchema = z.enum([
  'model-missing',
  'out-of-memory',
  'other-model',
  'engine'
])
export type InferenceFailureKind = z.infer<typeof inferenceFailureSchema>

export const inferenceReplySchema = z.discriminatedUnion('type', [
  /** Sent every second, so that a hung process can be told from one that works. */
  z.strictObject({
    type: z.literal('heartbeat'),
    /** Memory that the process holds, in bytes. */
    memory: z.number().nonnegative(),
    /** What the models run on, or null before one was loaded. */
    device: z.string().nullable(),
    /** How often servers had to be asked again since the process began. */
    retries: z.int().nonnegative().default(0),
    /** How often of that they had said that they had too much to do. */
    refusals: z.int().nonnegative().default(0)
  }),
  z.strictObject({ type: z.literal('described'), id, pair: pairDescriptionSchema }),
  z.strictObject({ type: z.literal('event'), id, event: attemptEventSchema }),
  z.strictObject({ type: z.literal('judged'), id, judgement: stepJudgementSchema }),
  z.strictObject({ type: z.literal('timed'), id, speed: pairSpeedSchema }),
  /** Null where the pair is not loaded, and was not to be. */
  z.strictObject({
    type: z.literal('measured'),
    id,
    length: z
      .strictObject({ tokens: z.int().nonnegative(), context: z.int().positive() })
      .nullable()
  }),
  z.strictObject({
    type: z.literal('examined'),
    id,
    examination: serverExaminationSchema
  }),
  /** The job or the unloading is over. */
  z.strictObject({ type: z.literal('done'), id }),
  z.strictObject({
    type: z.literal('failed'),
    id,
    kind: inferenceFailureSchema,
    message: z.string()
  }),
  /** The process is about to end because it was asked to. */
  z.strictObject({ type: z.literal('stopping') })
])
export type InferenceReply = z.infer<typeof inferenceReplySchema>
