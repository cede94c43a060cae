import { z } from 'zod'
import { startOfferSchema } from './next-start.ts'

/** How an error crosses to a page: a code for programs, a sentence for people, and what they can do about it. */
export const failureSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable(),
  /** What to change at the next start, for a button; only of failures of the inference process. */
  offer: startOfferSchema.optional()
})
export type Failure = z.infer<typeof failureSchema>

/** A failure where there is one line for it: what happened, and what to do. */
export function failureText({ message, hint }: Pick<Failure, 'message' | 'hint'>): string {
  return hint ? `${message} ${hint}` : message
}
