import { mathsSegments } from './maths-segments.ts'
import { withoutTail } from './tails.ts'

const statement =
  /\b(?:final\s+answer|answer)\b[*_]*\s*(?:is|are|was|:|=|would be|must be)+[\s:*_]*|^[ \t]*\**A\**:[ \t]*|答案(?:是|为)?\s*[:：]?\s*/gim
const amount = /[-+]?\s?[$€£]?\s?\d[\d,]*(?:\.\d+)?(?:\s?\/\s?\d+)?\s?(?:\\?%)?/g

const prose = /[a-z]{3,}\s+[a-z]{2,}/i

/** Longer statements of an answer than this are prose. */
const maxStatement = 1_000

/** What follows the last "the answer is", "Answer:" or "A:"; null where nothing does. */
export function statedAnswer(text: string): string | null {
  const found = [...text.matchAll(statement)]
  for (const match of found.reverse()) {
    const rest = text.slice(match.index + match[0].length)
    const answer = answerOf(firstLine(rest))
    if (answer !== null) return answer
  }
  return null
}

/** The line, or the whole block where displayed maths begins on it. */
function firstLine(text: string): string {
  const [segment] = mathsSegments(text.slice(0, 2_000))
  const newline = text.indexOf('\n')
  const line = newline < 0 ? text : text.slice(0, newline)
  return segment && segment.start === 0 && segment.end > line.length
    ? text.slice(0, segment.end)
    : line
}

function answerOf(line: string): string | null {
  const clean = withoutTail(sentence(line.trim().slice(0, maxStatement)))
  if (!/[\p{L}\p{N}]/u.test(clean)) return null
  const segments = mathsSegments(clean)
  const [first] = segments
  if (first) {
    const before = clean.slice(0, first.start)
    const behind = clean.slice(first.end)
    const standsAlone = segments.length === 1 && isFiller(before) && isFiller(behind)
    if (standsAlone) return /%|percent/.test(behind) ? `${first.content} \\%` : first.content
    // What follows the maths explains it, unless it goes on with "and", "or" or another answer.
    if (
      isFiller(before) &&
      /^\s*(?:because|since|when|where|which|,?\s*(?:as|so)\b|\()/i.test(behind)
    ) {
      return first.content
    }
    if (!prose.test(before)) return clean
    const last = segments.at(-1) ?? first
    const after = clean.slice(last.end)
    return lastAmount(after) ?? (isFiller(after) ? last.content : clean)
  }
  return (prose.test(clean) ? lastAmount(clean) : null) ?? clean
}

function lastAmount(text: string): string | null {
  const found = [...text.matchAll(amount)].at(-1)
  return found ? found[0].replace(/[,\s]+$/, '').trim() : null
}

/** The first sentence without emphasis; a point inside a number does not end it. */
function sentence(line: string): string {
  return line
    .replace(/\*\*|__/g, '')
    .replace(
      /(?<=[^\s.])\.\s+(?:I hope|Note|\[|Let|This|So|Therefore|Hence|Thus|We|The|It)\b.*$/s,
      ''
    )
    .replace(/^[\s:]+/, '')
    .replace(/[\s.]+$/, '')
}

function isFiller(text: string): boolean {
  return /^[\s.,:;!'"()*a-zA-Z%°]{0,40}$/.test(text) && !/\b(?:and|or)\b/i.test(text)
}
