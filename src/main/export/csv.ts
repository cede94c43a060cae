import { type AttemptRow, flatRecordOf } from './rows.ts'
import type { RunSource } from './run-source.ts'

/** One row an attempt, without its steps (RFC 4180). */
export function* csv(source: RunSource): Generator<string> {
  for (const [index, attempt] of source.settled.entries()) {
    const row = flatRecordOf(source, attempt, source.viewOf(attempt))
    if (index === 0) yield line(Object.keys(row))
    yield line(Object.values(row))
  }
}

function line(values: readonly AttemptRow[keyof AttemptRow][]): string {
  return `${values.map(cell).join(',')}\r\n`
}

function cell(value: AttemptRow[keyof AttemptRow]): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' ? withoutFormulas(text) : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What a spreadsheet takes for the beginning of a formula. */
const BEGINS = '[=+@\\-|%＝＋－＠]'
const FORMULA = new RegExp(`^\\s*${BEGINS}|^[\\t\\r\\n]`)
/** Where the usual separator is another one than a comma, a cell begins there too, be it in quotes or not. */
const FORMULA_WITHIN = new RegExp(`([;\\t\\r\\n]\\s*)(?=${BEGINS})`, 'g')
/** A cell that is a number and nothing else is no formula. */
const NUMBER = /^[-+]?\d+(?:\.\d+)?$/

/** A text in which nothing is run, be it a cell or several: an apostrophe makes a text of what would be a formula. */
function withoutFormulas(text: string): string {
  const begin = /^\s*/.exec(text)![0]
  const safe = begin + text.slice(begin.length).replace(FORMULA_WITHIN, "$1'")
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${safe}` : safe
}
