import type { Certificate } from '../../shared/pair-calibration.ts'
import { betaQuantile } from '../statistics/incomplete-beta.ts'

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
  const worstLoss = lossBound(losses, gains, problems)
  return {
    problems,
    losses,
    gains,
    worstLoss,
    mostGain: lossBound(gains, losses, problems),
    certified: worstLoss <= TOLERANCE,
    needed: Math.ceil(Math.log(MISSES / 2) / Math.log(1 - TOLERANCE)),
    neededAtThisRate: neededAtThisRate(losses, gains, problems)
  }
}

function lossBound(losses: number, gains: number, problems: number): number {
  return problems === 0 ? 1 : upper(losses, problems) - lower(gains, problems)
}

/** Beyond it nobody would measure. */
const MOST_PROBLEMS = 1_000_000

/** By halving, to three figures: the bound falls as the problems grow. */
function neededAtThisRate(losses: number, gains: number, problems: number): number | null {
  if (problems === 0) return null
  const holds = (n: number) =>
    lossBound((losses / problems) * n, (gains / problems) * n, n) <= TOLERANCE
  if (!holds(MOST_PROBLEMS)) return null
  let [low, high] = [1, MOST_PROBLEMS]
  while (high > low * 1.002 + 1) {
    const middle = Math.round(Math.sqrt(low * high))
    if (holds(middle)) high = middle
    else low = middle
  }
  return Number(high.toPrecision(3))
}

function upper(count: number, n: number): number {
  return count === n ? 1 : betaQuantile(1 - MISSES / 2, count + 1, n - count)
}

function lower(count: number, n: number): number {
  return count === 0 ? 0 : betaQuantile(MISSES / 2, count, n - count + 1)
}
