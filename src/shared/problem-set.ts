import { z } from 'zod'

/** One problem, and what is known about it. */
export const problemSchema = z.strictObject({
  /** Unique in its set. */
  id: z.string().min(1),
  text: z.string().regex(/\S/, 'must not be empty'),
  /** The gold answer as text, LaTeX where it needs it. Without one a problem can be solved but not graded. */
  answer: z.string().min(1).optional(),
  solution: z.string().min(1).optional(),
  subject: z.string().min(1).optional(),
  /** How hard it is, on the set's own scale: a number, or a word where the set has words. */
  level: z.union([z.number(), z.string().min(1)]).optional(),
  /** The choices of a multiple-choice problem, in the order of their letters. */
  options: z.array(z.string()).min(1).optional(),
  /** An answer this far from the gold answer is still right. */
  tolerance: z.number().positive().optional(),
  /** The same as a share of the gold answer: 0.05 are five percent. */
  relativeTolerance: z.number().positive().optional(),
  /** Other answers that are right as well. */
  alternatives: z.array(z.string().min(1)).min(1).optional(),
  /**
   * What its answer is, by a name of the registry (core/answer-kinds); mathematics where it is left out. A name that
   * this version does not know is one of a later version, whose answers it cannot grade.
   */
  answerKind: z.string().min(1).optional()
})
export type Problem = z.infer<typeof problemSchema>

/** Also the name of a file, so it is short and has no letters that file systems disagree about. */
const problemSetIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'at most 64 lower-case letters, digits and hyphens')

/** What is known about a set as a whole. */
export const problemSetInfoSchema = z.strictObject({
  id: problemSetIdSchema,
  name: z.string().min(1),
  description: z.string(),
  /** Where the problems come from. */
  source: z.string(),
  licence: z.string()
})
export type ProblemSetInfo = z.infer<typeof problemSetInfoSchema>

export const problemSetSchema = problemSetInfoSchema
  .extend({ problems: z.array(problemSchema).min(1) })
  .superRefine(({ problems }, context) => {
    const id = repeatedId(problems)
    if (id !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['problems'],
        message: `problem id "${id}" is used twice`
      })
    }
  })
export type ProblemSet = z.infer<typeof problemSetSchema>

/** The first id that an earlier problem has too. */
function repeatedId(problems: readonly Pick<Problem, 'id'>[]): string | undefined {
  const seen = new Set<string>()
  return problems.find(({ id }) => seen.size === seen.add(id).size)?.id
}

/** A set as a list shows it. */
export const problemSetSummarySchema = problemSetInfoSchema.extend({
  /** Number of problems. */
  count: z.int().nonnegative(),
  /** It came with the program: it can be neither replaced nor deleted. */
  bundled: z.boolean()
})
export type ProblemSetSummary = z.infer<typeof problemSetSummarySchema>

/** The fields of a problem that a file can give. */
export const problemFieldSchema = z.enum([
  'problem',
  'answer',
  'solution',
  'id',
  'subject',
  'level',
  'options',
  'tolerance',
  'passage',
  'unit',
  'answerKind',
  'alternatives',
  'relativeTolerance'
])
export type ProblemField = z.infer<typeof problemFieldSchema>

/** For each field of a problem, the file's own field that holds it; null where none does. */
export const fieldMappingSchema = z.record(problemFieldSchema, z.string().nullable())
export type FieldMapping = z.infer<typeof fieldMappingSchema>

/** How many answers of a set are of a kind. */
export const answerKindCountSchema = z.strictObject({
  name: z.string(),
  /** For people; the name itself where this version does not know the kind. */
  title: z.string(),
  count: z.int().positive()
})
export type AnswerKindCount = z.infer<typeof answerKindCountSchema>

/** What an import would bring, to be looked at before it is stored. */
export const importPreviewSchema = z.strictObject({
  count: z.int().positive(),
  mapping: fieldMappingSchema,
  /** The first problems, for a look at their gold answers. */
  first: z.array(problemSchema.pick({ id: true, text: true, answer: true })),
  /** What its answers are. */
  kinds: z.array(answerKindCountSchema),
  /** Why the set is hardly worth saving: most of it cannot be graded. Null where it can. */
  alarm: z.string().nullable(),
  /** What was changed or is missing, one sentence each. */
  warnings: z.array(z.string())
})
export type ImportPreview = z.infer<typeof importPreviewSchema>
