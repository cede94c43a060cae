import { type Token, isCommand, isSymbol, openingOfLast, symbolToken } from '../notation/tokens.ts'
import { isUnitWord } from './units.ts'

/**
 * What stands in brackets behind an answer: `9 (apples)` counts apples, `1/2 (or 0.5)` says the same again, `9 (not 8)` denies another. Other
 * brackets are left as they are.
 */
export function withRemark(tokens: readonly Token[]): readonly Token[] {
  const open = isSymbol(tokens.at(-1), ')') ? openingOfLast(tokens) : -1
  if (open < 1) return tokens
  const [body, inside] = [tokens.slice(0, open), tokens.slice(open + 1, -1)]
  const [first] = inside
  if (!first) return tokens
  if (first.text.toLowerCase() === 'or' && inside.length > 1) {
    return [...body, symbolToken(';'), ...inside.slice(1)]
  }
  if (first.text.toLowerCase() === 'not' && inside.length > 1) return body
  if (isSymbol(first, '=') || isCommand(first, 'approx')) return [...body, ...inside]
  if (inside.length === 1 && isSymbol(first, '%')) return [...body, first]
  const before = tokens[open - 1]
  const counts =
    before?.kind === 'number' ||
    before?.kind === 'text' ||
    isSymbol(before, '}') ||
    isSymbol(before, '%')
  const isUnit = inside.every(
    (token) => isUnitWord({ ...token, space: true }) || isSymbol(token, '/')
  )
  if (!counts || !isUnit) return tokens
  return [...body, { kind: 'text', text: inside.map((token) => token.text).join(' '), space: true }]
}
