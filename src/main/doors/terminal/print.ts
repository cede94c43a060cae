import { TURNS_ORDER } from '../../../shared/text-order.ts'

/** What the filter of a terminal would replace (`safe-output.ts`), and JSON lets stand as it is. */
const UNSAFE = new RegExp(String.raw`[\u007f-\u009f${TURNS_ORDER}]`, 'g')

/** A JSON document that is the same in a terminal and in a pipe: control characters are written as escapes. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}

/** Prints one JSON document on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${jsonText(value, 2)}\n`)
}

export function printLines(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}
