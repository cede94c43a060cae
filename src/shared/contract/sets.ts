import { z } from 'zod'
import {
  importPreviewSchema,
  problemFieldSchema,
  problemSchema,
  problemSetInfoSchema
} from '../problem-set.ts'

/** A file that was chosen on the page. */
export const chosenFileSchema = z.strictObject({
  name: z.string().min(1).max(255),
  /** Its bytes in base64: JSON has no bytes. */
  content: z.base64(),
  /** Which field of the file is what, where the guess is to be overruled. */
  mapping: z.partialRecord(problemFieldSchema, z.string())
})
export type ChosenFile = z.infer<typeof chosenFileSchema>

export const chosenFilePreviewSchema = importPreviewSchema
export type ChosenFilePreview = z.infer<typeof chosenFilePreviewSchema>

/** A part of a set's problems. */
export const setPageSchema = z.strictObject({
  info: problemSetInfoSchema,
  count: z.int().nonnegative(),
  bundled: z.boolean(),
  first: z.int().nonnegative(),
  problems: z.array(problemSchema)
})
export type SetPage = z.infer<typeof setPageSchema>
