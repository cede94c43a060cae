import { extract } from '../answers/extract.ts'
import { judge, type Judgement, type Task } from '../answers/judge.ts'
import type { Policy } from '../answers/terms.ts'
import { undecidable, type Equivalence } from '../answers/equivalence.ts'
import type { AnswerQuestion } from './answer-kind.ts'
import { answerKind } from './registry.ts'

/** One thing to grade, with what its problem says of its answer. */
export type GradingTask = Task & {
  /** By its name; mathematics where it is left out. */
  readonly answerKind?: string | undefined
  /** Other gold answers that are right as well. */
  readonly alternatives?: readonly string[] | undefined
  readonly relativeTolerance?: number | undefined
}

/** Grades one task by what its answer is. Never throws; bounded in work as every kind is. */
export function judgeAnswer(task: GradingTask, policy: Policy = 'standard'): Judgement {
  const golds = [task.gold, ...(task.alternatives ?? [])]
  let best: Judgement | null = null
  for (const gold of golds) {
    const judgement = judgeAgainst({ ...task, gold }, policy)
    if (judgement.equality === 'equal') return judgement
    // One that cannot be compared may have been the right one.
    if (best === null || judgement.equality === 'undecidable') best = judgement
  }
  return best!
}

function judgeAgainst(task: GradingTask, policy: Policy): Judgement {
  const kind = answerKind(task.answerKind)
  if (kind === null) {
    const reason = `this version cannot compare answers of the kind "${task.answerKind}"`
    return { ...undecidable(reason), extracted: null, rule: null }
  }
  const isMathematics =
    kind.name === 'mathematics' || kind.name === 'choice' || kind.name === 'number'
  if (isMathematics && task.relativeTolerance === undefined) return judge(task, policy)
  const compare = (given: string): Equivalence =>
    kind.compare({ ...comparisonOf(task), given, policy })
  if (task.kind === 'equiv') return { ...compare(task.pred), extracted: null, rule: null }
  const { answer, rule } = extract(task.pred, task.choices ? { choices: task.choices } : {})
  // The rules that need a mark hold for every kind; what follows them is only for mathematics.
  const marked = rule === 'box' || rule === 'answer-tag' || rule === 'hashes' || rule === 'phrase'
  const given = marked || kind.extract === undefined ? answer : kind.extract(task.pred)
  if (given === null) {
    return {
      equality: 'different',
      reason: 'the output states no answer',
      extracted: null,
      rule: 'none'
    }
  }
  return { ...compare(given), extracted: given, rule }
}

function comparisonOf(task: GradingTask): Omit<AnswerQuestion, 'given' | 'policy'> {
  const { gold, choices, tolerance, relativeTolerance } = task
  return { gold, options: choices, tolerance, relativeTolerance }
}
