import { z } from 'zod'
import { policySchema, verdictSchema } from '../run-record.ts'

const count = z.int().nonnegative()

/** What a person says of one attempt. */
export const personalJudgementSchema = z.strictObject({
  /** Null where they say nothing: the grader's own counts. */
  verdict: verdictSchema.nullable(),
  /** Why; may be empty. */
  note: z.string().max(2000)
})
export type PersonalJudgement = z.infer<typeof personalJudgementSchema>

export const judgementRequestSchema = personalJudgementSchema.extend({
  run: z.string(),
  attempt: count
})

/** What grading a run again changed. */
export const regradingSchema = z.strictObject({
  graded: count,
  changed: z.array(
    z.strictObject({
      problem: z.string(),
      method: z.string(),
      repeat: count,
      answer: z.string().nullable(),
      before: verdictSchema.nullable(),
      after: verdictSchema
    })
  ),
  /** Verdicts that a person gave, and that stay. */
  kept: count
})
export type Regrading = z.infer<typeof regradingSchema>

export const regradeRequestSchema = z.strictObject({ run: z.string(), policy: policySchema })

/** A tag, and how many runs that are not deleted have it. */
export const tagCountSchema = z.strictObject({ tag: z.string(), runs: count })
export type TagCount = z.infer<typeof tagCountSchema>

/** As many answers as a method has paths. */
export const answersSchema = z.strictObject({
  answers: z.array(z.string().max(100_000)).max(64),
  /** What the problem says of its answers; null where it says nothing. */
  answerKind: z.string().nullable()
})
