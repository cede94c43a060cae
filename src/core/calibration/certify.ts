import { betaQuantile } from '../statistics/incomplete-beta.ts'

/** What may be promised of a plan, from problems that had no part in choosing it. */
export interface Certificate {
  readonly problems: number
  /** Problems that only the target alone got right, and those that only the plan did. */
  readonly losses: number
  readonly gains: number
  /** With 95 % confidence the plan is right at most so much less often than the target alone; below 0 it is better. */
  readonly worstLoss: number
  readonly certified: boolean
  /** Problems without a loss, nor a gain, that the promise would have taken. */
  readonly needed: number
}

/** What is promised: at most one point below the target alone. */
export const TOLERANCE = 0.01
const MISSES = 0.05

/**
 * An exact bound, whatever the distribution: Clopper and Pearson's upper bound for the share of losses less their lower
 * bound for the share of gains, each missed once in 40, so that both hold 19 times in 20 (Bonferroni). It promises
 * nothing of problems unlike these.
 */
export function certify(pairs: readonly { plan: boolean; baseline: boolean }[]): Certificate {
  const problems = pairs.length
  const losses = pairs.filter(({ plan, baseline }) => baseline && !plan).length
  const gains = pairs.filter(({ plan, baseline }) => plan && !baseline).length
  const worstLoss = problems === 0 ? 1 : upper(losses, problems) - lower(gains, problems)
  return {
    problems,
    losses,
    gains,
    worstLoss,
    certified: worstLoss <= TOLERANCE,
    needed: Math.ceil(Math.log(MISSES / 2) / Math.log(1 - TOLERANCE))
  }
}

function upper(count: number, n: number): number {
  return count === n ? 1 : betaQuantile(1 - MISSES / 2, count + 1, n - count)
}

function lower(count: number, n: number): number {
  return count === 0 ? 0 : betaQuantile(MISSES / 2, count, n - count + 1)
}
