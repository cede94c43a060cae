import { z } from 'zod'
import { growingNames } from './documents/growing.ts'
import { movableBounds } from './documents/movable.ts'
import { shareSchema } from './figures.ts'

/**
 * What `ssr-adaptive` spends for: `eco` the lowest FLOPs at no loss, `balanced` the best accuracy at no more time than
 * the target alone, `thorough` the best accuracy.
 */
export const effortSchema = growingNames(z.enum(['eco', 'balanced', 'thorough']))
export type Effort = z.infer<typeof effortSchema>
export const EFFORTS = effortSchema.options

/**
 * The bars that `ssr-adaptive` goes by (core/adaptive.ts). They belong to a pair: `tandem calibrate` chooses them from
 * measured attempts. A bar that is null is never reached.
 */
export const planSchema = z.strictObject({
  effort: effortSchema,
  /**
   * What a path's evidence is read from: its least probable token (`min`), or the geometric mean of its least probable
   * step (`mean`), for models that think in thousands of tokens, one of which is always improbable.
   */
  evidence: growingNames(z.enum(['min', 'mean'])),
  /** The draft alone, on strategies that it selects by its own letters; null where it is never asked alone. */
  draft: z
    .strictObject({
      /** Paths at most, one at a time. */
      paths: movableBounds(z.int().min(1).max(26)),
      /** The draft's own evidence from which its answer stands and the target is not woken. */
      sure: shareSchema.nullable(),
      /**
       * Whether the target first reads the best of its paths, where it is not sure, and goes on from what it keeps. It
       * selects strategies itself only if that is not enough either.
       */
      handsOver: z.boolean()
    })
    .nullable(),
  /** Target-checked paths at most. */
  paths: movableBounds(z.int().min(1).max(26)),
  /** Paths that open together once the first was not enough. */
  wave: movableBounds(z.int().min(1).max(26)),
  /** The evidence of one path from which its answer stands. */
  sure: shareSchema.nullable(),
  /** The probability that the leader of the vote beats every other answer from which no further path opens. */
  lead: shareSchema.nullable()
})
export type Plan = z.infer<typeof planSchema>

/** Plans by effort. */
export const plansSchema = z.strictObject({
  eco: planSchema.omit({ effort: true }),
  balanced: planSchema.omit({ effort: true }),
  thorough: planSchema.omit({ effort: true })
})
export type Plans = z.infer<typeof plansSchema>

/** The plan of an effort, complete. */
export function planOf(plans: Plans, effort: Effort): Plan {
  return { effort, ...plans[effort] }
}

/** For pairs that were not calibrated: the draft never answers alone, since nobody knows when it may. */
const UNCALIBRATED = { evidence: 'mean', draft: null, wave: 1 } as const

export const DEFAULT_PLANS: Plans = plansSchema.parse({
  eco: { ...UNCALIBRATED, paths: 2, sure: 0.8, lead: 0.7 },
  balanced: { ...UNCALIBRATED, paths: 3, sure: 0.9, lead: 0.8 },
  thorough: { ...UNCALIBRATED, paths: 5, sure: 0.97, lead: 0.95 }
})
