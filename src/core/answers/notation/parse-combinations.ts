import type { Expression } from './expression.ts'
import { callExpression, isWhole, literal, operation } from './make-expression.ts'
import type { Grammar } from './parse-calls.ts'
import { type TokenReader, unreadable } from './token-reader.ts'
import { type Token, isSymbol } from './tokens.ts'

/**
 * `C_6^2`, `C^2_6` and `C(6,2)`: combinations as Russian, French and Chinese schools write them; `A_6^2` and `P_6^2`
 * count arrangements. Null where the letter is only a letter, as in `C_1` or `A^2`.
 */
export function combination(grammar: Grammar, letter: string): Expression | null {
  const { reader } = grammar
  if (letter === 'C' && isSymbol(reader.peek(), '(') && isPair(reader)) {
    return callExpression('binom', ...grammar.list())
  }
  if (!'CAP'.includes(letter)) return null
  const first = scriptAt(reader, 0)
  const second = first && scriptAt(reader, first.length)
  if (!first || !second || first.sign === second.sign) return null
  const [total, chosen] = first.sign === '_' ? [first, second] : [second, first]
  if (!mayChoose(total.inner, chosen.inner, letter)) return null
  const lower = scriptValue(grammar)
  const upper = scriptValue(grammar)
  return first.sign === '_' ? counted(letter, lower, upper) : counted(letter, upper, lower)
}

/** What stands behind the sign of a script; a bare number ends there, though another script may follow it. */
function scriptValue(grammar: Grammar): Expression {
  grammar.reader.skip()
  return grammar.reader.peek()?.kind === 'number'
    ? literal(grammar.reader.next().text)
    : grammar.argument()
}

/** `10C3`, written in one piece. */
export function chosenFrom(reader: TokenReader, total: string): Expression | null {
  const [letter, chosen] = [reader.peek(), reader.peek(1)]
  const isOnePiece =
    (letter?.text === 'C' || letter?.text === 'P') &&
    chosen?.kind === 'number' &&
    !letter.space &&
    !chosen.space &&
    isWhole(total) &&
    isWhole(chosen.text) &&
    Number(chosen.text) <= Number(total)
  if (!isOnePiece) return null
  reader.skip(2)
  return counted(letter.text, literal(total), literal(chosen.text))
}

/** `{}_{10}C_3` and `^{10}C_3`, the sign of whose first script was taken where it is given. */
export function leadingCombination(grammar: Grammar, taken?: string): Expression {
  const { reader } = grammar
  if (taken === undefined && !reader.takeSymbol('_') && !reader.takeSymbol('^')) {
    unreadable('a group is empty')
  }
  const total = grammar.argument()
  const letter = reader.next()
  if (!'CP'.includes(letter.text) || !reader.takeSymbol('_')) {
    unreadable('a script stands on nothing')
  }
  return counted(letter.text, total, grammar.argument())
}

function counted(letter: string, total: Expression, chosen: Expression): Expression {
  const combinations = callExpression('binom', total, chosen)
  return letter === 'C'
    ? combinations
    : operation('*', combinations, callExpression('factorial', chosen))
}

interface Script {
  readonly sign: '_' | '^'
  readonly inner: readonly Token[]
  readonly length: number
}

function scriptAt(reader: TokenReader, at: number): Script | null {
  const sign = reader.peek(at)
  if (!isSymbol(sign, '_') && !isSymbol(sign, '^')) return null
  const inner: Token[] = []
  let end = at + 1
  if (isSymbol(reader.peek(end), '{')) {
    for (end++; !isSymbol(reader.peek(end), '}'); end++) {
      const token = reader.peek(end)
      if (!token || isSymbol(token, '{')) return null
      inner.push(token)
    }
  } else {
    const token = reader.peek(end)
    if (!token) return null
    inner.push(token)
  }
  return { sign: sign?.text === '_' ? '_' : '^', inner, length: end + 1 - at }
}

/** Numbers must be possible, so that `C_1^2` stays the square of a constant; with letters only C is a sign of its own. */
function mayChoose(total: readonly Token[], chosen: readonly Token[], letter: string): boolean {
  const [n, k] = [total, chosen].map((tokens) =>
    tokens.length === 1 && tokens[0]?.kind === 'number' ? Number(tokens[0].text) : null
  )
  if (typeof n === 'number')
    return typeof k === 'number' ? k <= n && n > 1 : letter === 'C' && n > 1
  return letter === 'C' && total.every((token) => token.kind !== 'text')
}

/** `(6,2)`: numbers or single letters. */
function isPair(reader: TokenReader): boolean {
  const isPart = (token: Token | undefined) => token?.kind === 'number' || token?.kind === 'word'
  return (
    isPart(reader.peek(1)) &&
    isSymbol(reader.peek(2), ',') &&
    isPart(reader.peek(3)) &&
    isSymbol(reader.peek(4), ')')
  )
}
