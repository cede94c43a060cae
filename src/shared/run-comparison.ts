import { z } from 'zod'
import { methodNameSchema } from './options.ts'
import { comparisonSchema } from './run-report.ts'
import { verdictSchema } from './run-record.ts'

const attemptSchema = z.strictObject({
  answer: z.string().nullable(),
  verdict: verdictSchema.nullable()
})

/** Two methods, each of a run, on the problems that both runs have. */
export const methodComparisonSchema = z.strictObject({
  methodA: z.string(),
  methodB: z.string(),
  /** Pairs of attempts of which the engine failed one. */
  leftOut: z.int().nonnegative(),
  /** Numbers of the other pairs. */
  matrix: z.strictObject({
    both: z.int().nonnegative(),
    onlyA: z.int().nonnegative(),
    onlyB: z.int().nonnegative(),
    neither: z.int().nonnegative()
  }),
  /** B is the method, A what it is compared with. Null where no shared problem has an answer to compare with. */
  difference: comparisonSchema.nullable(),
  /** Attempts of which exactly one is right. */
  differing: z.array(
    z.strictObject({
      problem: z.string(),
      repeat: z.int().nonnegative(),
      gold: z.string().nullable(),
      a: attemptSchema,
      b: attemptSchema
    })
  )
})
export type MethodComparison = z.infer<typeof methodComparisonSchema>

/** What `tandem compare --json` prints. */
export const runComparisonSchema = z.strictObject({
  a: z.string(),
  b: z.string(),
  /** What was set differently, by its place in the configuration. */
  config: z.array(z.strictObject({ setting: z.string(), a: z.unknown(), b: z.unknown() })),
  /** Whether attempts that the engine failed count as not right, instead of being left out. */
  countFailures: z.boolean(),
  /** Problems that both runs have: the same text and answer. */
  sharedProblems: z.int().nonnegative(),
  methods: z.array(methodComparisonSchema)
})
export type RunComparison = z.infer<typeof runComparisonSchema>

const pairedAttemptSchema = attemptSchema.extend({ attempt: z.int().nonnegative() })

/** A method of one run beside one of another, or of the same, attempt by attempt. */
export const attemptPairsRequestSchema = z.strictObject({
  a: z.string().min(1),
  b: z.string().min(1),
  methodA: methodNameSchema,
  methodB: methodNameSchema
})

export const attemptPairsSchema = z.strictObject({
  /** Problems of run A by position. */
  problems: z.array(
    z.strictObject({ id: z.string(), text: z.string(), answer: z.string().nullable() })
  ),
  /** In the order of the problems; of each repeat that both have. */
  pairs: z.array(
    z.strictObject({
      problem: z.int().nonnegative(),
      repeat: z.int().nonnegative(),
      a: pairedAttemptSchema,
      b: pairedAttemptSchema
    })
  )
})
export type AttemptPairs = z.infer<typeof attemptPairsSchema>
