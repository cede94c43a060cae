import type {
  CalibratedScorer,
  MeasuredPlan,
  PairCalibration
} from '../../shared/pair-calibration.ts'
import { EFFORTS, type Effort, type Plan, type Plans } from '../../shared/plan.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import type { Scorer } from '../../shared/scorers/scorers.ts'
import type { StepReading } from '../../shared/judgement.ts'
import type { Interval } from '../statistics/interval.ts'
import { ratioOfSums } from '../statistics/ratio.ts'
import { shareInterval } from '../statistics/share-interval.ts'
import { certify } from './certify.ts'
import {
  candidates,
  choosePlans,
  paretoFront,
  plansOf,
  separations,
  worthOf,
  type Worth
} from './choose.ts'
import type { Price, ProblemRecord } from './record.ts'
import { reliability, scoreOfAll, separateAll } from './scorers.ts'
import { simulate } from './simulate.ts'

/** A solution that the draft wrote alone, as the target judges its steps, and whether its answer was right. */
export interface JudgedSolution {
  readonly steps: readonly StepReading[]
  readonly right: boolean
}

/** Fewer right or wrong solutions say nothing of a scorer. */
const LEAST_OF_EACH = 5
/** A scorer is changed only for one that is clearly better on these solutions. */
const AUC_NOISE = 0.05

/** Every scorer against the answers of the draft's solutions, and which one to use from where on. */
export function chooseScorer(
  solutions: readonly JudgedSolution[],
  own: { readonly scorer: Scorer; readonly threshold: number },
  profile: Pick<PromptProfile, 'thresholds'>
): Pick<PairCalibration, 'scorers' | 'scorer' | 'threshold'> {
  const thresholds = { ...profile.thresholds, [own.scorer]: own.threshold }
  const scorers: CalibratedScorer[] = separateAll(solutions, thresholds).map((separation) => ({
    ...separation,
    reliability: reliability(
      solutions.map(({ steps, right }) => ({
        score: scoreOfAll(separation.scorer, steps),
        right
      }))
    )
  }))
  const right = solutions.filter(({ right }) => right).length
  const enough = Math.min(right, solutions.length - right) >= LEAST_OF_EACH
  const kept = scorers.find(({ scorer }) => scorer === own.scorer)!
  const highest = scorers.reduce((best, each) => ((each.auc ?? 0) > (best.auc ?? 0) ? each : best))
  if (!enough || kept.auc === null) {
    return { scorers, scorer: own.scorer, threshold: own.threshold }
  }
  const best = kept.auc >= (highest.auc ?? 0) - AUC_NOISE ? kept : highest
  return { scorers, scorer: best.scorer, threshold: best.threshold ?? thresholds[best.scorer] }
}

/** Plans chosen on one part of the problems, and what they come to on the other. */
export type CalibrationOutcome = Pick<
  PairCalibration,
  'problems' | 'evidence' | 'baseline' | 'efforts' | 'front' | 'plans'
>

/**
 * Chooses plans on some problems, and looks at them on the others, once, without choosing again. An effort whose plan lost
 * more answers there than it gained is not used: the profile's own stays.
 */
export function evaluatePlans(
  chosenOn: readonly ProblemRecord[],
  certifiedOn: readonly ProblemRecord[],
  own: Plans
): CalibrationOutcome {
  const evidence = separations(chosenOn)
  const [min, mean] = evidence
  const statistic = (mean?.checked ?? 0) > (min?.checked ?? 0) ? 'mean' : 'min'
  const paths = 1 + Math.min(...chosenOn.map(({ selected }) => selected.length))
  const worths = candidates(statistic, paths).map((plan) => worthOf(chosenOn, plan))
  const chosen = choosePlans(chosenOn, worths)
  const efforts = Object.fromEntries(
    EFFORTS.map((effort) => [effort, look(chosen[effort], certifiedOn)])
  ) as CalibrationOutcome['efforts']
  const found = plansOf(chosen)
  const right = certifiedOn.map(({ baseline }) => Number(baseline.right))
  return {
    problems: { chosenOn: chosenOn.length, certifiedOn: certifiedOn.length },
    evidence,
    baseline: {
      right: right.reduce((sum, one) => sum + one, 0),
      wallMs:
        certifiedOn.reduce((sum, { baseline }) => sum + baseline.price.wallMs, 0) /
        Math.max(1, certifiedOn.length),
      interval: interval(shareOf(right))
    },
    efforts,
    plans: Object.fromEntries(
      EFFORTS.map((effort) => [effort, (efforts[effort].used ? found : own)[effort]])
    ) as Plans,
    front: distinct(
      paretoFront(worths, ({ time }) => time).map(({ plan }) => measuredPlan(plan, certifiedOn))
    )
  }
}

/** Plans that did the same on these problems are one point. */
function distinct(front: readonly MeasuredPlan[]): MeasuredPlan[] {
  const points = new Map(
    front.map((measured) => [`${measured.accuracy} ${measured.time}`, measured])
  )
  return [...points.values()]
}

function look({ plan }: Worth, problems: readonly ProblemRecord[]) {
  const certificate = certify(
    problems.map((problem) => ({
      plan: simulate(problem, plan).right,
      baseline: problem.baseline.right
    }))
  )
  const used = certificate.losses <= certificate.gains
  return { ...measuredPlan(plan, problems), certificate, used }
}

/** A plan on problems, with its intervals. */
function measuredPlan(plan: Plan, problems: readonly ProblemRecord[]): MeasuredPlan {
  const { accuracy, time, gamma, gammaDecode, woken } = worthOf(problems, plan)
  const results = problems.map((problem) => ({ problem, ...simulate(problem, plan) }))
  const over = (pick: (price: Price) => number) =>
    ratioOfSums(
      results.map(({ price, problem }) => ({
        first: pick(price),
        second: pick(problem.baseline.price)
      }))
    )?.interval ?? { low: 0, high: Infinity }
  return {
    plan,
    accuracy,
    time,
    gamma,
    gammaDecode,
    woken,
    intervals: {
      accuracy: interval(shareOf(results.map(({ right }) => Number(right)))),
      time: interval(over(({ wallMs }) => wallMs)),
      gamma: interval(over(({ flops }) => flops)),
      gammaDecode: interval(over(({ decoded }) => decoded))
    }
  }
}

function shareOf(shares: readonly number[]): Interval {
  return shares.length === 0 ? { low: 0, high: 1 } : shareInterval(shares)
}

/** As documents write it: JSON knows no infinity. */
function interval({ low, high }: Interval): { low: number; high: number | null } {
  return { low, high: Number.isFinite(high) ? high : null }
}

/** What a calibration says, never surer than its numbers allow: answers and time each against the target alone. */
export interface Findings {
  /** `more` and `fewer` right answers with 95 % confidence, `as-many` (at most a point fewer), or not known. */
  readonly answers: 'more' | 'as-many' | 'fewer' | 'unknown'
  readonly time: 'less' | 'more' | 'unknown'
}

export function findingsOf(
  { efforts }: Pick<PairCalibration, 'efforts'>,
  effort: Effort
): Findings {
  const { certificate, intervals } = efforts[effort]
  const { worstLoss, mostGain, certified } = certificate
  const { low, high } = intervals.time
  return {
    answers: answersOf(worstLoss, mostGain, certified),
    time: high !== null && high < 1 ? 'less' : low > 1 ? 'more' : 'unknown'
  }
}

function answersOf(worstLoss: number, mostGain: number, certified: boolean): Findings['answers'] {
  if (worstLoss < 0) return 'more'
  if (certified) return 'as-many'
  return mostGain < 0 ? 'fewer' : 'unknown'
}
