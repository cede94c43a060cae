import type { JudgementCase, StepJudgement } from '../../shared/judgement.ts'
import { isOfSmallWorld, type PromptProfile } from '../../shared/prompt-profile.ts'
import type { Scorer } from '../../shared/scorers/scorers.ts'
import type { StepPair } from '../../shared/step-pairs.ts'
import type { CheckedScorer, TargetCheck } from '../../shared/target-check.ts'
import { LEAST_ANSWER_MASS } from '../answer-mass.ts'
import { LEVEL, type Interval } from '../statistics/interval.ts'
import { mean } from '../statistics/moments.ts'
import { shareInterval } from '../statistics/share-interval.ts'
import { digitMassOf, scoreOf, separateAll } from './scorers.ts'

/**
 * Fewer leave nothing to conclude: with five scorers looked at, at least eight told pairs of eight are better than
 * tossing a coin.
 */
export const LEAST_PAIRS = 8

/** A known pair, as a target judges it: both steps after the same beginning, ended as the profile ends steps. */
export function caseOf({ problem, before, right, wrong }: StepPair, profile: PromptProfile) {
  const ended = (step: string) => `${step}${profile.delimiter}`
  return {
    problem,
    strategy: null,
    before: before.map(ended).join(''),
    solutions: [[ended(right)], [ended(wrong)]]
  } satisfies JudgementCase
}

/** What the judgements of known pairs say, each of a right step and a wrong one. */
export function readCheck(
  judgements: readonly StepJudgement[],
  profile: Pick<PromptProfile, 'thresholds' | 'scorer' | 'familiarity' | 'problemFamiliarity'>
): Pick<
  TargetCheck,
  'preferred' | 'smallWorld' | 'pairs' | 'letterMass' | 'digitMass' | 'scorers'
> {
  const pairs = judgements.map(({ solutions }) => {
    const [right, wrong] = solutions.map(([reading]) => reading)
    if (right === undefined || wrong === undefined) throw new Error('A known pair has two steps')
    return { right, wrong }
  })
  const readings = pairs.flatMap(({ right, wrong }) => [
    { steps: [right], right: true },
    { steps: [wrong], right: false }
  ])
  const told = (scorer: Scorer) =>
    pairs.filter(({ right, wrong }) => {
      const [better, worse] = [scoreOf(scorer, right), scoreOf(scorer, wrong)]
      return better !== null && (worse === null || better > worse)
    }).length
  return {
    preferred: profile.scorer,
    smallWorld: isOfSmallWorld(profile),
    pairs: pairs.length,
    letterMass: mean(judgements.map(({ letterMass }) => letterMass)),
    digitMass: digitMassOf(pairs.flatMap(({ right, wrong }) => [right, wrong])),
    scorers: separateAll(readings, profile.thresholds).map(
      ({ scorer, auc, threshold, rightKept, wrongKept }) => ({
        scorer,
        auc: auc ?? 0.5,
        pairsTold: told(scorer),
        threshold: threshold ?? profile.thresholds[scorer],
        rightKept,
        wrongKept
      })
    )
  }
}

/**
 * `able`: a scorer tells right steps from wrong ones. `weak`: better than chance, and often wrong. `unable`: nothing
 * shows that any scorer does better than chance.
 */
export interface CheckResult {
  readonly ability: 'able' | 'weak' | 'unable'
  /** The scorer to use with this target, and its threshold; where it is `unable`, the least bad. */
  readonly best: CheckedScorer
  /** Of the share of pairs that it tells apart; 95 % for all scorers together (Clopper and Pearson, Bonferroni). */
  readonly told: Interval
}

/** An AUC from which speculation rejects mostly what it should. */
const GOOD_AUC = 0.8
/** AUCs of sixty steps this close say nothing of which is better. */
const AUC_NOISE = 0.03

/** What a check means. The profile's scorer stays where no other is clearly better. */
export function judgeCheck(check: TargetCheck): CheckResult {
  const highest = check.scorers.reduce((best, each) => (each.auc > best.auc ? each : best))
  const own = check.scorers.find(({ scorer }) => scorer === check.preferred)
  const best = own !== undefined && own.auc >= highest.auc - AUC_NOISE ? own : highest
  const told = shareInterval(
    Array.from({ length: check.pairs }, (_, index) => Number(index < best.pairsTold)),
    { level: LEVEL / check.scorers.length }
  )
  if (told.low <= 0.5) return { ability: 'unable', best: highest, told }
  return { ability: best.auc >= GOOD_AUC ? 'able' : 'weak', best, told }
}

/** Whether the answers to the questions for a digit and for a letter are answers at all. */
export function answersDigits({ digitMass }: TargetCheck): boolean {
  return digitMass >= LEAST_ANSWER_MASS
}

export function answersLetters({ letterMass }: TargetCheck): boolean {
  return letterMass >= LEAST_ANSWER_MASS
}

/** What a person who is about to let this target judge steps should know; null where all is well. */
export function warningOf(check: TargetCheck): string | null {
  if (check.smallWorld) return null
  const { ability, best } = judgeCheck(check)
  const of = `${best.pairsTold} of ${check.pairs} known pairs`
  switch (ability) {
    case 'able':
      return null
    case 'weak':
      return `${check.name} tells right steps from wrong ones only roughly (by ${best.scorer} in ${of}): drafts will be kept and rejected by mistake.`
    case 'unable':
      return `${check.name} cannot tell right steps from wrong ones (the best scorer, ${best.scorer}, in ${of}: no better than chance): use the method parallel, or another target.`
    default:
      return ability satisfies never
  }
}
