import { z } from 'zod'
import { methodNameSchema } from './options.ts'

const count = z.int().nonnegative()
const share = z.number().min(0).max(1)
const interval = z.strictObject({ low: z.number(), high: z.number() })

/** How often the target let the n-th step of a path stand as the draft wrote it. */
export const acceptanceSchema = z.strictObject({
  method: methodNameSchema,
  /** In the order of the steps; `step` counts from 0. */
  places: z.array(z.strictObject({ step: count, drafted: count, accepted: count }))
})
export type Acceptance = z.infer<typeof acceptanceSchema>

/** The scores of the drafts that stand, on paths that came to the right answer and on the others. */
export const scoreSpreadSchema = z.strictObject({
  method: methodNameSchema,
  /** The end of the scorer's scale, which begins at 0. */
  highest: z.number().positive(),
  /** Ten parts of the scale, each from its index / 10 on; numbers of steps. */
  bins: z.array(z.strictObject({ right: count, wrong: count })).length(10),
  /**
   * The probability that a step of a right path has a higher score than one of a wrong path, ties counting half: 0.5
   * says that the score tells nothing. Null without steps of both kinds.
   */
  auc: share.nullable()
})
export type ScoreSpread = z.infer<typeof scoreSpreadSchema>

/** Accuracy if only the first k paths of each attempt had voted. */
export const pathCurveSchema = z.strictObject({
  method: methodNameSchema,
  problems: count,
  points: z.array(
    z.strictObject({ k: z.int().positive(), accuracy: share, interval: interval.nullable() })
  )
})
export type PathCurve = z.infer<typeof pathCurveSchema>

/** Accuracy of a majority among k repeats, and whether any of k is right. */
export const repeatCurveSchema = z.strictObject({
  method: methodNameSchema,
  /** Problems with all of their repeats. */
  problems: count,
  points: z.array(z.strictObject({ k: z.int().positive(), majority: share, any: share }))
})
export type RepeatCurve = z.infer<typeof repeatCurveSchema>

/** What the steps and paths of a run say, for drawing. A method that has nothing to say is left out. */
export const runChartsSchema = z.strictObject({
  acceptance: z.array(acceptanceSchema),
  scores: z.array(scoreSpreadSchema),
  paths: z.array(pathCurveSchema),
  repeats: z.array(repeatCurveSchema)
})
export type RunCharts = z.infer<typeof runChartsSchema>

/** A line over whole numbers from 1, as the charts draw it: each point a share of 1, its interval a bar. */
export interface ShareLine {
  readonly name: string
  readonly points: readonly {
    readonly x: number
    readonly y: number
    readonly interval?: { readonly low: number; readonly high: number } | null
  }[]
}
