import { different, equal, undecidable } from '../answers/equivalence.ts'
import type { AnswerKind } from './answer-kind.ts'
import { bareText } from './bare-text.ts'

const YES = /^(?:yes|true|correct|right|valid|entailed|1|y|t)\b/i
const NO = /^(?:no|false|incorrect|wrong|invalid|not|0|n|f)\b/i

/** Null for what is neither. A sentence counts by its first word: "Yes, because ...". */
function truthOf(answer: string): boolean | null {
  const bare = bareText(answer)
  if (NO.test(bare)) return false
  return YES.test(bare) ? true : null
}

export const yesNo: AnswerKind = {
  name: 'yes-no',
  title: 'Yes or no',
  description: 'yes and no, also as true and false',
  instruction: 'Answer yes or no.',
  compare({ gold, given }) {
    const wanted = truthOf(gold)
    if (wanted === null) return undecidable('the gold answer is neither yes nor no')
    const found = truthOf(given)
    if (found === null) return different('the answer is neither yes nor no')
    return wanted === found
      ? equal(wanted ? 'both say yes' : 'both say no')
      : different('the opposite')
  },
  unusable: (gold) => (truthOf(gold) === null ? 'neither yes nor no' : null),
  extract: (output) =>
    [...output.slice(-2000).matchAll(/\b(?:yes|no|true|false)\b/gi)].at(-1)?.[0] ?? null
}
