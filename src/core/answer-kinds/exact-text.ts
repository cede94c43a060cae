import { different, equal } from '../answers/equivalence.ts'
import type { AnswerKind } from './answer-kind.ts'
import { lastLine } from './bare-text.ts'

export const exactText: AnswerKind = {
  name: 'exact-text',
  title: 'Exact text',
  description: 'the same text, letter by letter',
  instruction: '',
  compare: ({ gold, given }) =>
    gold.trim() === given.trim() ? equal('the same text') : different('another text'),
  unusable: () => null,
  extract: lastLine
}
