import { unboxed } from '../answers/boxed.ts'

/** Longer texts are not looked at. */
export const LONGEST = 20_000

/** A text without what only sets it off: a box, dollars, type face, bold, quotes and space around it. */
export function bareText(text: string): string {
  return unboxed(text.trim())
    .replace(/^\$+|\$+$/g, '')
    .replace(/^\\(?:text|textbf|textrm|mathrm|mathbf)\s*\{([^{}]*)\}$/, '$1')
    .replace(/^[\s*_`"'“”‘’]+|[\s*_`"'“”‘’]+$/g, '')
}

/** Where an output marks no answer, its last line is one if it is short. */
export function lastLine(output: string): string | null {
  const line = output.trim().split('\n').at(-1)?.trim() ?? ''
  return line === '' || line.length > 200 ? null : line
}
