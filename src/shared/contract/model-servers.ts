import { z } from 'zod'
import { namedServerSchema } from '../named-server.ts'
import { MOST_PARAMETERS } from '../parameter-count.ts'

const address = z.string().trim().min(1).max(2000)
const parameters = z.number().positive().max(MOST_PARAMETERS).nullable()
const key = z.string().trim().min(1).max(2000)

/** A model on a server as the page lists it. Its key never comes back. */
const serverRowSchema = namedServerSchema.extend({
  address: z.string(),
  hasKey: z.boolean(),
  /** Names of the saved pairs that it is part of. */
  pairs: z.array(z.string())
})
export type ServerRow = z.infer<typeof serverRowSchema>

export const serverListSchema = z.strictObject({
  servers: z.array(serverRowSchema),
  /** Whether the system seals keys; else they lie in a file that only its owner can read. */
  sealsKeys: z.boolean()
})
export type ServerList = z.infer<typeof serverListSchema>

/** A server to be asked what it is. `key`: left out for the one that is kept for its address. */
export const examineRequestSchema = z.strictObject({ address, parameters, key: key.optional() })

/** `key`: null forgets what is kept. `id`: of the one that is changed. */
export const keepServerRequestSchema = examineRequestSchema.extend({
  id: z.string().optional(),
  name: z.string().trim().min(1).max(200).optional(),
  key: key.nullable().optional()
})
