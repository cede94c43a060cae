import { promiseText, conclusionText } from '../../../core/calibration/conclusion.ts'
import {
  scorePredictions,
  type PredictionScore
} from '../../../core/calibration/score-predictions.ts'
import { counted } from '../../../shared/counted.ts'
import type {
  ComparedPrediction,
  MeasuredPlan,
  PairCalibration
} from '../../../shared/pair-calibration.ts'
import { EFFORTS, type Plan } from '../../../shared/plan.ts'
import type { ModelSpeed } from '../../../shared/judgement.ts'
import { thresholdText } from './check-text.ts'
import { dateText, tenths } from './figures.ts'
import type { Style } from './style.ts'
import { textTable } from './text-table.ts'
import { wrap } from './wrap.ts'

const WIDTH = 80

/** What calibrating a pair found: speeds, scorers, evidence, plans, what may be promised, and the verdict. */
export function calibrationLines(calibration: PairCalibration, style: Style): string[] {
  const { names, set, problems, efforts, measuredAt, device, prompts } = calibration
  return [
    '',
    ...wrap(
      `${names.target} with ${names.draft} on ${problems.chosenOn + problems.certifiedOn} problems of ${set.name}, ${dateText(measuredAt)}, prompts ${prompts}, ${device}.`,
      WIDTH
    ),
    '',
    style.bold('Speed, as measured when the models were loaded'),
    ...speedLines(calibration, style),
    '',
    style.bold(
      `Scores of the draft's solutions against their answers, ${problems.chosenOn} problems`
    ),
    ...scorerLines(calibration, style),
    '',
    style.bold(`Evidence against answers, ${problems.chosenOn} problems`),
    ...evidenceLines(calibration, style),
    '',
    style.bold(`Plans, on the ${problems.certifiedOn} problems that had no part in choosing them`),
    ...planLines(calibration, style),
    '',
    style.bold('The most right answers for every time'),
    ...frontLines(calibration, style),
    '',
    style.bold('What "tandem advise" predicts, and what was measured'),
    ...predictionLines(calibration.predictions, style),
    '',
    ...EFFORTS.flatMap((effort) =>
      wrap(`${effort}: ${promiseText(efforts[effort].certificate)}`, WIDTH)
    ),
    '',
    style.bold('Does this pair pay?'),
    ...wrap(conclusionText(calibration), WIDTH)
  ]
}

function speedLines({ speed, alpha, acceptance }: PairCalibration, style: Style): string[] {
  const counts = speed.target.batches.map(({ tokens }) => tokens).filter((tokens) => tokens > 1)
  const row = (role: string, { decodeMs, readMs, batches }: ModelSpeed) => [
    role,
    ms(decodeMs),
    ms(readMs),
    ...counts.map((count) => {
      const batch = batches.find(({ tokens }) => tokens === count)
      return batch === undefined ? '' : ms(batch.ms)
    })
  ]
  const { judged, accepted } = acceptance
  return [
    ...textTable(
      ['ms', 'write', 'read', ...counts.map((count) => `batch of ${count}`)],
      [row('draft', speed.draft), row('target', speed.target)],
      style
    ),
    ...wrap(
      `Reading a token takes the target ${(speed.target.readMs / speed.target.decodeMs).toFixed(2)} of writing one; the draft has ${(100 * alpha).toFixed(1)} % of its weights. It kept ${accepted} of ${judged} drafted steps (${judged === 0 ? 'none' : tenths(accepted / judged)}).`,
      WIDTH
    )
  ]
}

function scorerLines(
  { scorers, scorer: chosen, threshold: bar, problems }: PairCalibration,
  style: Style
): string[] {
  const rows = scorers.map(({ scorer, auc, threshold, rightKept, wrongKept }) => [
    scorer === chosen ? `${scorer} *` : scorer,
    auc?.toFixed(3) ?? 'all alike',
    threshold === null ? '' : thresholdText(threshold),
    tenths(rightKept),
    tenths(wrongKept)
  ])
  const curve = scorers.find(({ scorer }) => scorer === chosen)?.reliability ?? []
  return [
    ...textTable(['scorer', 'AUC', 'threshold', 'right kept', 'wrong kept'], rows, style),
    ...wrap(
      `* is used, with a threshold of ${thresholdText(bar)}. A solution has the score of its weakest step.`,
      WIDTH
    ),
    ...(curve.length === 0 || problems.chosenOn === 0
      ? []
      : textTable(
          ['score', 'right', '95 %'],
          curve.map(({ scores, count, right, interval }) => [
            `${thresholdText(scores.low)} to ${thresholdText(scores.high)}`,
            `${right} of ${count}`,
            `${tenths(interval.low)} to ${tenths(interval.high)}`
          ]),
          style
        ))
  ]
}

