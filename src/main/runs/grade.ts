import type { Policy, Equivalence } from '../../core/answers/equivalent.ts'
import { judgeAnswer } from '../../core/answer-kinds/judge-answer.ts'
import type { Problem } from '../../shared/problem-set.ts'
import type { Verdict } from '../../shared/run-record.ts'
import type { Grade } from '../store/tables/grades.ts'

/** Compares a model's answer with the gold answer. Returns, whatever the answer is: it runs in a worker that can be killed. */
export type Judge = (
  question: {
    readonly gold: string
    readonly given: string
    readonly tolerance: number | undefined
    readonly options: readonly string[] | undefined
    readonly relativeTolerance?: number | undefined
    readonly alternatives?: readonly string[] | undefined
    readonly answerKind?: string | undefined
  },
  policy: Policy
) => Promise<Equivalence>

const VERDICTS: Readonly<Record<Equivalence['equality'], Verdict>> = {
  equal: 'right',
  different: 'wrong',
  undecidable: 'ungradable'
}

/** Grades an answer; null where the problem has none to compare with. */
export async function gradeAnswer(
  judge: Judge,
  problem: Problem,
  answer: string | null,
  policy: Policy,
  givenAt: number
): Promise<Grade | null> {
  if (problem.answer === undefined) return null
  if (answer === null) return { verdict: 'wrong', policy, reason: 'no answer', givenAt }
  const question = {
    gold: problem.answer,
    given: answer,
    tolerance: problem.tolerance,
    options: problem.options,
    relativeTolerance: problem.relativeTolerance,
    alternatives: problem.alternatives,
    answerKind: problem.answerKind
  }
  const { equality, reason } = await judge(question, policy)
  return { verdict: VERDICTS[equality], policy, reason, givenAt }
}

/** Is the answer right, by what the problem says of its answers? Graded here and now; false without a gold answer. */
export function isRightAnswer(problem: Problem, answer: string, policy: Policy): boolean {
  const { answer: gold, tolerance, options, relativeTolerance, alternatives, answerKind } = problem
  if (gold === undefined) return false
  const task = {
    kind: 'equiv' as const,
    gold,
    pred: answer,
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(options === undefined ? {} : { choices: options }),
    relativeTolerance,
    alternatives,
    answerKind
  }
  return judgeAnswer(task, policy).equality === 'equal'
}
