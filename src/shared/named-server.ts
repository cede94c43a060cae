import { z } from 'zod'
import { documentKind } from './documents/document-kind.ts'
import { durationSchema, momentSchema, parametersSchema } from './figures.ts'
import { serverSourceSchema } from './model-source.ts'

/** Something that Tandem wants of a server. `slower`: it is done, at a price that the remark names. */
export const serverAbilitySchema = z.strictObject({
  what: z.string(),
  degree: z.enum(['full', 'slower', 'none']),
  /** Why it is less than full, and what of the server would help. */
  remark: z.string().nullable()
})
export type ServerAbility = z.infer<typeof serverAbilitySchema>

/** What a server said, and did, when it was met. */
export const serverReportSchema = z.strictObject({
  /** "llama-server b6500" */
  software: z.string(),
  /** What stands before it; null where nothing tells of itself. */
  router: z
    .strictObject({ replicas: z.int().nonnegative(), healthy: z.int().nonnegative() })
    .nullable(),
  model: z.string(),
  /** Tells this model from another that may be at the address later. */
  fingerprint: z.string(),
  parameters: parametersSchema,
  /** Whether the server says how many weights it has; else a person did. */
  saysParameters: z.boolean(),
  /** Of the weights; 0 where it does not say. */
  bytes: z.number().nonnegative(),
  /** Tokens of one path. */
  contextSize: z.int().positive(),
  /** Paths that have a place of their own on it; 0 where that is its own choice. */
  slots: z.int().nonnegative(),
  /** Milliseconds until it answers a question that it need not think about. */
  latencyMs: durationSchema,
  abilities: z.array(serverAbilitySchema)
})
export type ServerReport = z.infer<typeof serverReportSchema>

/** What came of asking a server who it is. */
export const serverExaminationSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('met'), report: serverReportSchema }),
  /** It has several models, and none was named. */
  z.strictObject({ outcome: z.literal('which-model'), models: z.array(z.string()) }),
  /** It does not say how many weights the model has, and nobody else did. */
  z.strictObject({ outcome: z.literal('how-large'), model: z.string() }),
  /** It cannot be used as it is, with the reason and what would help. */
  z.strictObject({ outcome: z.literal('refused'), reason: z.string() })
])
export type ServerExamination = z.infer<typeof serverExaminationSchema>

/** A model on a server that somebody added, to be chosen wherever a file may be. Its key is kept elsewhere. */
export const namedServerSchema = z.strictObject({
  id: z.string().regex(/^server-[0-9a-f]+$/),
  name: z.string().min(1).max(200),
  source: serverSourceSchema,
  /** When it was met last. */
  report: serverReportSchema,
  /** In milliseconds since 1970. */
  testedAt: momentSchema,
  /** Why the last test came to nothing; null where it did not. */
  failure: z.string().nullable()
})
export type NamedServer = z.infer<typeof namedServerSchema>

const namedServersSchema = z.strictObject({ servers: z.array(namedServerSchema) })

/** The servers that were added, as the data folder keeps them. */
export const namedServers = documentKind({
  name: 'list of servers',
  schema: namedServersSchema,
  upcasters: []
})
