import { z } from 'zod'
import { movableBounds } from './documents/movable.ts'

/** How tokens are drawn; `topK` 0 draws from all. */
export const samplingSchema = z.strictObject({
  temperature: movableBounds(z.number().min(0).max(5)),
  topP: z.number().gt(0).max(1),
  topK: movableBounds(z.int().min(0).max(1000))
})
export type Sampling = z.infer<typeof samplingSchema>

/** What a model was made for, as far as its file tells; what its name says proves nothing. */
export const modelCharacterSchema = z.strictObject({
  /** Null where its chat template knows of no thinking part. */
  thinking: z
    .strictObject({
      open: z.string(),
      close: z.string(),
      /** Whether the marks are control tokens, other tokens, or text of several tokens. */
      marks: z.enum(['control', 'token', 'text']),
      /** Whether its template can be told to leave thinking out (`enable_thinking`). */
      switchable: z.boolean()
    })
    .nullable(),
  /** What its makers sample it with, where the file says so (`general.sampling`). */
  sampling: samplingSchema.partial().nullable(),
  /** The same for models with the same tokens in the same order. */
  tokens: z.string()
})
export type ModelCharacter = z.infer<typeof modelCharacterSchema>
