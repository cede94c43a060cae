import { judge } from '../answers/judge.ts'
import type { AnswerKind, AnswerQuestion } from './answer-kind.ts'
import { toleranceOf } from './tolerance.ts'

/** More words than this are a sentence, which cannot be compared. */
const MOST_WORDS = 8

/** The default: docs/grading.md says when two answers are the same mathematics. */
export const mathematics: AnswerKind = {
  name: 'mathematics',
  title: 'Mathematics',
  description: 'numbers, formulas, sets, intervals, equations, letters: the same mathematics',
  instruction: '',
  compare: compareMathematics,
  unusable(gold) {
    const words = gold.replace(/\$[^$]*\$|\\[a-zA-Z]+/g, ' ').match(/\p{L}{2,}/gu) ?? []
    return words.length > MOST_WORDS ? 'a sentence, which cannot be compared as mathematics' : null
  }
}

export function compareMathematics(comparison: AnswerQuestion): ReturnType<AnswerKind['compare']> {
  const { gold, given, options, policy } = comparison
  const tolerance = toleranceOf(comparison)
  const { equality, reason } = judge(
    {
      kind: 'equiv',
      gold,
      pred: given,
      ...(options && { choices: options }),
      ...(tolerance !== undefined && { tolerance })
    },
    policy
  )
  return { equality, reason }
}
