import { z } from 'zod'
import { fieldMappingSchema, problemFieldSchema, problemSchema } from '../../shared/problem-set.ts'
import { gradingLineSchema } from '../grading/grading-line.ts'

/**
 * What the process that reads a file is asked: the problems of a file, the outputs in it that are to be graded, or the run
 * that was exported to it, which it puts into a store at the path `store`.
 */
export const importRequestSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('problems'),
    path: z.string(),
    choices: z.strictObject({
      name: z.string().optional(),
      mapping: z.partialRecord(problemFieldSchema, z.string()).optional(),
      several: z.enum(['any', 'all']).optional(),
      answerKind: z.string().optional(),
      tolerance: z.number().optional(),
      relativeTolerance: z.number().optional()
    })
  }),
  z.strictObject({ do: z.literal('outputs'), path: z.string() }),
  z.strictObject({ do: z.literal('run'), path: z.string(), store: z.string() })
])
export type ImportRequest = z.infer<typeof importRequestSchema>

/** What it answers: how far it is, then what it read in parts, then the end; or why the file is refused. */
export const importReplySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), share: z.number(), problems: z.number() }),
  z.strictObject({ type: z.literal('problems'), problems: z.array(problemSchema) }),
  /** What else is known of the problems. */
  z.strictObject({
    type: z.literal('rest'),
    mapping: fieldMappingSchema,
    warnings: z.array(z.string()),
    alarm: z.string().nullable()
  }),
  z.strictObject({
    type: z.literal('outputs'),
    tool: z.string().nullable(),
    lines: z.array(gradingLineSchema),
    leftOut: z.int()
  }),
  /** Which run it is, before its attempts are read. */
  z.strictObject({ type: z.literal('run'), id: z.string() }),
  z.strictObject({ type: z.literal('end') }),
  z.strictObject({ type: z.literal('refused'), message: z.string(), hint: z.string().nullable() })
])
export type ImportReply = z.infer<typeof importReplySchema>
