import { z } from 'zod'
import { cpuBackendSchema, pairTimesSchema } from './engine-settings.ts'
import { ggufSummarySchema, memorySchema, ownWordsSchema, refusalSchema } from './model-library.ts'
import { templateTrialSchema } from './template-trial.ts'

/** What the throw-away process is asked (src/inference/backends/llama/inspect-process.ts). */
export const inspectionRequestSchema = z.discriminatedUnion('do', [
  /** Read the header. */
  z.strictObject({ do: z.literal('read'), path: z.string() }),
  /** Read the header, load the weights, render the chat template, evaluate a token. */
  z.strictObject({ do: z.literal('open'), path: z.string() }),
  /** Ask llama.cpp what it would allocate, without allocating it. */
  z.strictObject({
    do: z.literal('estimate'),
    path: z.string(),
    /** Layers on the GPU; 0 for the CPU alone. */
    gpuLayers: z.int().nonnegative(),
    points: z.array(z.strictObject({ paths: z.int().positive(), contextSize: z.int().positive() }))
  }),
  /** Time both models of a pair on one CPU backend. */
  z.strictObject({
    do: z.literal('time'),
    target: z.string(),
    draft: z.string(),
    /** Null for llama.cpp's own choice. */
    cpuBackend: cpuBackendSchema.nullable(),
    /** What a person has decided, or null to try. */
    threads: z.int().positive().nullable(),
    flashAttention: z.boolean().nullable()
  }),
  /** How it would be asked as a person wants it, or as its file says. The weights stay where they are. */
  z.strictObject({ do: z.literal('ask'), path: z.string(), own: ownWordsSchema }),
  /** Which GPU there is. */
  z.strictObject({ do: z.literal('devices') })
])
export type InspectionRequest = z.infer<typeof inspectionRequestSchema>

/** What it is doing, to say where it died. */
export const inspectionStageSchema = z.enum([
  'starting',
  'reading its header',
  'starting the engine',
  'loading its weights',
  'preparing its context',
  'rendering its chat template',
  'evaluating a token',
  'measuring its speed'
])
export type InspectionStage = z.infer<typeof inspectionStageSchema>

export const memoryEstimateSchema = z.strictObject({
  weights: memorySchema,
  contexts: z.array(
    z.strictObject({
      paths: z.int().positive(),
      contextSize: z.int().positive(),
      memory: memorySchema
    })
  )
})
export type MemoryEstimate = z.infer<typeof memoryEstimateSchema>

export const devicesSchema = z.strictObject({
  /** `cuda`, `vulkan`, `metal`, or null without a GPU. */
  gpu: z.string().nullable(),
  /** Bytes of GPU memory. */
  total: z.number().nonnegative(),
  /** What models may take of it: less than is unused, since llama.cpp's binding keeps a part for the system. */
  free: z.number().nonnegative()
})
export type Devices = z.infer<typeof devicesSchema>

/** What the throw-away process says. Each request ends with one of the last seven. */
export const inspectionReplySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('stage'), stage: inspectionStageSchema }),
  z.strictObject({ type: z.literal('read'), summary: ggufSummarySchema }),
  z.strictObject({ type: z.literal('opened'), summary: ggufSummarySchema }),
  z.strictObject({
    type: z.literal('refused'),
    refusal: refusalSchema,
    /** Null where the header was refused already. */
    summary: ggufSummarySchema.nullable()
  }),
  z.strictObject({ type: z.literal('estimated'), estimate: memoryEstimateSchema }),
  z.strictObject({ type: z.literal('timed'), times: pairTimesSchema }),
  z.strictObject({ type: z.literal('asked'), trial: templateTrialSchema }),
  z.strictObject({ type: z.literal('devices'), devices: devicesSchema })
])
export type InspectionReply = z.infer<typeof inspectionReplySchema>

/** What the throw-away process writes to its error stream when it ends itself at one of its limits. */
export const MEMORY_LIMIT_MARK = '\nmemory limit reached\n'
export const TIME_LIMIT_MARK = '\ntime limit reached\n'
