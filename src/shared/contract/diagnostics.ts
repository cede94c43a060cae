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
