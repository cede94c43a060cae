import { lastBoxed } from '../../core/answers/boxed.ts'
import { equivalent } from '../../core/answers/equivalent.ts'
import { answerTextOf, isMissing } from './field-values.ts'
import { readListText } from './python-literal.ts'
import { isFields, kindOf } from './source-record.ts'

/** What several right answers mean: any of them is right, or all of them together are the answer. */
export type SeveralAnswers = 'any' | 'all'

export type GoldAnswer =
  | {
      readonly kind: 'answer'
      readonly text: string
      /** Other answers that are right as well. */
      readonly alternatives: readonly string[]
      /** What the number was before it was written as a plain whole number; null where nothing changed. */
      readonly before: string | null
      /** The value was a worked solution with the answer at its end. */
      readonly worked: boolean
      /** It was a truth value. */
      readonly truth: boolean
      /** It was several. */
      readonly several: boolean
      /** Commands in it were damaged by decoded escapes. */
      readonly restored: boolean
    }
  | { readonly kind: 'none' }
  /** `found` in words. */
  | { readonly kind: 'unreadable'; readonly found: string }

/** What an object with an answer in it calls the answer. */
const WITHIN = [
  'value',
  'answer',
  'text',
  'ground_truth',
  'target',
  'number',
  'final_answer',
  'content'
]

/**
 * Reads a gold answer: a number, a text, a truth value, a list of these, also as text, or a worked solution that ends
 * in the answer. Spellings of one answer are one answer.
 */
export function readGoldAnswer(value: unknown, several: SeveralAnswers = 'all'): GoldAnswer {
  const listed = typeof value === 'string' ? quotedList(value) : undefined
  const given: unknown = listed ?? value
  // An object may hold a list: `{text: ['2', 'two'], answer_start: [5, 9]}`.
  const parts = (Array.isArray(given) ? given.map(within) : [within(given)].flat()).filter(
    (part) => !isMissing(part)
  )
  if (parts.length === 0) return { kind: 'none' }
  const texts = parts.map((part) => (typeof part === 'boolean' ? String(part) : answerTextOf(part)))
  const unreadable = texts.indexOf(null)
  if (unreadable >= 0) return { kind: 'unreadable', found: kindOf(parts[unreadable]) }

  const truth = parts.every((part) => typeof part === 'boolean')
  const [first, ...others] = spellingsApart(texts as string[])
  const isAny = several === 'any'
  const written = (isAny ? first! : [first!, ...others].join(', ')).trim()
  const concluded = conclusionOf(written)
  const before = concluded ?? written
  const text = plainInteger(before)
  if (text === '') return { kind: 'none' }
  return {
    kind: 'answer',
    text,
    alternatives: isAny ? others.map((other) => plainInteger(conclusionOf(other) ?? other)) : [],
    before: text === before ? null : before,
    worked: concluded !== undefined && concluded !== written,
    truth,
    several: others.length > 0,
    restored: parts.some((part) => typeof part === 'string' && answerTextOf(part) !== part)
  }
}

/** More answers than this are compared by their spelling alone: every pair costs work. */
const MOST_SPELLINGS = 20

/** The answers that differ, each as it is first written. */
function spellingsApart(texts: readonly string[]): string[] {
  const apart: string[] = []
  for (const text of new Set(texts.map((one) => one.trim()))) {
    const known =
      apart.length < MOST_SPELLINGS &&
      apart.some((other) => equivalent(other, text).equality === 'equal')
    if (!known) apart.push(text)
  }
  return apart
}

/** `['5']` and `["1", "2"]`: texts in quotes, so it is a list of answers; `[1, 2]` is an answer of its own. */
function quotedList(text: string): unknown[] | undefined {
  if (!/^\s*(?:array\()?\[\s*['"]/.test(text)) return undefined
  const list = readListText(text)
  return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : undefined
}

function within(value: unknown): unknown {
  if (!isFields(value)) return value
  const name = WITHIN.find((one) => Object.hasOwn(value, one) && !isMissing(value[one]))
  return name === undefined ? value : value[name]
}

/**
 * The answer at the end of a worked solution: what follows the last `####` (GSM8K, with thousands separators taken
 * out), else the last balanced box. Undefined where the text marks none.
 */
export function conclusionOf(text: string): string | undefined {
  const mark = text.lastIndexOf('####')
  if (mark >= 0) {
    const answer = text.slice(mark + 4).trim()
    if (answer === '') return undefined
    return /^[-+]?\$?\d{1,3}(,\d{3})+(\.\d+)?$/.test(answer) ? answer.replaceAll(',', '') : answer
  }
  return lastBoxed(text) ?? undefined
}

/** `70.0` and `025` are the whole numbers 70 and 25; everything else stays as it is written. */
function plainInteger(text: string): string {
  const match = /^([+-]?)0*(\d+)(?:\.0*)?$/.exec(text)
  if (match === null) return text
  const [, sign, digits] = match
  return (sign === '-' && digits !== '0' ? '-' : '') + digits
}
