import type { Interval } from './interval.ts'

/** What one problem took under two methods, repeats summed. */
export interface Spending {
  readonly first: number
  readonly second: number
}

/** Of the standard normal distribution, for 95 %. */
const Z_95 = 1.959_964

/**
 * The ratio of two sums over the same problems, with its 95 % interval by problems: the ratio estimator and its
 * linearised variance (Cochran, "Sampling Techniques", 3rd ed., 6.3). Null where the second sum is nothing.
 */
export function ratioOfSums(
  problems: readonly Spending[]
): { readonly value: number; readonly interval: Interval } | null {
  const sum = (pick: (spending: Spending) => number) =>
    problems.reduce((total, spending) => total + pick(spending), 0)
  const below = sum(({ second }) => second)
  if (below <= 0) return null
  const value = sum(({ first }) => first) / below
  const n = problems.length
  if (n < 2) return { value, interval: { low: 0, high: Infinity } }
  const residuals = sum(({ first, second }) => (first - value * second) ** 2)
  const error = Math.sqrt((residuals * n) / (n - 1)) / below
  return { value, interval: { low: Math.max(0, value - Z_95 * error), high: value + Z_95 * error } }
}
