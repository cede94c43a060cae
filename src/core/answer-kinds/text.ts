import { different, equal, undecidable } from '../answers/equivalence.ts'
import type { AnswerKind } from './answer-kind.ts'
import { bareText, lastLine, LONGEST } from './bare-text.ts'

/** A text as it is compared: letter case, accents' form, punctuation, English articles and spacing do not count. */
function normalised(text: string): string {
  return bareText(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[^\p{L}\p{N}\p{M}'+#%/&.-]+/gu, ' ')
    .replace(/(^|\s)(?:the|a|an)(?=\s)/g, '$1')
    .replace(/[.\s]+$|^\s+/g, '')
    .replace(/\s+/g, ' ')
}

export const text: AnswerKind = {
  name: 'text',
  title: 'Text',
  description: 'the same words; letter case, punctuation and articles do not count',
  instruction: '',
  compare({ gold, given }) {
    if (given.length > LONGEST) return undecidable('an answer is too long to compare')
    const [wanted, found] = [normalised(gold), normalised(given)]
    if (wanted === '') return undecidable('the gold answer has no letters')
    return wanted === found ? equal('the same words') : different('other words')
  },
  unusable: (gold) => (normalised(gold) === '' ? 'no letters to compare' : null),
  extract: lastLine
}
