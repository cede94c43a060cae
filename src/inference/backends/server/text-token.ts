/** A token as a thread keeps it: its number for the server, and what it says. */
export interface TextToken {
  readonly id: number
  /** UTF-8, of which a token may hold half a character; empty for control tokens. */
  readonly bytes: Uint8Array
}

const encoder = new TextEncoder()

export function textToken(id: number, text: string): TextToken {
  return { id, bytes: encoder.encode(text) }
}

/** What tokens say together. */
export function textOf(tokens: readonly TextToken[]): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    Buffer.concat(tokens.map(({ bytes }) => bytes))
  )
}

/** Whether a token holds whole characters only. */
export function isWholeText({ bytes }: TextToken): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** How many leading tokens say the first `characters` characters of the whole, or less of them. */
export function fitting(tokens: readonly TextToken[], characters: number): number {
  const wanted = textOf(tokens).slice(0, characters)
  let count = tokens.length
  while (count > 0 && !wanted.startsWith(textOf(tokens.slice(0, count)))) count -= 1
  return count
}
