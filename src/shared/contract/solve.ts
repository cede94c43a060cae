import { z } from 'zod'
import { forkChangeSchema } from '../fork.ts'
import { samplingSchema } from '../model-character.ts'
import { savedPairSchema } from '../model-library.ts'
import { plansSchema } from '../plan.ts'
import { methodNameSchema, solveOptionsSchema } from '../options.ts'
import { scorerSchema, thresholdsSchema } from '../scorers/scorers.ts'
import { strategyPoolSchema } from '../strategy-pool.ts'
import { loadingSchema } from './engine.ts'

const id = z.string().min(1)

/** A pair that problems can be solved with. */
export const pairChoiceSchema = z.strictObject({
  id,
  name: z.string(),
  target: z.string(),
  draft: z.string(),
  /** The prompt profile and the strategy pool that suit it. */
  prompts: id,
  strategies: id,
  /** What it was saved with. */
  ...savedPairSchema.pick({ paths: true, context: true, gpuLayers: true }).shape
})
export type PairChoice = z.infer<typeof pairChoiceSchema>

/** What was measured of a pair: it goes before what the prompt profile says. */
export const pairMeasuredSchema = z.strictObject({
  /** The prompt profile that it was measured with: for others it says nothing. */
  prompts: id,
  scorer: scorerSchema,
  thresholds: z.record(scorerSchema, z.number()),
  plans: plansSchema,
  /** When the pair was calibrated, in milliseconds since 1970; null where only its target was checked. */
  calibratedAt: z.number().nullable(),
  /** What speaks against letting this target judge steps. */
  warning: z.string().nullable()
})
export type PairMeasured = z.infer<typeof pairMeasuredSchema>

/** All that the Solve screen offers to choose from. */
export const solveSetupSchema = z.strictObject({
  defaults: solveOptionsSchema,
  methods: z.array(
    z.strictObject({
      name: methodNameSchema,
      summary: z.string(),
      paths: z.enum(['one', 'many']),
      writer: z.enum(['draft', 'target', 'draft-and-target'])
    })
  ),
  pairs: z.array(
    pairChoiceSchema.extend({
      measured: pairMeasuredSchema.nullable(),
      /** How its target's makers sample it; null where its files are gone. */
      sampling: samplingSchema.nullable()
    })
  ),
  prompts: z.array(
    z.strictObject({
      id,
      name: z.string(),
      scorer: scorerSchema,
      thresholds: thresholdsSchema,
      weakToken: z.number(),
      plans: plansSchema
    })
  ),
  strategies: z.array(strategyPoolSchema),
  samples: z.array(z.strictObject({ text: z.string(), answer: z.string().nullable() })),
  /** Whether the history is empty: who is here may be here for the first time. */
  nothingSolved: z.boolean()
})
export type SolveSetup = z.infer<typeof solveSetupSchema>

/** Characters of a known answer at most. */
export const LONGEST_ANSWER = 10_000

/** One problem to be solved now. */
export const solveRequestSchema = z.strictObject({
  problem: z.string().regex(/\S/, 'write a problem first').max(100_000),
  /** The known answer, to be graded against, or null. */
  answer: z.string().min(1).max(LONGEST_ANSWER).nullable(),
  options: solveOptionsSchema,
  /** Whether the baseline runs on the problem first, so that costs are measured against it and not estimated. */
  measureBaseline: z.boolean(),
  pair: id,
  prompts: id,
  strategies: id,
  loading: loadingSchema.optional()
})

/** A problem that is being typed, whose length is asked for. */
export const lengthRequestSchema = solveRequestSchema
  .omit({ answer: true, measureBaseline: true, loading: true })
  .extend({ problem: solveRequestSchema.shape.problem.max(1_000_000) })

/** How much of a path's context the prompts of a problem take. */
export const problemLengthSchema = z.strictObject({
  tokens: z.int().nonnegative(),
  context: z.int().positive(),
  tooLong: z.boolean()
})
export type ProblemLength = z.infer<typeof problemLengthSchema>

/** A step of a finished attempt from which to go on, with one thing done otherwise. */
export const forkRequestSchema = z.strictObject({
  run: z.string(),
  attempt: z.int().nonnegative(),
  path: z.int().nonnegative(),
  step: z.int().nonnegative(),
  change: forkChangeSchema,
  seed: solveOptionsSchema.shape.seed.optional(),
  threshold: solveOptionsSchema.shape.threshold.optional(),
  text: z.string().max(100_000).optional()
})
