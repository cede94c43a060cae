import type { Certificate, PairCalibration } from '../../shared/pair-calibration.ts'
import type { Effort } from '../../shared/plan.ts'
import { TOLERANCE } from './certify.ts'
import { findingsOf } from './outcome.ts'

/** What may be promised of a plan; the rest is said as what was seen. */
export function promiseText(certificate: Certificate): string {
  const { problems, losses, gains, worstLoss, certified, needed, neededAtThisRate } = certificate
  const seen = `${losses} lost and ${gains} gained of ${problems}`
  const points = `${(100 * Math.abs(worstLoss)).toFixed(1)} points`
  if (certified) {
    const bound = worstLoss > 0 ? `at most ${points} below` : `at least ${points} above`
    return `with 95 % confidence ${bound} the target alone on problems like these (${seen}; exact binomial bounds)`
  }
  const more =
    neededAtThisRate === null
      ? 'As it goes, no number of problems will bear it out'
      : `As it goes it takes about ${neededAtThisRate} problems`
  return `no promise: with 95 % confidence only "at most ${points} below the target alone" (${seen}; exact binomial bounds). For ${100 * TOLERANCE} point it takes ${needed} problems without a loss, or fewer with gains. ${more}.`
}

/** Whether a pair pays on this machine, in words, by one effort: what is sure, what was only seen, and what would help. */
export function conclusionText(calibration: PairCalibration, effort: Effort = 'balanced'): string {
  const { efforts, baseline, problems, acceptance } = calibration
  const measured = efforts[effort]
  const { answers, time } = findingsOf(calibration, effort)
  const right = Math.round(measured.accuracy * problems.certifiedOn)
  const seen = `${right} of ${problems.certifiedOn} right instead of ${baseline.right}, in ${percent(measured.time)} of its time (${range(measured.intervals.time)}), writing ${percent(measured.gammaDecode)} of its tokens`
  const { needed, neededAtThisRate } = measured.certificate
  if (answers === 'fewer') {
    return `No: it loses answers. ${seen}. ${remedy(acceptance)}`
  }
  if (time === 'more') {
    return answers === 'more'
      ? `It gains answers and takes longer: ${seen}. A faster draft, a GPU or fewer paths would help.`
      : `No, not on this machine: it takes longer${answers === 'as-many' ? ' for as many answers' : ', and that it gains answers is not shown'}. ${seen}. ${remedy(acceptance)}`
  }
  if (answers === 'more') {
    return time === 'less'
      ? `Yes, on this machine: more right answers in less time. ${seen}.`
      : `It gains answers; whether it saves time is not sure. ${seen}.`
  }
  if (answers === 'as-many') {
    return time === 'less'
      ? `Yes, on this machine: as many right answers in less time. ${seen}.`
      : `It loses no answers; whether it saves time is not sure. ${seen}.`
  }
  const rest =
    time === 'less' ? 'It saves time; whether it loses answers is not known yet' : 'Not known yet'
  return `${rest}: ${seen}. ${problems.certifiedOn} problems are too few to say (${neededAtThisRate ?? needed} would do${neededAtThisRate === null ? ' without a loss' : ', if it goes on like this'}).`
}

function remedy({ judged, accepted }: PairCalibration['acceptance']): string {
  if (judged > 0 && accepted / judged < 0.5) {
    return `The target kept ${accepted} of ${judged} drafted steps: a draft that is right more often would help.`
  }
  return 'Another draft would have to be faster or right more often; a GPU or fewer paths help too.'
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

function range({ low, high }: { low: number; high: number | null }): string {
  return high === null ? 'not known' : `${percent(low)} to ${percent(high)}`
}
