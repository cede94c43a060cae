import { type Certificate, TOLERANCE } from '../../../core/calibration/certify.ts'
import { paretoFront, separations, type Worth } from '../../../core/calibration/choose.ts'
import type { ProblemRecord } from '../../../core/calibration/record.ts'
import { EFFORTS, type Effort } from '../../../shared/plan.ts'
import type { Style } from './style.ts'
import { textTable } from './text-table.ts'
import { wrap } from './wrap.ts'

const WIDTH = 80
const WORTH = ['right', 'time', 'gamma', 'gammaDecode', 'woken']

export interface Outcome {
  readonly chosenOn: readonly ProblemRecord[]
  readonly certifiedOn: readonly ProblemRecord[]
  readonly worths: readonly Worth[]
  readonly chosen: Readonly<Record<Effort, Worth>>
  /** The chosen plans on the problems that had no part in choosing them. */
  readonly unseen: Readonly<Record<Effort, { worth: Worth; certificate: Certificate }>>
}

/** What calibrating a pair found: evidence, plans, what may be promised, and the verdict. */
export function calibrationLines(outcome: Outcome, style: Style): string[] {
  const { chosenOn, certifiedOn, unseen } = outcome
  return [
    '',
    style.bold(`Evidence against answers, ${chosenOn.length} problems`),
    ...evidenceLines(chosenOn, style),
    '',
    style.bold(`Plans, on the ${certifiedOn.length} problems that had no part in choosing them`),
    ...planLines(outcome, style),
    '',
    style.bold('The most right answers for every time, on the problems that chose'),
    ...frontLines(outcome.worths, style),
    '',
    ...EFFORTS.flatMap((effort) =>
      wrap(`${effort}: ${promise(unseen[effort].certificate)}`, WIDTH)
    ),
    '',
    style.bold('Does this pair pay?'),
    ...wrap(verdict(outcome), WIDTH)
  ]
}

function evidenceLines(problems: readonly ProblemRecord[], style: Style): string[] {
  const rows = separations(problems).map(({ statistic, draft, checked }) => [
    statistic,
    draft?.toFixed(3) ?? 'all alike',
    checked?.toFixed(3) ?? 'all alike'
  ])
  const bars = [0.5, 0.7, 0.9, 0.95, 0.99].map((bar) => [
    bar.toString(),
    reliability(problems, bar, ({ draft }) => [draft.path]),
    reliability(problems, bar, ({ handedOver, selected }) => [handedOver, ...selected])
  ])
  return [
    ...textTable(['AUC', 'draft alone', 'checked by the target'], rows, style),
    ...textTable(['evidence at least', 'draft alone', 'checked by the target'], bars, style)
  ]
}

function reliability(
  problems: readonly ProblemRecord[],
  bar: number,
  paths: (problem: ProblemRecord) => readonly ProblemRecord['handedOver'][]
): string {
  const sure = problems.flatMap(paths).filter(({ evidence }) => (evidence.min ?? 0) >= bar)
  return `${sure.filter(({ right }) => right).length} of ${sure.length} right`
}

function planLines({ certifiedOn, unseen }: Outcome, style: Style): string[] {
  const baseline = certifiedOn.filter(({ baseline }) => baseline.right).length / certifiedOn.length
  const rows = [
    ['target alone', percent(baseline), '1.00', '1.00', '1.00', '100.0 %'],
    ...EFFORTS.map((effort) => [effort, ...worthCells(unseen[effort].worth)])
  ]
  return [
    ...textTable(['effort', ...WORTH], rows, style),
    ...wrap(
      'time, gamma (FLOPs) and gammaDecode (written tokens) are over the target alone; woken: how often the target was asked at all.',
      WIDTH
    ),
    ...EFFORTS.map((effort) => `${effort}: ${planText(unseen[effort].worth)}`)
  ]
}

function frontLines(worths: readonly Worth[], style: Style): string[] {
  return textTable(WORTH, paretoFront(worths, ({ time }) => time).map(worthCells), style)
}

function planText({ plan: { draft, paths, sure, lead } }: Worth): string {
  const parts = [
    draft === null
      ? 'target selects'
      : draft.sure === null
        ? 'draft hands over'
        : `draft alone from ${draft.sure}`,
    `${paths} ${paths === 1 ? 'path' : 'paths'}`,
    ...(sure === null ? [] : [`sure ${sure}`]),
    ...(lead === null ? [] : [`lead ${lead}`])
  ]
  return parts.join(', ')
}

function worthCells({ accuracy, time, gamma, gammaDecode, woken }: Worth): string[] {
  return [
    percent(accuracy),
    time.toFixed(2),
    gamma.toFixed(2),
    gammaDecode.toFixed(2),
    percent(woken)
  ]
}

/** Only what may be promised is; the rest is said as what was seen. */
function promise({ problems, losses, gains, worstLoss, certified, needed }: Certificate): string {
  const seen = `${losses} lost and ${gains} gained of ${problems}`
  const points = `${(100 * Math.abs(worstLoss)).toFixed(1)} points`
  if (certified) {
    const bound = worstLoss > 0 ? `at most ${points} below` : `at least ${points} above`
    return `with 95 % confidence ${bound} the target alone on problems like these (${seen}; exact binomial bounds)`
  }
  const wanted = 100 * TOLERANCE
  return `no promise: with 95 % confidence only "at most ${points} below the target alone" (${seen}). For ${wanted} point it takes ${needed} problems without a loss, or fewer with gains.`
}

function verdict({ certifiedOn, unseen }: Outcome): string {
  const { worth, certificate } = unseen.balanced
  const baseline = certifiedOn.filter(({ baseline }) => baseline.right).length
  const right = Math.round(worth.accuracy * certifiedOn.length)
  const time = `${Math.round(100 * worth.time)} % of its time`
  const found = `${right} of ${certifiedOn.length} right instead of ${baseline}, in ${time}; the target alone would have decoded ${(1 / worth.gammaDecode).toFixed(1)} times as much`
  const fewer = certificate.gains - certificate.losses
  if (fewer > 0 && worth.time <= 1) return `Yes, on this machine: ${found}.`
  if (fewer >= 0 && worth.time <= 1) return `It saves, and gains no answers: ${found}.`
  if (fewer > 0) {
    return `It gains answers and takes longer: ${found}. A faster draft, a GPU or fewer paths would help.`
  }
  return `Not on this machine: ${found}. Another draft would have to be right more often, or faster.`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
