import { kindOfVotes } from '../../core/answer-kinds/agree.ts'
import type { Judge } from './grade.ts'

/**
 * Puts answers together that are the same, as the vote will: each joins the first group whose first answer it equals.
 *
 * @param answerKind what the problem says of its answers
 * @returns for each answer the number of its group, from 0 in order of appearance.
 */
export async function groupAnswers(
  judge: Judge,
  answers: readonly string[],
  answerKind?: string
): Promise<number[]> {
  const firsts: string[] = []
  const groups: number[] = []
  for (const answer of answers) {
    let group = firsts.indexOf(answer)
    for (let other = 0; group < 0 && other < firsts.length; other++) {
      const question = {
        gold: firsts[other]!,
        given: answer,
        tolerance: undefined,
        options: undefined,
        answerKind: kindOfVotes(answerKind)
      }
      if ((await judge(question, 'standard')).equality === 'equal') group = other
    }
    if (group < 0) group = firsts.push(answer) - 1
    groups.push(group)
  }
  return groups
}
