import type { AnswerKind } from './answer-kind.ts'
import { compareMathematics } from './mathematics.ts'
import { plainNumber } from './tolerance.ts'

export const number: AnswerKind = {
  name: 'number',
  title: 'Number',
  description: 'a number, within the tolerance of the problem where it has one',
  instruction: '',
  compare: compareMathematics,
  unusable: (gold) => (plainNumber(gold) === null && !/\d/.test(gold) ? 'not a number' : null)
}
