import type { Effort, Plan, Plans } from '../../shared/plan.ts'
import { auc } from '../statistics/auc.ts'
import { mean } from '../statistics/moments.ts'
import { pairedDifference } from '../statistics/paired.ts'
import type { Price, ProblemRecord } from './record.ts'
import { simulate } from './simulate.ts'

/** What a plan comes to over problems; prices over the baseline's. */
export interface Worth {
  readonly plan: Plan
  readonly accuracy: number
  readonly time: number
  readonly gamma: number
  readonly gammaDecode: number
  readonly woken: number
}

const BARS = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99]
const LEADS = [null, 0.7, 0.8, 0.9, 0.95]

/** Every plan that is tried, for so many paths at most. */
export function candidates(evidence: Plan['evidence'], mostPaths: number): Plan[] {
  const drafts: Plan['draft'][] = [
    null,
    ...[null, ...BARS].map((sure) => ({ paths: 1, sure, handsOver: true }))
  ]
  const paths = [1, 2, 3, 5, 8].filter((count) => count <= mostPaths)
  return drafts.flatMap((draft) =>
    paths.flatMap((count) =>
      (count === 1 ? [null] : BARS).flatMap((sure) =>
        (count === 1 ? [null] : LEADS).map((lead): Plan => ({
          effort: 'balanced',
          evidence,
          draft,
          paths: count,
          wave: 1,
          sure,
          lead
        }))
      )
    )
  )
}

export function worthOf(problems: readonly ProblemRecord[], plan: Plan): Worth {
  const results = problems.map((problem) => simulate(problem, plan))
  const over = (pick: (price: Price) => number) =>
    sumOf(results.map(({ price }) => pick(price))) /
    sumOf(problems.map(({ baseline }) => pick(baseline.price)))
  return {
    plan,
    accuracy: mean(results.map(({ right }) => Number(right))),
    time: over(({ wallMs }) => wallMs),
    gamma: over(({ flops }) => flops),
    gammaDecode: over(({ decoded }) => decoded),
    woken: mean(results.map(({ targetWoken }) => Number(targetWoken)))
  }
}

/**
 * The plan of each effort (shared/plan.ts): `eco` spends the fewest FLOPs of those that are surely no worse than the
 * target alone, or where the problems do not make sure of any, of those that lost nothing on them; `balanced` is
 * the most accurate of those that take no longer, `thorough` the most accurate. Where two are as accurate the faster
 * one is chosen.
 */
export function choosePlans(
  problems: readonly ProblemRecord[],
  worths: readonly Worth[]
): Readonly<Record<Effort, Worth>> {
  const baseline = mean(problems.map(({ baseline }) => Number(baseline.right)))
  const best = (list: readonly Worth[]) =>
    [...list].sort((a, b) => b.accuracy - a.accuracy || a.time - b.time)[0]!
  const lossless = worths
    .filter(({ accuracy }) => accuracy >= baseline)
    .sort((a, b) => a.gamma - b.gamma)
  const surelyLossless = lossless.find(({ plan }) => leastDifference(problems, plan) > 0)
  const inTime = worths.filter(({ time }) => time <= 1)
  const fastest = [...worths].sort((a, b) => a.time - b.time)[0]!
  return {
    eco: surelyLossless ?? lossless[0] ?? best(worths),
    balanced: inTime.length > 0 ? best(inTime) : fastest,
    thorough: best(worths)
  }
}

/** The cheapest of hundreds of plans looks better than it is: so much may it be luck. */
const MISSES = 0.001

/** By how much a plan is right more often than the target alone, at least. */
function leastDifference(problems: readonly ProblemRecord[], plan: Plan): number {
  const once = (right: boolean) => ({ n: 1, c: Number(right) })
  const pairs = problems.map((problem) => ({
    first: once(simulate(problem, plan).right),
    second: once(problem.baseline.right)
  }))
  return pairedDifference(pairs).interval(MISSES).low
}

export function plansOf(chosen: Readonly<Record<Effort, Worth>>): Plans {
  const without = ({ plan: { effort: _, ...plan } }: Worth) => plan
  return {
    eco: without(chosen.eco),
    balanced: without(chosen.balanced),
    thorough: without(chosen.thorough)
  }
}

/** Plans that no other beats in both accuracy and a cost, by that cost. */
export function paretoFront(worths: readonly Worth[], cost: (worth: Worth) => number): Worth[] {
  const sorted = [...worths].sort((a, b) => cost(a) - cost(b) || b.accuracy - a.accuracy)
  const front: Worth[] = []
  for (const worth of sorted) {
    if (worth.accuracy > (front.at(-1)?.accuracy ?? -1)) front.push(worth)
  }
  return front
}

/** How well each kind of evidence tells right answers from wrong ones; null where all are right or all wrong. */
export function separations(problems: readonly ProblemRecord[]) {
  const of = (
    statistic: Plan['evidence'],
    paths: (problem: ProblemRecord) => readonly ProblemRecord['handedOver'][]
  ) => {
    const known = problems
      .flatMap(paths)
      .filter(({ answer, evidence }) => answer !== null && evidence[statistic] !== null)
    const values = (right: boolean) =>
      known.filter((path) => path.right === right).map(({ evidence }) => evidence[statistic]!)
    return auc(values(true), values(false))
  }
  return (['min', 'mean'] as const).map((statistic) => ({
    statistic,
    draft: of(statistic, ({ draft }) => [draft.path]),
    checked: of(statistic, ({ handedOver, selected }) => [handedOver, ...selected])
  }))
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
