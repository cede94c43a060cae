import { z } from 'zod'
import { problemFieldSchema, problemSchema, problemSetInfoSchema } from '../problem-set.ts'

/** The largest file that a page may send, in bytes. */
const MOST_UPLOADED = 2 ** 30
/** Bytes that are sent at once. */
export const UPLOAD_PART = 512 * 2 ** 10

const upload = z.string().min(1).max(100)

/** A file that was chosen on the page and is to be sent in parts. */
export const uploadRequestSchema = z.strictObject({
  name: z.string().min(1).max(255),
  bytes: z
    .int()
    .nonnegative()
    .max(MOST_UPLOADED, 'The file is larger than 1 GB: import it in the terminal.')
})
export type UploadRequest = z.infer<typeof uploadRequestSchema>

export const uploadPartSchema = z.strictObject({
  upload,
  /** Where in the file it begins, which is where the last part ended. */
  from: z.int().nonnegative(),
  /** Its bytes in base64: JSON has no bytes. */
  content: z.base64().max(Math.ceil(UPLOAD_PART / 3) * 4)
})
export type UploadPart = z.infer<typeof uploadPartSchema>

export const uploadSchema = z.strictObject({ upload })

/** How far the reading of a file is. */
export const readingProgressSchema = z.strictObject({
  upload,
  /** From 0 to 1. */
  share: z.number(),
  problems: z.int().nonnegative()
})
export type ReadingProgress = z.infer<typeof readingProgressSchema>

const severalAnswersSchema = z.enum(['any', 'all'])

/** A file that has arrived, and what the person says of it where a guess is to be overruled. */
export const chosenFileSchema = uploadSchema.extend({
  /** Which field of the file is what. */
  mapping: z.partialRecord(problemFieldSchema, z.string()),
  /** What the answers are, by a name of the registry; null to go by the file. */
  answerKind: z.string().nullable(),
  /** What several answers to one problem mean; null to go by the name of their field. */
  several: severalAnswersSchema.nullable()
})
export type ChosenFile = z.infer<typeof chosenFileSchema>

export const importFileSchema = chosenFileSchema.extend({
  title: z.string().min(1).max(200),
  /** Store it although most of it cannot be graded. */
  ungraded: z.boolean()
})

/** What the answers of a set can be. */
export const answerKindInfoSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string()
})
export type AnswerKindInfo = z.infer<typeof answerKindInfoSchema>

/** A part of a set's problems. */
export const setPageSchema = z.strictObject({
  info: problemSetInfoSchema,
  count: z.int().nonnegative(),
  bundled: z.boolean(),
  first: z.int().nonnegative(),
  problems: z.array(problemSchema)
})
export type SetPage = z.infer<typeof setPageSchema>
