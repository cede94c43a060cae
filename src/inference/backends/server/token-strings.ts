/**
 * The bytes of tokens from what a vocabulary calls them, of a text that is known: vocabularies write spaces and bytes in one
 * of two ways. Null where neither gives the text.
 */
export function bytesOfTokens(strings: readonly string[], text: string): Uint8Array[] | null {
  const wanted = Buffer.from(text)
  for (const read of [byteLevel, sentencePiece]) {
    const tokens = strings.map(read)
    const known = tokens.filter((bytes) => bytes !== null)
    if (known.length === tokens.length && Buffer.concat(known).equals(wanted)) return known
  }
  return null
}

/** GPT-2's way: each byte is a letter, those that show nothing are letters from 256 on. */
function byteLevel(string: string): Uint8Array | null {
  const bytes = [...string].map((letter) => BYTES.get(letter))
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : null
}

const BYTES = byteLetters()

function byteLetters(): ReadonlyMap<string, number> {
  const shown = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
  let next = 256
  return new Map(
    Array.from({ length: 256 }, (_, byte) => [
      String.fromCharCode(shown(byte) ? byte : next++),
      byte
    ])
  )
}

/** SentencePiece's way: a space is a block, a byte that is no character a number in brackets. */
function sentencePiece(string: string): Uint8Array {
  const byte = /^<0x([0-9A-F]{2})>$/.exec(string)?.[1]
  return byte === undefined
    ? Buffer.from(string.replaceAll('\u2581', ' '))
    : Uint8Array.of(Number.parseInt(byte, 16))
}
