import { z } from 'zod'
import { documentKind } from './documents/document-kind.ts'
import { momentSchema, scoreSchema, shareSchema } from './figures.ts'
import { knownHashSchema } from './inference-messages.ts'
import { scorerSchema } from './scorers/scorers.ts'

/** A file that something was measured with. */
export const measuredFileSchema = knownHashSchema
export type MeasuredFile = z.infer<typeof measuredFileSchema>

/** What a scorer makes of the known step pairs. */
export const checkedScorerSchema = z.strictObject({
  scorer: scorerSchema,
  /** The probability that a right step's score is above a wrong one's. */
  auc: shareSchema,
  /** Pairs in which the right step's score is the higher one. */
  pairsTold: z.int().nonnegative(),
  /** Where a step should stand from, on the scorer's own scale, and the shares that stand then. */
  threshold: scoreSchema,
  rightKept: shareSchema,
  wrongKept: shareSchema
})
export type CheckedScorer = z.infer<typeof checkedScorerSchema>

/** What a target makes of the known step pairs (resources/step-pairs.json), as it is kept. */
export const targetCheckSchema = z.strictObject({
  file: measuredFileSchema,
  name: z.string(),
  /** Id of the prompt profile that it was asked with. */
  prompts: z.string(),
  /** The scorer that the profile prefers. */
  preferred: scorerSchema,
  /** The profile is for models of a small world, to which the known pairs do not belong. */
  smallWorld: z.boolean(),
  /** Hash of the profile's words and of the step pairs: other words may be answered otherwise. */
  words: z.string(),
  /** Of the inference engine. */
  engine: z.string(),
  /** Milliseconds since 1970. */
  measuredAt: momentSchema,
  /** Pairs that were read. */
  pairs: z.int().positive(),
  /** Mean probability that the question for a strategy is answered with a letter, that for a score with a digit. */
  letterMass: shareSchema,
  digitMass: shareSchema,
  scorers: z.array(checkedScorerSchema).min(1)
})
export type TargetCheck = z.infer<typeof targetCheckSchema>

export const targetChecks = documentKind({
  name: 'target check',
  schema: targetCheckSchema,
  upcasters: []
})
