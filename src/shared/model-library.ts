import { z } from 'zod'
import { movableBounds } from './documents/movable.ts'
import { modelCharacterSchema } from './model-character.ts'

/** More is no template: those of models have a few thousand characters. */
export const MAX_TEMPLATE_CHARACTERS = 256 * 1024

/** Why a file was refused, for code; the sentence beside it is for the user. */
export const refusalCodeSchema = z.enum([
  'unreadable',
  'not-gguf',
  'version',
  'truncated',
  'too-large',
  'metadata',
  'architecture',
  'hyperparameter',
  'vocabulary',
  'chat-template',
  'tensors',
  'split',
  'crashed',
  'hung',
  'out-of-memory',
  'not-loadable',
  'not-finite'
])
export type RefusalCode = z.infer<typeof refusalCodeSchema>

export const refusalSchema = z.strictObject({ code: refusalCodeSchema, sentence: z.string() })
export type Refusal = z.infer<typeof refusalSchema>

/** What a model remembers a text by: keys and values of attention, a recurrent state, both, or nothing usable. */
export const modelFamilySchema = z.enum(['attention', 'recurrent', 'hybrid', 'other'])
export type ModelFamily = z.infer<typeof modelFamilySchema>

const bytes = z.number().nonnegative()

/** All that is read off a model's header. */
export const ggufSummarySchema = z.strictObject({
  name: z.string(),
  architecture: z.string(),
  family: modelFamilySchema,
  /** Number of weights. */
  parameters: z.number().positive(),
  quantisation: z.string(),
  /** Tokens it was trained to see at once. */
  contextLength: z.int().nonnegative(),
  layers: z.int().nonnegative(),
  /** Number of tokens it knows. */
  vocabulary: z.int().nonnegative(),
  hasChatTemplate: z.boolean(),
  /** Null where an earlier version read the header. */
  character: modelCharacterSchema.nullable().default(null),
  /** Why it cannot write a solution, as a sentence; null where it can. */
  cannotWrite: z.string().nullable(),
  /** Size of all files. */
  bytes,
  /** Paths of its parts, in order. */
  files: z.array(z.string()).min(1),
  /** What it takes in memory; null for models that are not loaded. */
  memory: z
    .strictObject({
      /** Bytes of each layer's weights. */
      layerBytes: z.array(bytes),
      /** Bytes of the weights outside the layers. */
      otherBytes: bytes,
      /** Bytes of keys and values that one token adds in each layer, at 16 bits. */
      kvBytes: z.array(bytes),
      /** How far back its windowed layers see, in tokens; null without any. */
      slidingWindow: z.int().positive().nullable(),
      /** Bytes of the recurrent state of one path. */
      stateBytes: bytes
    })
    .nullable()
})
export type GgufSummary = z.infer<typeof ggufSummarySchema>

/** Where a model was found. */
export const modelOriginSchema = z.enum([
  'bundled',
  'lm-studio',
  'ollama',
  'hugging-face',
  'jan',
  'llama.cpp',
  'gpt4all',
  'node-llama-cpp',
  'folder',
  'imported',
  'downloaded'
])
export type ModelOrigin = z.infer<typeof modelOriginSchema>

/** How an import holds the file: where it lies, as a second name of the same data, or as a copy. */
export const importModeSchema = z.enum(['reference', 'hard-link', 'copy'])
export type ImportMode = z.infer<typeof importModeSchema>

/** A file as it was when something was found out about it. */
export const fileStampSchema = z.strictObject({
  path: z.string(),
  bytes,
  /** Last change, in milliseconds since 1970. */
  modified: z.number()
})
export type FileStamp = z.infer<typeof fileStampSchema>

/** How a person wants a model to be asked, where that is not as its file says. */
export const ownWordsSchema = z.strictObject({
  /** A chat template (Jinja) in the place of the file's own; null for the file's. */
  template: z.string().min(1).max(MAX_TEMPLATE_CHARACTERS).nullable(),
  /** False where it is to answer at once in every run; null where it thinks if its template does. */
  thinking: z.literal(false).nullable()
})
export type OwnWords = z.infer<typeof ownWordsSchema>
export const NO_OWN_WORDS: OwnWords = { template: null, thinking: null }

