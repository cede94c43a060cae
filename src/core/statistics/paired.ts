import { type BootstrapOptions, resample } from './bootstrap.ts'
import type { Interval } from './interval.ts'
import { mean, quantile, standardError } from './moments.ts'

/** One problem's value (c / n, pass@k, ...) under two methods. */
export interface Pairing {
  readonly first: number
  readonly second: number
}

export interface PairedDifference {
  /** Mean of first - second over problems. */
  readonly difference: number
  /** sd(d) / sqrt(N); null where there is one problem only. */
  readonly standardError: number | null
  readonly interval: Interval
  /** Two-sided, of the hypothesis that the difference is 0. */
  readonly p: number
}

/**
 * Compares two methods on the problems that both solved: the differences are drawn with replacement, problem by
 * problem, so that a hard problem is hard for both (Efron and Tibshirani, 1993, chapter 13 for the interval). The p
 * value counts draws at least as far from the observed difference as that is from 0: (1 + #) / (1 + resamples)
 * (Davison and Hinkley, 1997, chapter 4).
 *
 * @throws RangeError without problems.
 */
export function pairedBootstrap(
  problems: readonly Pairing[],
  { random, resamples = 2000, confidence = 0.95 }: BootstrapOptions
): PairedDifference {
  const differences = problems.map(({ first, second }) => first - second)
  const difference = mean(differences)
  const drawn = resample(differences, mean, random, resamples).sort((a, b) => a - b)
  // Equal sums may differ in their last bits, which must not decide.
  const reach = Math.abs(difference) * (1 - 1e-12)
  const asFar = drawn.filter((value) => Math.abs(value - difference) >= reach).length
  const tail = (1 - confidence) / 2
  return {
    difference,
    standardError: standardError(differences),
    interval: { low: quantile(drawn, tail), high: quantile(drawn, 1 - tail) },
    p: (1 + asFar) / (1 + resamples)
  }
}
