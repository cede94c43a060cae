import { equivalent } from './equivalent.ts'
import { type Extraction, extract } from './extract.ts'
import { reference } from './reference.ts'
import { asOption } from './options.ts'
import type { Policy } from './terms.ts'
import type { Equivalence } from './equivalence.ts'

/** One thing to grade. */
export type Task =
  /** Two answers, compared as they stand. */
  | {
      readonly kind: 'equiv'
      readonly gold: string
      readonly pred: string
      /** The options of a multiple-choice problem, whose texts count as their letters. */
      readonly choices?: readonly string[]
      /** The largest difference of two numbers that still counts as equal. */
      readonly tolerance?: number
    }
  /** A whole output, whose answer is compared with the gold answer. */
  | {
      readonly kind: 'extract'
      readonly gold: string
      readonly pred: string
      readonly choices?: readonly string[]
      readonly tolerance?: number
    }

/** How two answers compare, with what was taken out of the output and by which rule; both null where nothing was. */
export interface Judgement extends Equivalence {
  readonly extracted: string | null
  readonly rule: Extraction['rule'] | null
}

/** Grades one task. Never throws; bounded in work as extraction and equivalence are. */
export function judge(task: Task, policy: Policy = 'standard'): Judgement {
  if (task.kind === 'equiv') {
    const choices = task.choices ?? []
    const [gold, pred] = [asOption(task.gold, choices), asOption(task.pred, choices)]
    return { ...equivalent(gold, pred, policy, task.tolerance), extracted: null, rule: null }
  }
  const gold = reference(task.gold)
  const choices = task.choices ?? gold.choices
  const { answer, rule } = extract(task.pred, { choices })
  if (answer === null) {
    return { equality: 'different', reason: 'the output states no answer', extracted: null, rule }
  }
  return {
    ...equivalent(asOption(gold.answer, choices), answer, policy, task.tolerance),
    extracted: answer,
    rule
  }
}