function evidenceLines({ evidence }: PairCalibration, style: Style): string[] {
  return textTable(
    ['AUC', 'draft alone', 'checked by the target'],
    evidence.map(({ statistic, draft, checked }) => [
      statistic,
      draft?.toFixed(3) ?? 'all alike',
      checked?.toFixed(3) ?? 'all alike'
    ]),
    style
  )
}

const WORTH = ['right', 'time', 'gamma', 'gammaDecode', 'woken']

function planLines({ efforts, baseline, problems }: PairCalibration, style: Style): string[] {
  const alone = [
    'target alone',
    `${tenths(baseline.right / problems.certifiedOn)} ${range(baseline.interval, tenths)}`,
    '1',
    '1',
    '1',
    '100 %'
  ]
  const rows = [
    alone,
    ...EFFORTS.map((effort) => [
      efforts[effort].used ? effort : `${effort} (not used)`,
      ...worthCells(efforts[effort])
    ])
  ]
  const unused = EFFORTS.filter((effort) => !efforts[effort].used)
  return [
    ...textTable(['effort', ...WORTH], rows, style),
    ...wrap(
      'Time, gamma (FLOPs) and gammaDecode (written tokens) are over the target alone, in brackets 95 % intervals; woken: how often the target was asked at all.',
      WIDTH
    ),
    ...EFFORTS.map((effort) => `${effort}: ${planText(efforts[effort].plan)}`),
    ...(unused.length === 0
      ? []
      : wrap(
          `${unused.join(', ')}: lost more answers here than it gained, so the plan of the prompts stays.`,
          WIDTH
        ))
  ]
}

function frontLines({ front }: PairCalibration, style: Style): string[] {
  return textTable(WORTH, front.map(worthCells), style)
}

function planText({ draft, paths, sure, lead }: Plan): string {
  const parts = [
    draft === null
      ? 'target selects'
      : draft.sure === null
        ? 'draft hands over'
        : `draft alone from ${draft.sure}`,
    counted(paths, 'path'),
    ...(sure === null ? [] : [`sure ${sure}`]),
    ...(lead === null ? [] : [`lead ${lead}`])
  ]
  return parts.join(', ')
}

function worthCells(measured: MeasuredPlan): string[] {
  const { accuracy, time, gamma, gammaDecode, woken, intervals } = measured
  const two = (value: number) => value.toFixed(2)
  return [
    `${tenths(accuracy)} ${range(intervals.accuracy, tenths)}`,
    `${two(time)} ${range(intervals.time, two)}`,
    `${two(gamma)} ${range(intervals.gamma, two)}`,
    `${two(gammaDecode)} ${range(intervals.gammaDecode, two)}`,
    tenths(woken)
  ]
}

/** Ratios of time side by side: guessed before anything was measured, predicted from what was, measured. */
export function predictionLines(
  predictions: readonly ComparedPrediction[],
  style: Style
): string[] {
  const rows = predictions.map(({ method, paths, guessed, predicted, measured }) => [
    paths > 1 ? `${method} n=${paths}` : method,
    ...(['time', 'gamma', 'gammaDecode'] as const).map(
      (cost) =>
        `${guessed[cost].toFixed(2)} / ${predicted[cost].toFixed(2)} / ${measured === null ? '-' : measured[cost].toFixed(2)}`
    )
  ])
  return [
    ...textTable(['method', 'time', 'gamma', 'gammaDecode'], rows, style),
    ...wrap(
      'Each: guessed from the sizes alone / predicted from the measured speeds and acceptance / measured, paths one after another. Over the target alone.',
      WIDTH
    ),
    ...wrap(faredText(predictions), WIDTH)
  ]
}

/** By how much predictions missed. */
function faredText(predictions: readonly ComparedPrediction[]): string {
  const [guessed, predicted] = (['guessed', 'predicted'] as const).map((which) =>
    scorePredictions(predictions, which)
  )
  if (!guessed || !predicted) return 'Nothing was measured to compare them with.'
  const factors = ({ time, gamma, gammaDecode }: PredictionScore) =>
    `${time.toFixed(2)}, ${gamma.toFixed(2)} and ${gammaDecode.toFixed(2)}`
  return `In the mean of the methods the guess was off by factors of ${factors(guessed)}, the prediction by ${factors(predicted)}.`
}

function range(
  { low, high }: { low: number; high: number | null },
  text: (value: number) => string
): string {
  return high === null ? '' : `[${text(low).replace(' %', '')}, ${text(high).replace(' %', '')}]`
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1)
}
