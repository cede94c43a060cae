import { readFileSync } from 'node:fs'
import { z } from 'zod'

const modelSchema = z.strictObject({
  name: z.string().min(1),
  /** `hf:user/repository/file.gguf`; of a split model the first part. */
  uri: z.string().startsWith('hf:'),
  /** Size of the download, rounded: the hub says the exact one. */
  approximateBytes: z.number().positive(),
  licence: z.string().min(1),
  /** Null where it is not known: the hub's own is then what counts. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
})

const catalogueSchema = z.strictObject({
  /** What the figures are worth. */
  note: z.string(),
  pairs: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/),
      name: z.string().min(1),
      description: z.string(),
      target: modelSchema,
      draft: modelSchema,
      /** Bytes for five paths of 8192 tokens, rounded; the memory fit says the exact figure once a model is there. */
      approximateMemory: z.number().positive(),
      /** Ids of the prompt profile and the strategy pool that suit it. */
      prompts: z.string(),
      strategies: z.string()
    })
  )
})
export type Catalogue = z.infer<typeof catalogueSchema>

/** Well-known public pairs that can be downloaded. Nothing is fetched by reading it. */
export function readCatalogue(path: string): Catalogue {
  return catalogueSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}
