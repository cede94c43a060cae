import { auc } from '../../core/statistics/auc.ts'
import type { MethodName } from '../../shared/options.ts'
import type { Acceptance, ScoreSpread } from '../../shared/run-charts.ts'
import { highestScore, scoreShare, type Scorer } from '../../shared/scorers/scorers.ts'
import type { JudgedStep } from '../store/tables/judged-steps.ts'

/** Places of a path that are shown one by one; few paths are longer. */
const SHOWN_STEPS = 24
const BINS = 10

/** Whether an answer to the problem at this position is right; null where nobody knows. */
export type IsRight = (problem: number, answer: string | null) => boolean | null

/** How often the drafts were kept, by method and place in the path. */
export function acceptanceByPlace(
  steps: readonly JudgedStep[],
  methods: readonly MethodName[]
): Acceptance[] {
  const byMethod = Map.groupBy(steps, ({ method }) => method)
  return methods.flatMap((method) => {
    const byPlace = Map.groupBy(byMethod.get(method) ?? [], ({ step }) => step)
    const places = [...byPlace]
      .filter(([step]) => step < SHOWN_STEPS)
      .sort(([a], [b]) => a - b)
      .map(([step, own]) => ({
        step,
        drafted: own.length,
        accepted: own.filter(({ score }) => score !== null).length
      }))
    return places.length === 0 ? [] : [{ method, places }]
  })
}

/**
 * Whether the judge is informative: the scores of the drafts that stand, by whether their path came to the right
 * answer. A rejected draft is left out, since the path went on with another text.
 */
export function scoresByOutcome(
  steps: readonly JudgedStep[],
  methods: readonly MethodName[],
  scorer: Scorer,
  isRight: IsRight
): ScoreSpread[] {
  const highest = highestScore(scorer)
  const byMethod = Map.groupBy(steps, ({ method }) => method)
  return methods.flatMap((method) => {
    const shares = { right: [] as number[], wrong: [] as number[] }
    for (const { score, problem, answer } of byMethod.get(method) ?? []) {
      const right = score === null ? null : isRight(problem, answer)
      if (right !== null) shares[right ? 'right' : 'wrong'].push(scoreShare(score!, scorer))
    }
    if (shares.right.length + shares.wrong.length === 0) return []
    const bins = Array.from({ length: BINS }, () => ({ right: 0, wrong: 0 }))
    for (const kind of ['right', 'wrong'] as const) {
      for (const share of shares[kind]) bins[binOf(share)]![kind]++
    }
    return [{ method, highest, bins, auc: auc(shares.right, shares.wrong) }]
  })
}

/** The best score belongs to the last part of the scale. */
function binOf(share: number): number {
  return Math.min(BINS - 1, Math.floor(share * BINS))
}
