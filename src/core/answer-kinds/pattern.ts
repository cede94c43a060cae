import { RE2JS } from 're2js'
import { different, equal, undecidable } from '../answers/equivalence.ts'
import type { AnswerKind } from './answer-kind.ts'
import { LONGEST } from './bare-text.ts'

const LONGEST_PATTERN = 1_000

/** Compiled by RE2, which takes time linear in the answer whatever the expression is; null for what it does not know. */
function compiled(pattern: string): RE2JS | null {
  if (pattern.length > LONGEST_PATTERN) return null
  try {
    return RE2JS.compile(pattern)
  } catch {
    return null
  }
}

export const pattern: AnswerKind = {
  name: 'pattern',
  title: 'Regular expression',
  description: 'what the expression finds in it; ^ and $ hold it to the whole answer',
  instruction: '',
  compare({ gold, given }) {
    if (given.length > LONGEST) return undecidable('an answer is too long to compare')
    const expression = compiled(gold)
    if (expression === null) return undecidable('the regular expression cannot be read')
    return expression.matcher(given.trim()).find()
      ? equal('the expression matches')
      : different('the expression does not match')
  },
  unusable: (gold) => (compiled(gold) === null ? 'no regular expression that RE2 knows' : null)
}
