import { isSymbol } from './tokens.ts'
import type { TokenReader } from './token-reader.ts'

/** The name with the primes and the subscript that follow it. */
export function decorated(reader: TokenReader, name: string): string {
  let result = name
  for (;;) {
    if (reader.takeSymbol("'")) result += "'"
    else if (isSymbol(reader.peek(), '_')) result += subscript(reader)
    else if (isSymbol(reader.peek(), '^') && isPrimeGroup(reader)) {
      result += "'"
      reader.skip(isSymbol(reader.peek(1), '{') ? 4 : 2)
    } else return result
  }
}

/** `^'` or `^{'}`. */
function isPrimeGroup(reader: TokenReader): boolean {
  return isSymbol(reader.peek(1), '{')
    ? isSymbol(reader.peek(2), "'") && isSymbol(reader.peek(3), '}')
    : isSymbol(reader.peek(1), "'")
}

export function subscript(reader: TokenReader): string {
  reader.expect('_')
  if (!reader.takeSymbol('{')) return `_${reader.next().text}`
  return `_${reader.toEndOfGroup().join('')}`
}

/** A name under an accent such as `\vec`. */
export function accented(reader: TokenReader, accent: string): string {
  const inner = reader.takeGroup().filter((text) => !'{}'.includes(text))
  return decorated(reader, `\\${accent} ${inner.join('')}`)
}
