import type { Expression } from './expression.ts'
import { isWhole, literal, operation } from './make-expression.ts'
import { type TokenReader, unreadable } from './token-reader.ts'
import { isCommand, isSymbol } from './tokens.ts'

interface Fraction {
  readonly top: string
  readonly bottom: string
  /** How many tokens it takes. */
  readonly length: number
}

/**
 * `3\frac{1}{2}` or `3 1/2`: a whole number and a fraction below one are their sum, which binds tighter than a sign, a
 * product or a percent sign. Null where none begins.
 */
export function mixedNumber(reader: TokenReader): Expression | null {
  const whole = reader.peek()
  if (whole?.kind !== 'number' || !isWhole(whole.text)) return null
  const fraction = commandFraction(reader) ?? slashFraction(reader)
  if (!fraction) return null
  if (BigInt(fraction.top) >= BigInt(fraction.bottom)) {
    unreadable('a number beside a fraction above one may be their sum or their product')
  }
  reader.skip(1 + fraction.length)
  return operation(
    '+',
    literal(whole.text),
    operation('/', literal(fraction.top), literal(fraction.bottom))
  )
}

/** The fraction of `1/8%` and `1/2^\circ`, which are an eighth of a percent and half a degree. Null where none begins. */
export function fractionOfUnit(reader: TokenReader): Expression | null {
  const [top, slash, bottom, unit] = [reader.peek(), reader.peek(1), reader.peek(2), reader.peek(3)]
  const isFraction =
    top?.kind === 'number' && isSymbol(slash, '/') && bottom?.kind === 'number' && !bottom.space
  if (!isFraction || !(isSymbol(unit, '%') || isCommand(unit, 'degree'))) return null
  reader.skip(3)
  return operation('/', literal(top.text), literal(bottom.text))
}

/** ` 1/2`, set apart from the whole number. */
function slashFraction(reader: TokenReader): Fraction | null {
  const [top, slash, bottom] = [reader.peek(1), reader.peek(2), reader.peek(3)]
  const isFraction =
    top?.kind === 'number' &&
    top.space &&
    isWhole(top.text) &&
    isSymbol(slash, '/') &&
    bottom?.kind === 'number' &&
    isWhole(bottom.text)
  return isFraction ? { top: top.text, bottom: bottom.text, length: 3 } : null
}

/** `\frac{1}{2}`, `\frac12`, `\frac1{12}`. */
function commandFraction(reader: TokenReader): Fraction | null {
  if (!isCommand(reader.peek(1), 'frac')) return null
  const token = reader.peek(2)
  if (token?.kind === 'number' && /^\d{2}$/.test(token.text)) {
    return { top: token.text.charAt(0), bottom: token.text.charAt(1), length: 2 }
  }
  const top = argumentAt(reader, 2)
  const bottom = top && argumentAt(reader, 2 + top.length)
  return top && bottom
    ? { top: top.text, bottom: bottom.text, length: 1 + top.length + bottom.length }
    : null
}

function argumentAt(
  reader: TokenReader,
  at: number
): { readonly text: string; readonly length: number } | null {
  const isGroup = isSymbol(reader.peek(at), '{')
  const token = reader.peek(isGroup ? at + 1 : at)
  if (token?.kind !== 'number' || !isWhole(token.text)) return null
  if (!isGroup) return token.text.length === 1 ? { text: token.text, length: 1 } : null
  return isSymbol(reader.peek(at + 2), '}') ? { text: token.text, length: 3 } : null
}
