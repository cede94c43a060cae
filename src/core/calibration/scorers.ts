import type { StepReading } from '../../shared/judgement.ts'
import { SCORERS, SCORER_NAMES, type Scorer } from '../../shared/scorers/scorers.ts'
import { readDigits } from '../score.ts'
import { auc } from '../statistics/auc.ts'
import type { Interval } from '../statistics/interval.ts'
import { mean } from '../statistics/moments.ts'
import { shareInterval } from '../statistics/share-interval.ts'

/** Something a scorer gave a score, and whether it was right. A score that could not be read is null. */
export interface ScoredRight {
  readonly score: number | null
  readonly right: boolean
}

/** How well a scorer's scores tell right from wrong, and where to part them. */
export interface Separation {
  readonly scorer: Scorer
  /** Null where all are right, or all wrong. */
  readonly auc: number | null
  /** Where a drafted step should stand from, on the scorer's own scale; null without an AUC. */
  readonly threshold: number | null
  /** Share of the right that stand at that threshold, and of the wrong. */
  readonly rightKept: number
  readonly wrongKept: number
}

/** A score that could not be read never lets a step stand: it is below every other. */
const UNREAD = -1

export function scoreOf(name: Scorer, reading: StepReading): number | null {
  const scorer = SCORERS[name]
  return scorer.reads === 'digits' ? readDigits(scorer, reading) : scorer.score(reading)
}

/** A solution stands when each of its steps does: the smallest score decides. */
export function scoreOfAll(scorer: Scorer, readings: readonly StepReading[]): number | null {
  if (readings.length === 0) return null
  const scores = readings.map((reading) => scoreOf(scorer, reading))
  return scores.includes(null) ? null : Math.min(...(scores as number[]))
}

/**
 * The AUC of a scorer, and the threshold of the best balance (Youden's J: the share of right ones that stand less the
 * share of wrong ones). The profile's own threshold stays where it is as good within a twentieth: the difference is
 * noise then.
 */
export function separate(scorer: Scorer, scored: readonly ScoredRight[], own: number): Separation {
  const values = (right: boolean) =>
    scored.filter((one) => one.right === right).map(({ score }) => score ?? UNREAD)
  const [right, wrong] = [values(true), values(false)]
  const area = auc(right, wrong)
  const kept = (threshold: number) => ({
    rightKept: shareFrom(right, threshold),
    wrongKept: shareFrom(wrong, threshold)
  })
  if (area === null) return { scorer, auc: null, threshold: null, ...kept(own) }
  const balance = (threshold: number) => shareFrom(right, threshold) - shareFrom(wrong, threshold)
  const best = places([...right, ...wrong]).reduce(
    (best, place) => (balance(place) > balance(best) + 1e-9 ? place : best),
    own
  )
  const threshold = balance(own) >= balance(best) - NOISE ? own : best
  return { scorer, auc: area, threshold, ...kept(threshold) }
}

const NOISE = 0.05

/** Every scorer's separation of the same readings. */
export function separateAll(
  readings: readonly { readonly steps: readonly StepReading[]; readonly right: boolean }[],
  thresholds: Readonly<Record<Scorer, number>>
): Separation[] {
  return SCORER_NAMES.map((scorer) =>
    separate(
      scorer,
      readings.map(({ steps, right }) => ({ score: scoreOfAll(scorer, steps), right })),
      thresholds[scorer]
    )
  )
}

/** Half-way between neighbouring scores: rounding on another machine moves no decision there. */
function places(scores: readonly number[]): number[] {
  const sorted = [...new Set(scores)].filter((score) => score > UNREAD).sort((a, b) => a - b)
  return sorted.slice(1).map((score, index) => {
    const middle = (score + sorted[index]!) / 2
    // As few figures as tell the two apart.
    for (let digits = 2; digits < 15; digits++) {
      const short = Number(middle.toPrecision(digits))
      if (short > sorted[index]! && short <= score) return short
    }
    return score
  })
}

function shareFrom(scores: readonly number[], threshold: number): number {
  if (scores.length === 0) return 0
  return scores.filter((score) => score >= threshold).length / scores.length
}

/** Of those with about the same score, how many were right. */
export interface ReliabilityBin {
  readonly scores: Interval
  readonly count: number
  readonly right: number
  /** 95 % (Clopper and Pearson). */
  readonly interval: Interval
}

/** Scores against rightness: at most five bins of about as many each, equal scores never parted. */
export function reliability(scored: readonly ScoredRight[], bins = 5): ReliabilityBin[] {
  const sorted = scored
    .flatMap(({ score, right }) => (score === null ? [] : [{ score, right }]))
    .sort((a, b) => a.score - b.score)
  const size = Math.max(1, Math.ceil(sorted.length / bins))
  const groups: (typeof sorted)[] = []
  for (const one of sorted) {
    const last = groups.at(-1)
    const open = last !== undefined && (last.length < size || last.at(-1)!.score === one.score)
    if (open) last.push(one)
    else groups.push([one])
  }
  return groups.map((group) => ({
    scores: { low: group[0]!.score, high: group.at(-1)!.score },
    count: group.length,
    right: group.filter(({ right }) => right).length,
    interval: shareInterval(group.map(({ right }) => Number(right)))
  }))
}

/** Mean probability that a score is a digit at all. */
export function digitMassOf(readings: readonly StepReading[]): number {
  return readings.length === 0 ? 0 : mean(readings.map(({ digitMass }) => digitMass))
}
