import { z } from 'zod'
import { durationSchema } from './figures.ts'
import { strategySchema } from './strategy-pool.ts'

/** Solutions of one problem of which a model is to judge every step, as it would judge them of a draft. */
export const judgementCaseSchema = z.strictObject({
  problem: z.string(),
  /** Along which they were written, or null for none. */
  strategy: strategySchema.nullable(),
  /** What stands before each of them. */
  before: z.string(),
  /** The steps of each, with their ends. */
  solutions: z.array(z.array(z.string()))
})
export type JudgementCase = z.infer<typeof judgementCaseSchema>

/** What every scorer is read from, of one step. */
export const stepReadingSchema = z.strictObject({
  /** Probability of each digit 0-9 as the step's score; they sum to `digitMass`, not to 1. */
  digits: z.array(z.number()).length(10),
  /** Probability that the score is a digit at all. */
  digitMass: z.number(),
  /** Smallest probability of a token of the step, and their geometric mean. */
  min: z.number(),
  mean: z.number()
})
export type StepReading = z.infer<typeof stepReadingSchema>

export const stepJudgementSchema = z.strictObject({
  solutions: z.array(z.array(stepReadingSchema)),
  /** Probability that the model answers the question for a strategy with a letter. */
  letterMass: z.number()
})
export type StepJudgement = z.infer<typeof stepJudgementSchema>

/** How fast one model of a pair is, as measured when its contexts were made. Milliseconds. */
export const modelSpeedSchema = z.strictObject({
  /** One token, of one path at a time. */
  decodeMs: durationSchema,
  /** A token of a long text. */
  readMs: durationSchema,
  /** What batches of so many tokens take. */
  batches: z.array(z.strictObject({ tokens: z.int().positive(), ms: durationSchema }))
})
export type ModelSpeed = z.infer<typeof modelSpeedSchema>

export const pairSpeedSchema = z.strictObject({ draft: modelSpeedSchema, target: modelSpeedSchema })
export type PairSpeed = z.infer<typeof pairSpeedSchema>
