import { z } from 'zod'

const port = z.int().min(0).max(65_535)

/** Whether programs of this machine are answered (`tandem serve`). */
export const serverStatusSchema = z.strictObject({
  /** What clients call the base URL, or null while nobody is answered. */
  url: z.string().nullable(),
  /** Where it answers unless another port is chosen. */
  usualPort: port,
  /** What clients must show. */
  token: z.string()
})
export type ServerStatus = z.infer<typeof serverStatusSchema>

/** 0 for any free port. */
export const serverStartSchema = z.strictObject({ port })
