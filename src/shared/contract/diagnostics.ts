import { z } from 'zod'

/** The licences of what the program is built with, one entry a package. */
export const licencesSchema = z.array(
  z.strictObject({
    name: z.string(),
    version: z.string(),
    /** As the package names it: "MIT". */
    licence: z.string(),
    /** The licence in full, or an empty text where the package ships none. */
    text: z.string()
  })
)
export type Licences = z.infer<typeof licencesSchema>

/** One thing that the program needs or can use, as it is on this machine. */
export const findingSchema = z.strictObject({
  /** What was looked at: "Node", "Store". */
  part: z.string(),
  /** `limited`: Tandem works, and something of it does not. */
  state: z.enum(['works', 'limited', 'fails']),
  /** What is there, in a sentence. */
  said: z.string(),
  /** What to do about it, or null where nothing is to be done. */
  advice: z.string().nullable()
})
export type Finding = z.infer<typeof findingSchema>
