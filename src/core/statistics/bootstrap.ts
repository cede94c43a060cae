import type { Random } from '../random.ts'
import type { Interval } from './interval.ts'
import { quantile } from './moments.ts'

export interface BootstrapOptions {
  readonly random: Random
  /** How often the problems are drawn anew. */
  readonly resamples?: number
  readonly confidence?: number
}

/**
 * The percentile interval of a statistic, clustered by problem: whole problems are drawn with replacement, each with
 * all its samples (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13; Davison and Hinkley,
 * "Bootstrap Methods and their Application", 1997, section 3.8). For pass@1, pass@k and maj@k the problems are their
 * own values and the statistic is `mean`. The same seed gives the same interval.
 *
 * @throws RangeError without problems.
 */
export function bootstrapInterval<Problem>(
  problems: readonly Problem[],
  statistic: (drawn: readonly Problem[]) => number,
  { random, resamples = 2000, confidence = 0.95 }: BootstrapOptions
): Interval {
  const values = resample(problems, statistic, random, resamples).sort((a, b) => a - b)
  const tail = (1 - confidence) / 2
  return { low: quantile(values, tail), high: quantile(values, 1 - tail) }
}

/**
 * The statistic on `resamples` draws of the problems with replacement, in the order of the draws. All draws share one
 * array, which the statistic must not keep.
 *
 * @throws RangeError without problems.
 */
export function resample<Problem>(
  problems: readonly Problem[],
  statistic: (drawn: readonly Problem[]) => number,
  random: Random,
  resamples: number
): number[] {
  if (problems.length === 0) throw new RangeError('Expected at least one problem, got none')
  const drawn = [...problems]
  return Array.from({ length: resamples }, () => {
    for (let index = 0; index < drawn.length; index++) {
      drawn[index] = problems[random.integer(problems.length)]!
    }
    return statistic(drawn)
  })
}
