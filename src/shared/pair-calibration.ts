import { z } from 'zod'
import { added } from './documents/added.ts'
import { documentKind } from './documents/document-kind.ts'
import {
  differenceSchema,
  durationSchema,
  meanTokensSchema,
  momentSchema,
  ratioSchema,
  scoreSchema,
  shareSchema
} from './figures.ts'
import { pairSpeedSchema } from './judgement.ts'
import { methodNameSchema } from './options.ts'
import { planSchema, plansSchema } from './plan.ts'
import { scorerSchema } from './scorers/scorers.ts'
import { measuredFileSchema } from './target-check.ts'

const intervalSchema = z.strictObject({ low: ratioSchema, high: ratioSchema.nullable() })

/** What a plan comes to on problems that had no part in choosing it; costs over the target alone. */
export const measuredPlanSchema = z.strictObject({
  plan: planSchema,
  accuracy: shareSchema,
  time: ratioSchema,
  gamma: ratioSchema,
  gammaDecode: ratioSchema,
  /** Share of the problems for which the target was asked at all. */
  woken: shareSchema,
  /** 95 %: of the accuracy by Clopper and Pearson, of the ratios by problems. */
  intervals: z.strictObject({
    accuracy: intervalSchema,
    time: intervalSchema,
    gamma: intervalSchema,
    gammaDecode: intervalSchema
  })
})
export type MeasuredPlan = z.infer<typeof measuredPlanSchema>

/** What may be promised of a plan (core/calibration/certify.ts). */
export const certificateSchema = z.strictObject({
  problems: z.int().nonnegative(),
  losses: z.int().nonnegative(),
  gains: z.int().nonnegative(),
  worstLoss: differenceSchema,
  /** With the same confidence it is not better than this much above the target alone. */
  mostGain: differenceSchema,
  certified: z.boolean(),
  needed: z.int().positive(),
  /** Problems that the promise would take if losses and gains went on as they were; null where it would never come. */
  neededAtThisRate: z.int().positive().nullable()
})
export type Certificate = z.infer<typeof certificateSchema>

const calibratedEffortSchema = z.strictObject({
  ...measuredPlanSchema.shape,
  certificate: certificateSchema,
  /** Whether the plan is used, or the prompt profile's own stays since this one lost answers. */
  used: z.boolean()
})

/** How a scorer's scores of drafted solutions went with their being right. */
export const calibratedScorerSchema = z.strictObject({
  scorer: scorerSchema,
  /** Null where all were right, or all wrong. */
  auc: shareSchema.nullable(),
  threshold: scoreSchema.nullable(),
  rightKept: shareSchema,
  wrongKept: shareSchema,
  reliability: z.array(
    z.strictObject({
      scores: z.strictObject({ low: scoreSchema, high: scoreSchema }),
      count: z.int().positive(),
      right: z.int().nonnegative(),
      interval: z.strictObject({ low: shareSchema, high: shareSchema })
    })
  )
})
export type CalibratedScorer = z.infer<typeof calibratedScorerSchema>

const costsSchema = z.strictObject({
  time: ratioSchema,
  gamma: ratioSchema,
  gammaDecode: ratioSchema
})

/** What `advise` would have said of a method, and what came of it; null where it was not measured. */
export const comparedPredictionSchema = z.strictObject({
  method: methodNameSchema,
  paths: z.int().positive(),
  /** From the models' sizes and a guessed acceptance alone. */
  guessed: costsSchema,
  /** From the speeds and the acceptance that were measured. */
  predicted: costsSchema,
  measured: costsSchema.nullable()
})
export type ComparedPrediction = z.infer<typeof comparedPredictionSchema>

/** Mean lengths in tokens: of a problem's prompt, of the target's solution and its steps, of its questions for a strategy. */
const lengthsSchema = z.strictObject({
  prompt: meanTokensSchema.gt(0),
  solution: meanTokensSchema.gt(0),
  step: meanTokensSchema.gt(0),
  selection: meanTokensSchema
})
export type MeasuredLengths = z.infer<typeof lengthsSchema>

/** What was measured of a pair on this machine, and what was chosen for it, as it is kept. */
export const pairCalibrationSchema = z.strictObject({
  target: measuredFileSchema,
  draft: measuredFileSchema,
  names: z.strictObject({ target: z.string(), draft: z.string() }),
  /** Draft parameters over target parameters. */
  alpha: ratioSchema.gt(0),
  prompts: z.string(),
  /** Hash of the profile's words and of the models' own chat templates; null where an earlier version measured. */
  words: added(z.string().nullable(), null),
  strategies: z.string(),
  set: z.strictObject({ id: z.string(), name: z.string() }),
  seed: z.int(),
  /** What the models ran on, and with which engine. */
  device: z.string(),
  engine: z.string(),
  /** Milliseconds since 1970. */
  measuredAt: momentSchema,
  /** Problems that chose, and those that certified. */
  problems: z.strictObject({
    chosenOn: z.int().nonnegative(),
    certifiedOn: z.int().nonnegative()
  }),
  speed: pairSpeedSchema,
  /** Steps of the draft that the target judged, and those that stood. */
  acceptance: z.strictObject({ judged: z.int().nonnegative(), accepted: z.int().nonnegative() }),
  /** Null where an earlier version measured. */
  lengths: added(lengthsSchema.nullable(), null),
  scorers: z.array(calibratedScorerSchema),
  /** What was chosen of them. */
  scorer: scorerSchema,
  threshold: scoreSchema,
  plans: plansSchema,
  /** AUC of each statistic of evidence, of the draft alone and of paths that the target checked. */
  evidence: z.array(
    z.strictObject({
      statistic: z.enum(['min', 'mean']),
      draft: shareSchema.nullable(),
      checked: shareSchema.nullable()
    })
  ),
  baseline: z.strictObject({
    right: z.int().nonnegative(),
    wallMs: durationSchema,
    interval: intervalSchema
  }),
  efforts: z.strictObject({
    eco: calibratedEffortSchema,
    balanced: calibratedEffortSchema,
    thorough: calibratedEffortSchema
  }),
  /** Plans that no other beat in accuracy and time where they were chosen, as they did on the other problems. */
  front: z.array(measuredPlanSchema),
  predictions: z.array(comparedPredictionSchema)
})
export type PairCalibration = z.infer<typeof pairCalibrationSchema>

export const pairCalibrations = documentKind({
  name: 'calibration',
  schema: pairCalibrationSchema,
  upcasters: []
})
