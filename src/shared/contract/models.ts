import { z } from 'zod'
import {
  AUTOMATIC_LAYERS,
  gpuLayersSchema,
  listedModelSchema,
  savedPairSchema
} from '../model-library.ts'

/** A model as the page lists it: what is only of use to the loader is left out. */
export const modelRowSchema = listedModelSchema.omit({ entry: true }).extend({
  origin: listedModelSchema.shape.entry.shape.origin,
  path: z.string(),
  architecture: z.string().nullable(),
  parameters: z.number().nullable(),
  quantisation: z.string().nullable(),
  contextLength: z.int().nullable(),
  tried: z.boolean(),
  sha256: z.string().nullable()
})
export type ModelRow = z.infer<typeof modelRowSchema>

export const modelListSchema = z.strictObject({
  models: z.array(modelRowSchema),
  /** Folders of the person's own that are scanned too. */
  folders: z.array(z.string()),
  pairs: z.array(savedPairSchema)
})
export type ModelList = z.infer<typeof modelListSchema>

export const fitRequestSchema = z.strictObject({
  target: z.string(),
  draft: z.string(),
  paths: z.int().min(1).max(26),
  /** Tokens of one path, or null for as many as the target was trained on. */
  context: z.int().positive().nullable(),
  gpuLayers: gpuLayersSchema.default(AUTOMATIC_LAYERS)
})
