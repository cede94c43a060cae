import { z } from 'zod'

/** How an error crosses to a page: a code for programs, a sentence for people, and what they can do about it. */
export const failureSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable()
})
export type Failure = z.infer<typeof failureSchema>
