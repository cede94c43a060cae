/**
 * Parses JSON. Whole numbers too large for a floating-point number stay the digits that they are, as a text: an answer
 * must not lose its last digits.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return /\d{16}/.test(text) ? (JSON.parse(text, keepDigits) as unknown) : JSON.parse(text)
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  const large = typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined
  return large && /^-?\d+$/.test(source) ? source : value
}

/** The reason of a failed parse, without the excerpt of the text that V8 adds. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message
    .replace(/,? ?(\.\.\.)?".*$/s, '')
    .replace(/ in JSON.*$/s, '')
    .trim()
}
