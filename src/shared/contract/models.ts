import { z } from 'zod'
import {
  AUTOMATIC_LAYERS,
  gpuLayersSchema,
  ggufSummarySchema,
  libraryEntrySchema,
  listedModelSchema,
  modelOriginSchema,
  ownWordsSchema,
  savedPairSchema
} from '../model-library.ts'

/** A model as the page lists it: what is only of use to the loader is left out. */
export const modelRowSchema = listedModelSchema.omit({ entry: true }).extend({
  ...libraryEntrySchema.pick({
    origin: true,
    mode: true,
    tried: true,
    sha256: true,
    expectedSha256: true
  }).shape,
  /** Paths of its parts, in order. */
  files: z.array(z.string()),
  /** How a person wants it to be asked, where that is not as its file says. */
  own: z.strictObject({ template: z.boolean(), answersAtOnce: z.boolean() }),
  /** What its header says, with a template of a person's in the place of its own; null where it could not be read. */
  traits: ggufSummarySchema
    .pick({
      architecture: true,
      family: true,
      parameters: true,
      quantisation: true,
      contextLength: true,
      layers: true,
      vocabulary: true,
      hasChatTemplate: true,
      character: true
    })
    .nullable()
})
export type ModelRow = z.infer<typeof modelRowSchema>

export const modelListSchema = z.strictObject({
  models: z.array(modelRowSchema),
  /** Folders of other programs that are looked into, whether or not they are there. */
  places: z.array(
    z.strictObject({ origin: modelOriginSchema, folder: z.string(), there: z.boolean() })
  ),
  /** Folders of the person's own that are scanned too. */
  folders: z.array(z.string()),
  /** What the last scan left out and why it is not kept, in sentences. */
  notices: z.array(z.string()),
  pairs: z.array(savedPairSchema)
})
export type ModelList = z.infer<typeof modelListSchema>

/** A change of how a model is asked; what is left out stays. The program says itself what is wrong with a template. */
export const wordsChangeSchema = z.strictObject({
  id: z.string(),
  template: z.string().nullable().optional(),
  thinking: ownWordsSchema.shape.thinking.optional()
})

/** Whether a model can draft for a certain target, and why not. */
export const draftChoiceSchema = z.strictObject({ id: z.string(), reason: z.string().nullable() })
export type DraftChoice = z.infer<typeof draftChoiceSchema>

export const fitRequestSchema = z.strictObject({
  target: z.string(),
  draft: z.string(),
  paths: z.int().min(1).max(26),
  /** Tokens of one path, or null for as many as the target was trained on. */
  context: z.int().positive().nullable(),
  gpuLayers: gpuLayersSchema.default(AUTOMATIC_LAYERS)
})
