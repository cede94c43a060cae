import { z } from 'zod'
import { fieldMappingSchema, problemFieldSchema, problemSchema } from '../../shared/problem-set.ts'

/** What the process that reads a file is asked. */
export const importRequestSchema = z.strictObject({
  path: z.string(),
  choices: z.strictObject({
    mapping: z.partialRecord(problemFieldSchema, z.string()).optional(),
    several: z.enum(['any', 'all']).optional(),
    answerKind: z.string().optional(),
    tolerance: z.number().optional(),
    relativeTolerance: z.number().optional()
  })
})
export type ImportRequest = z.infer<typeof importRequestSchema>

/** What it answers: how far it is, then the problems in parts, then the rest; or why the file is refused. */
export const importReplySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), share: z.number(), problems: z.number() }),
  z.strictObject({ type: z.literal('problems'), problems: z.array(problemSchema) }),
  z.strictObject({
    type: z.literal('done'),
    mapping: fieldMappingSchema,
    warnings: z.array(z.string()),
    alarm: z.string().nullable()
  }),
  z.strictObject({ type: z.literal('refused'), message: z.string(), hint: z.string().nullable() })
])
export type ImportReply = z.infer<typeof importReplySchema>
