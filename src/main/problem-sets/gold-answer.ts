import { lastBoxed } from '../../core/answers/boxed.ts'
import { kindOf } from './source-record.ts'

export type GoldAnswer =
  | {
      readonly kind: 'answer'
      readonly text: string
      /** What the number was before it was written as a plain whole number; null where nothing changed. */
      readonly before: string | null
      /** The value was a worked solution with the answer at its end. */
      readonly worked: boolean
    }
  | { readonly kind: 'none' }
  /** `found` in words. */
  | { readonly kind: 'unreadable'; readonly found: string }

/** Reads a gold answer: a number, a text, a list of texts, or a worked solution that ends in the answer. */
export function readGoldAnswer(value: unknown): GoldAnswer {
  const parts = (Array.isArray(value) ? value : [value]).filter(
    (part) => part !== null && part !== undefined && part !== ''
  )
  if (parts.length === 0) return { kind: 'none' }
  const texts = parts.map(asText)
  const unreadable = texts.indexOf(null)
  if (unreadable >= 0) return { kind: 'unreadable', found: kindOf(parts[unreadable]) }

  const written = texts.join(', ').trim()
  const concluded = conclusionOf(written)
  const before = concluded ?? written
  const text = plainInteger(before)
  if (text === '') return { kind: 'none' }
  return {
    kind: 'answer',
    text,
    before: text === before ? null : before,
    worked: concluded !== undefined && concluded !== written
  }
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

function asText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' ? value : null
}

/** `70.0` and `025` are the whole numbers 70 and 25; everything else stays as it is written. */
function plainInteger(text: string): string {
  const match = /^([+-]?)0*(\d+)(?:\.0*)?$/.exec(text)
  if (match === null) return text
  const [, sign, digits] = match
  return (sign === '-' && digits !== '0' ? '-' : '') + digits
}
