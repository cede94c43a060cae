import { z } from 'zod'
import { comparisonSchema } from './run-report.ts'

const count = z.int().nonnegative()
const ratio = z.number().nonnegative().nullable()

/** Runs beside each other at most. */
export const MOST_COMPARED = 5

/** The letter that a run of a comparison goes by. */
export function letterOf(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index)
}

/** One method of one run, on the problems that all runs share. */
export const manyRowSchema = z.strictObject({
  letter: z.string(),
  method: z.string(),
  attempts: count,
  /** Of these, those that the engine failed: left out of accuracy. */
  leftOut: count,
  right: count,
  accuracy: z.number().min(0).max(1).nullable(),
  interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  gamma: ratio,
  /** Mean of an attempt, in milliseconds. */
  wallMs: ratio,
  /** It minus the same method of run A; where a method is only in one of both, minus A's only one. Null for A itself. */
  against: comparisonSchema.nullable(),
  /** Problems that would probably tell the difference from chance; null where nothing differs. */
  needed: count.nullable()
})
export type ManyRow = z.infer<typeof manyRowSchema>

/** What `tandem compare --json` prints of more than two runs. */
export const manyComparisonSchema = z.strictObject({
  runs: z.array(
    z.strictObject({
      letter: z.string(),
      id: z.string(),
      set: z.string().nullable(),
      problems: count,
      seed: count,
      pair: z.strictObject({ target: z.string(), draft: z.string() }),
      /** ISO 8601. */
      created: z.string(),
      methods: z.array(z.string())
    })
  ),
  /** Whether attempts that the engine failed count as not right, instead of being left out. */
  countFailures: z.boolean(),
  /** Problems that all runs have: the same text and answer. */
  sharedProblems: count,
  /** What was set differently, by its place in the configuration: a value a run. */
  config: z.array(z.strictObject({ setting: z.string(), values: z.array(z.unknown()) })),
  rows: z.array(manyRowSchema)
})
export type ManyComparison = z.infer<typeof manyComparisonSchema>
