import { z } from 'zod'
import { failureSchema } from '../failure.ts'

const bytes = z.number().nonnegative()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits')

/** A model on its way, or one that arrived while the program runs. */
export const downloadSchema = z.strictObject({
  /** The name of its first file, which no other download in the library's folder can have. */
  id: z.string().min(1),
  /** Where it comes from, without what follows a `?`: that may hold a key. */
  address: z.string(),
  /** `checking`: its hash is computed, and it is opened once in a process of its own. */
  state: z.enum(['fetching', 'checking', 'paused', 'failed', 'done']),
  received: bytes,
  /** Null where the server does not say. */
  total: bytes.nullable(),
  /** Of a split model: the part that is fetched, from 1. */
  part: z.int().positive(),
  parts: z.int().positive(),
  /** Bytes a second since it last went on, or null before that is known. */
  speed: bytes.nullable(),
  /** Why it failed, with what to do. */
  failure: failureSchema.nullable(),
  /** What the library made of it: its id and name, and why it cannot serve, where it cannot. */
  model: z
    .strictObject({ id: z.string(), name: z.string(), reason: z.string().nullable() })
    .nullable()
})
export type Download = z.infer<typeof downloadSchema>

export const downloadsPageSchema = z.strictObject({
  downloads: z.array(downloadSchema),
  /** Where models go, and how many bytes its disk has free. */
  disk: z.strictObject({ folder: z.string(), free: bytes }),
  /** Whether a token for the hub is kept; it is never shown. */
  hasToken: z.boolean()
})
export type DownloadsPage = z.infer<typeof downloadsPageSchema>

export const downloadRequestSchema = z.strictObject({
  /** `user/repository:Q4_K_M`, `hf:user/repository/file.gguf` or a web address. */
  address: z.string().trim().min(1, 'write an address first').max(4000),
  /** What its content must be, or null to go by what the hub says. */
  sha256: sha256.nullable()
})

const catalogueModelSchema = z.strictObject({
  name: z.string(),
  /** Where it is fetched from, which is what `downloads.start` wants. */
  address: z.string(),
  /** Rounded. */
  bytes,
  licence: z.string(),
  sha256: sha256.nullable(),
  /** The id that its download has. */
  download: z.string(),
  /** Its id in the library, or null while it is not there. */
  model: z.string().nullable()
})
export type CatalogueModel = z.infer<typeof catalogueModelSchema>

/** Well-known public pairs. Reading the list fetches nothing. */
export const cataloguePageSchema = z.strictObject({
  note: z.string(),
  pairs: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      /** Bytes for five paths of 8192 tokens, rounded. */
      memory: bytes,
      /** Ids of the prompt profile and the strategy pool that suit it. */
      prompts: z.string(),
      strategies: z.string(),
      models: z.array(
        z.strictObject({ role: z.enum(['target', 'draft']), model: catalogueModelSchema })
      )
    })
  )
})
export type CataloguePage = z.infer<typeof cataloguePageSchema>
