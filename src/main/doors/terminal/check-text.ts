import {
  answersDigits,
  answersLetters,
  judgeCheck,
  warningOf
} from '../../../core/calibration/target-check.ts'
import type { TargetCheck } from '../../../shared/target-check.ts'
import { dateText, percent } from './figures.ts'
import type { Style } from './style.ts'
import { textTable } from './text-table.ts'
import { wrap } from './wrap.ts'

const WIDTH = 80

/** What a target makes of the known step pairs: each scorer, the questions' answers, and what follows. */
export function checkLines(check: TargetCheck, style: Style): string[] {
  const { best } = judgeCheck(check)
  const rows = check.scorers.map(({ scorer, auc, pairsTold, threshold, rightKept, wrongKept }) => [
    scorer === best.scorer ? `${scorer} *` : scorer,
    auc.toFixed(2),
    `${pairsTold} of ${check.pairs}`,
    thresholdText(threshold),
    percent(rightKept),
    percent(wrongKept)
  ])
  return [
    style.bold(`${check.name} on ${check.pairs} known pairs of a right and a wrong step`),
    ...textTable(
      ['scorer', 'AUC', 'pairs told', 'threshold', 'right kept', 'wrong kept'],
      rows,
      style
    ),
    ...wrap(
      `Answers with a digit: ${massText(check.digitMass)}${answersDigits(check) ? '' : ' (too little: the digit scorers read noise)'}; with a letter: ${massText(check.letterMass)}${answersLetters(check) ? '' : ' (too little: strategies are drawn at random)'}.`,
      WIDTH
    ),
    ...wrap(`${abilityText(check)} ${howMeasured(check)}`, WIDTH)
  ]
}

function abilityText(check: TargetCheck): string {
  const { best, told } = judgeCheck(check)
  const interval = `${Math.round(100 * told.low)} to ${Math.round(100 * told.high)} %`
  if (check.smallWorld) {
    return `These pairs are not of the small world that the prompts ${check.prompts} are for, so they decide nothing: the scorer and threshold of the prompts stay ("tandem calibrate" measures them on problems of your own).`
  }
  return (
    warningOf(check) ??
    `${check.name} tells right steps from wrong ones: by ${best.scorer} in ${best.pairsTold} of ${check.pairs} pairs (${interval} of such pairs, 95 % for all scorers together).`
  )
}

function howMeasured({ prompts, measuredAt, engine }: TargetCheck): string {
  return `Measured on ${dateText(measuredAt)} with the prompts ${prompts}, ${engine}.`
}

/** A threshold, on any scorer's scale. */
export function thresholdText(score: number): string {
  return Number(score.toPrecision(3)).toString()
}

function massText(mass: number): string {
  return mass >= 0.01 ? mass.toFixed(2) : mass.toFixed(4)
}
