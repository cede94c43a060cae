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
  // A spreadsheet would run a text that begins like this as a formula. A cell that is a number and nothing else is one already.
  const runs = typeof value === 'string' && /^\s*[=+@\-\t\r\n|%＝＋－＠]/.test(text)
  const safe = runs && !/^[-+]?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