/** What the library keeps about one model. */
export const libraryEntrySchema = z.strictObject({
  /** Derived from the path of its first file. */
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Its name where the header's is not to be used. */
  title: z.string().nullable(),
  origin: modelOriginSchema,
  mode: importModeSchema,
  /** Its files, as they were when they were inspected. */
  files: z.array(fileStampSchema).min(1),
  summary: ggufSummarySchema.nullable(),
  /** Why the header or the trial refused it. */
  refusal: refusalSchema.nullable(),
  /** It was opened in a throw-away process, and wrote a token there. */
  tried: z.boolean(),
  /** One for each file; null until they are computed. */
  sha256: z.array(z.string().regex(/^[0-9a-f]{64}$/)).nullable(),
  /** What the source (a hub, a manifest, the bundle) says it must be. */
  expectedSha256: z.array(z.string().regex(/^[0-9a-f]{64}$/)).nullable(),
  /** Stays with the path, also where the file changes. */
  own: ownWordsSchema.default(NO_OWN_WORDS)
})
export type LibraryEntry = z.infer<typeof libraryEntrySchema>

/** Whether a model can take a part in a pair, and why not. */
export const fitnessSchema = z.discriminatedUnion('able', [
  z.strictObject({ able: z.literal(true) }),
  z.strictObject({ able: z.literal(false), reason: z.string() })
])
export type Fitness = z.infer<typeof fitnessSchema>

/** A model as it is listed. */
export const listedModelSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  entry: libraryEntrySchema,
  bytes,
  target: fitnessSchema,
  draft: fitnessSchema
})
export type ListedModel = z.infer<typeof listedModelSchema>

/** Layers of each model on the GPU; null lets the engine fit as many as there is memory for. */
export const gpuLayersSchema = z.strictObject({
  target: z.int().nonnegative().nullable(),
  draft: z.int().nonnegative().nullable()
})
export type GpuLayers = z.infer<typeof gpuLayersSchema>
export const AUTOMATIC_LAYERS: GpuLayers = { target: null, draft: null }

/** What models are run with that nothing is known about: ids of a prompt profile and of a strategy pool, and paths. */
export const GENERIC = { prompts: 'generic-chat', strategies: 'competition', paths: 3 } as const

/** The id of the prompt profile that suits a target which nobody has chosen one for. */
export function suitedPrompts(
  target: Pick<GgufSummary, 'character'> | null
): 'reasoning' | typeof GENERIC.prompts {
  return target?.character?.thinking ? 'reasoning' : GENERIC.prompts
}

/** A pair that was chosen and named, with all that it is run with. Pairs of earlier versions lack the defaults. */
export const savedPairSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1).max(200),
  /** Ids of models. */
  target: z.string(),
  draft: z.string(),
  /** Ids of the prompt profile and of the strategy pool that suit it. */
  prompts: z.string().min(1).default(GENERIC.prompts),
  strategies: z.string().min(1).default(GENERIC.strategies),
  paths: movableBounds(z.int().min(1).max(26)),
  /** Tokens of one path, prompt and questions included, or null for as many as a run's own options ask for. */
  context: z.int().positive().nullable(),
  gpuLayers: gpuLayersSchema.default(AUTOMATIC_LAYERS)
})
export type SavedPair = z.infer<typeof savedPairSchema>

/** Bytes in the machine's memory and in the GPU's. */
export const memorySchema = z.strictObject({ ram: bytes, vram: bytes })
export type Memory = z.infer<typeof memorySchema>

/** What one model of a pair takes, in bytes. */
export const modelFootprintSchema = z.strictObject({
  weights: bytes,
  /** Keys and values (or recurrent states) of all paths. */
  cache: bytes,
  /** Buffers for one batch. */
  working: bytes,
  /** The tokenizer's tables and what else the engine keeps of a model. */
  tables: bytes,
  /** Tokens of one path: what was asked for, at most what the model was trained on. */
  context: z.int().positive(),
  gpuLayers: z.int().nonnegative()
})
export type ModelFootprint = z.infer<typeof modelFootprintSchema>

/** Whether a pair fits into memory. */
export const fitSchema = z.strictObject({
  outcome: z.enum(['fits', 'tight', 'wont-fit']),
  /** What to do, as a sentence; null where it fits. */
  advice: z.string().nullable(),
  /** Sizes that would fit well, most paths or longest context first; empty where it fits, or where none would. */
  proposals: z.array(z.strictObject({ paths: z.int().positive(), context: z.int().positive() })),
  paths: z.int().positive(),
  target: modelFootprintSchema,
  draft: modelFootprintSchema,
  /** The inference process without any model. */
  engine: bytes,
  needed: memorySchema,
  /** What is free now, and what will be when the loaded pair is gone. */
  free: memorySchema,
  /** `cuda`, `vulkan`, `metal`, or null without a GPU. */
  gpu: z.string().nullable()
})
export type Fit = z.infer<typeof fitSchema>
