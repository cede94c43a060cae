import { compareExpressions } from '../compare-expressions.ts'
import type { Expression } from '../notation/expression.ts'
import { parse } from '../notation/parse.ts'
import { isSymbol, spell, splitOutside } from '../notation/tokens.ts'
import { different, equal, every, partByPart } from '../equivalence.ts'
import type { Comparer, Ratio, Reader } from './answer.ts'

/** Reads `2 : 3`, and clock times, which look the same. */
export const readRatio: Reader = (tokens) => {
  const parts = splitOutside(
    tokens,
    (token) => isSymbol(token, ':') || (token.kind === 'word' && token.text === 'to')
  )
  if (parts.length < 2) return null
  const terms = parts
    .map((part) => parse(part))
    .flatMap((term) => (typeof term === 'string' ? [] : [term]))
  return terms.length === parts.length ? { kind: 'ratio', source: spell(tokens), terms } : null
}

/** Compares ratios by proportion; a ratio of two terms is also its quotient. */
export const compareRatios: Comparer = (a, b, { terms }) => {
  if (a.kind === 'ratio' && b.kind === 'ratio') {
    if (a.source === b.source) return equal('the same ratio')
    if (a.terms.length !== b.terms.length) return different('ratios of different length')
    if (isClockTime(a) && isClockTime(b)) {
      const [x, y] = [a, b].map(({ source }) => source.replace(/^0(?=\d)/, ''))
      return x === y ? equal('the same time') : different('different times')
    }
    const [firstA, firstB] = [a.terms[0], b.terms[0]]
    if (!firstA || !firstB) return null
    const proportional = (left: Expression, right: Expression) =>
      compareExpressions(product(left, firstB), product(right, firstA), terms)
    return every(partByPart(a.terms, b.terms, proportional), 'the same ratio')
  }
  const [ratio, other] = a.kind === 'ratio' ? [a, b] : b.kind === 'ratio' ? [b, a] : [null, a]
  if (!ratio) return null
  const [left, right] = ratio.terms
  if (
    !left ||
    !right ||
    ratio.terms.length !== 2 ||
    other.kind !== 'quantity' ||
    isClockTime(ratio)
  ) {
    return other.kind === 'equation' ? null : different('a ratio and something else')
  }
  const quotient: Expression = { kind: 'operation', operator: '/', left, right }
  return compareExpressions(quotient, other.expression, terms)
}

function product(left: Expression, right: Expression): Expression {
  return { kind: 'operation', operator: '*', left, right }
}

function isClockTime(ratio: Ratio): boolean {
  return /^(?:[01]?\d|2[0-3]) : [0-5]\d$/.test(ratio.source)
}
