import { z } from 'zod'
import { durationSchema } from './figures.ts'
import { fileStampSchema } from './model-library.ts'

/**
 * What of llama.cpp's own settings changes how fast a model is and nothing else that matters: measured on this machine
 * (src/inference/backends/llama/speed-trial.ts), and chosen for each pair (src/main/models/engine-speed.ts).
 */

/** How one model is run. */
export const modelSettingsSchema = z.strictObject({
  /** Whether attention is computed in one fused step; null where llama.cpp decides. */
  flashAttention: z.boolean().nullable(),
  /** Threads, or null to go by the model's size. */
  threads: z.int().positive().nullable()
})
export type ModelSettings = z.infer<typeof modelSettingsSchema>

/** One of llama.cpp's backends for processors, by its name; "haswell" means AVX2. */
export const cpuBackendSchema = z.strictObject({
  name: z.string().regex(/^[\w.]+$/),
  /** A folder of ours for copies of backends. */
  cache: z.string()
})
export type CpuBackend = z.infer<typeof cpuBackendSchema>

export const engineSettingsSchema = z.strictObject({
  /** Null where llama.cpp picks one itself. */
  cpuBackend: cpuBackendSchema.nullable(),
  target: modelSettingsSchema,
  draft: modelSettingsSchema
})
export type EngineSettings = z.infer<typeof engineSettingsSchema>

/** Everything left to llama.cpp. */
export const UNMEASURED_ENGINE: ModelSettings = { flashAttention: null, threads: null }
export const DEFAULT_SETTINGS: EngineSettings = {
  cpuBackend: null,
  target: UNMEASURED_ENGINE,
  draft: UNMEASURED_ENGINE
}

/** Never nothing: speeds are one over it. */
const workMs = durationSchema.gt(0)

/** What pieces of work took, in milliseconds: each the shortest of several times. */
export const workTimesSchema = z.strictObject({
  /** Writing one token of one path. */
  write: workMs,
  /** Writing one token of each of three paths in one batch. */
  together: workMs,
  /** Reading a step of 16 tokens. */
  step: workMs,
  /** Reading 64 tokens of a prompt; null for a model so slow that it was left out. */
  prompt: workMs.nullable()
})
export type WorkTimes = z.infer<typeof workTimesSchema>

/** What one model took with one way of running it. */
export const timedSettingsSchema = z.strictObject({
  flashAttention: z.boolean(),
  threads: z.int().positive(),
  times: workTimesSchema
})
export type TimedSettings = z.infer<typeof timedSettingsSchema>

/** What a pair took on one CPU backend. */
export const pairTimesSchema = z.strictObject({
  target: z.array(timedSettingsSchema).min(1),
  draft: z.array(timedSettingsSchema).min(1)
})
export type PairTimes = z.infer<typeof pairTimesSchema>

/** What was found out about a pair on this machine, as it is kept. */
export const speedRecordSchema = z.strictObject({
  /** Processor, versions and whatever else makes the figures those of another machine when it changes. */
  machine: z.string(),
  /** Processes that wanted a core, for each core, while it was measured: above 1 the figures are rough. */
  load: z.number().nonnegative(),
  target: fileStampSchema,
  draft: fileStampSchema,
  /** By the name of the backend; the empty name stands for llama.cpp's own choice. */
  backends: z.record(z.string(), pairTimesSchema)
})
export type SpeedRecord = z.infer<typeof speedRecordSchema>
