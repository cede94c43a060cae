import { different, equal, undecidable } from '../answers/equivalence.ts'
import type { AnswerKind } from './answer-kind.ts'
import { LONGEST } from './bare-text.ts'

const DEEPEST = 64

/** Undefined where the text is no JSON. */
function parsed(text: string): unknown {
  const fenced = /```(?:json)?\s*([^]*?)```/.exec(text)?.[1] ?? text
  try {
    return JSON.parse(fenced.trim())
  } catch {
    return undefined
  }
}

/** The same values; the order of names does not count, that of lists does. */
function isSame(a: unknown, b: unknown, depth = 0): boolean {
  if (depth > DEEPEST) return false
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, at) => isSame(one, b[at], depth + 1))
  }
  if (isObject(a) && isObject(b)) {
    const names = Object.keys(a)
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name], depth + 1))
    )
  }
  return a === b
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const json: AnswerKind = {
  name: 'json',
  title: 'JSON',
  description: 'the same values; the order of names and the spacing do not count',
  instruction: 'Answer with JSON alone.',
  compare({ gold, given }) {
    if (given.length > LONGEST) return undecidable('an answer is too long to compare')
    const wanted = parsed(gold)
    if (wanted === undefined) return undecidable('the gold answer is no JSON')
    const found = parsed(given)
    if (found === undefined) return different('the answer is no JSON')
    return isSame(wanted, found) ? equal('the same values') : different('other values')
  },
  unusable: (gold) => (parsed(gold) === undefined ? 'no JSON' : null),
  extract: lastJson
}

/** The last fenced block, else from the first bracket to the end of what it opens. */
function lastJson(output: string): string | null {
  const fenced = [...output.slice(-LONGEST).matchAll(/```(?:json)?\s*([^]*?)```/g)].at(-1)?.[1]
  if (fenced !== undefined) return fenced.trim()
  const from = output.search(/[[{]/)
  const to = Math.max(output.lastIndexOf('}'), output.lastIndexOf(']'))
  const text = from < 0 || to < from ? '' : output.slice(from, to + 1)
  return parsed(text) === undefined ? null : text
}
