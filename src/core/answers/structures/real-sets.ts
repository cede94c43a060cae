import type { Complex } from '../numbers/complex.ts'
import { evaluate } from '../notation/evaluate.ts'
import { type Expression, freeSymbols } from '../notation/expression.ts'
import { type Token, isCommand, spell, splitOutside } from '../notation/tokens.ts'
import type { Terms } from '../terms.ts'
import { any, different, equal } from '../verdict.ts'
import type { Answer, Comparer, Comparison, Inequality, Reader, Tuple, Union } from './answer.ts'
import { compareInOrder } from './collections.ts'
import { isAllReals } from './set-words.ts'

/** An interval of real numbers; a single number is the closed interval from it to itself. */
interface Interval {
  readonly from: number
  readonly to: number
  readonly hasFrom: boolean
  readonly hasTo: boolean
}

/** Reads `A ∪ B` and `A ∖ B`. */
export const readUnion: Reader = (tokens, read) => {
  const source = spell(tokens)
  const without = splitOutside(tokens, (token) => isCommand(token, 'setminus'))
  if (without.length === 2) {
    return { kind: 'union', source, operator: 'without', parts: without.map(read) }
  }
  const parts = splitOutside(tokens, isUnionSign).filter((part) => part.length > 0)
  return parts.length < 2
    ? null
    : { kind: 'union', source, operator: 'union', parts: parts.map(read) }
}

/** `U` between intervals is how plain text writes a union; inside letters it would be a variable. */
function isUnionSign(token: Token): boolean {
  return isCommand(token, 'cup') || (token.kind === 'word' && /^(?:U|union)$/.test(token.text))
}

/** Compares what both sides say about the real line: intervals, inequalities, unions, finite sets. */
export const compareRealSets: Comparer = (a, b, { compare, terms }) => {
  if (!isSetLike(a) && !isSetLike(b)) return null
  const [left, right] = [realSet(a, terms), realSet(b, terms)]
  if (left && right) {
    return sameSet(left, right)
      ? equal('the same set of real numbers')
      : different('different sets of real numbers')
  }
  if (a.kind === 'union' && b.kind === 'union') {
    return a.operator === b.operator && a.parts.length === b.parts.length
      ? any([
          compareInOrder(a.parts, b.parts, compare),
          compareInOrder(a.parts, [...b.parts].reverse(), compare)
        ])
      : different('different unions')
  }
  return a.kind === 'union' || b.kind === 'union' ? different('a union and something else') : null
}

/** Does the answer, by its form, describe a set of real numbers? Two open pairs may as well be points. */
function isSetLike(answer: Answer): boolean {
  if (answer.kind === 'union' || answer.kind === 'inequality') return true
  if (answer.kind === 'tuple') {
    return answer.items.length === 2 && (answer.open === '[' || answer.close === ']')
  }
  if (answer.kind === 'collection') return answer.items.some((item) => item.kind === 'inequality')
  if (answer.kind === 'words') return isAllReals(answer.text)
  return answer.kind === 'quantity' && realLine(answer.expression) !== null
}

function realSet(answer: Answer, terms: Terms): readonly Interval[] | null {
  switch (answer.kind) {
    case 'tuple':
      return interval(answer, terms)
    case 'union':
      return unionOf(answer, terms)
    case 'collection':
      if (answer.form === 'list' && !answer.items.some((item) => item.kind === 'inequality'))
        return null
      return all(answer.items.map((item) => point(item, terms) ?? realSet(item, terms)))
    case 'equation':
      return answer.sides.slice(0, -1).every((side) => side.isName)
        ? point(answer.last, terms)
        : null
    case 'inequality':
      return solutions(answer, terms)
    case 'quantity':
      return realLine(answer.expression)
    case 'words':
      return isAllReals(answer.text) ? line : null
    case 'matrix':
    case 'ratio':
    case 'statement':
    case 'time':
    case 'unreadable':
      return null
    default:
      return answer satisfies never
  }
}

const line: readonly Interval[] = [
  { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, hasFrom: false, hasTo: false }
]

function realLine(expression: Expression): readonly Interval[] | null {
  return expression.kind === 'symbol' && expression.name === '\\mathbb R' ? line : null
}

function interval({ open, close, items }: Tuple, terms: Terms): readonly Interval[] | null {
  const [first, second] = items
  if (!first || !second || items.length !== 2) return null
  const [from, to] = [value(first, terms), value(second, terms)]
  if (from === null || to === null || from > to) return null
  return [{ from, to, hasFrom: open === '[', hasTo: close === ']' }]
}

function unionOf({ operator, parts }: Union, terms: Terms): readonly Interval[] | null {
  const sets = parts.map((part) => realSet(part, terms))
  if (operator === 'union') return all(sets)
  const [whole, taken] = sets
  // Only single numbers are taken away; that is how domains are written.
  if (!whole || !taken || taken.some((piece) => piece.from !== piece.to)) return null
  return taken.reduce<readonly Interval[]>(
    (rest, { from: hole }) => rest.flatMap((piece) => cut(piece, hole)),
    whole
  )
}

function cut(piece: Interval, hole: number): Interval[] {
  if (hole < piece.from || hole > piece.to) return [piece]
  return [
    { ...piece, to: hole, hasTo: false },
    { ...piece, from: hole, hasFrom: false }
  ]
}

function all(sets: readonly (readonly Interval[] | null)[]): readonly Interval[] | null {
  const known = sets.flatMap((set) => (set ? [set] : []))
  return known.length === sets.length ? known.flat() : null
}

function point(answer: Answer, terms: Terms): readonly Interval[] | null {
  const number = value(answer, terms)
  return number === null ? null : [{ from: number, to: number, hasFrom: true, hasTo: true }]
}

const turned: Readonly<Record<Comparison, Comparison>> = {
  '<': '>',
  '>': '<',
  '\\le': '\\ge',
  '\\ge': '\\le',
  '\\ne': '\\ne',
  '=': '='
}

/** The values of a single unknown between numbers: `x < 2`, `1 ≤ x < 3`. */
function solutions({ sides, operators }: Inequality, terms: Terms): readonly Interval[] | null {
  const [first, second, third] = sides
  const [operator, next] = operators
  if (!first || !second || !operator) return null
  if (sides.length === 2) {
    const right = number(second.expression, terms)
    if (first.isName && right !== null) return ray(operator, right)
    const left = number(first.expression, terms)
    return second.isName && left !== null ? ray(turned[operator], left) : null
  }
  const [low, high] = [number(first.expression, terms), number(third?.expression ?? null, terms)]
  if (sides.length !== 3 || !next || !second.isName || low === null || high === null) return null
  const [below, above] = [ray(turned[operator], low)?.[0], ray(next, high)?.[0]]
  const isRising = '<\\le'.includes(operator) && '<\\le'.includes(next)
  const isFalling = '>\\ge'.includes(operator) && '>\\ge'.includes(next)
  if (!below || !above) return null
  if (isRising) return [{ ...below, to: above.to, hasTo: above.hasTo }]
  return isFalling ? [{ ...above, to: below.to, hasTo: below.hasTo }] : null
}

function ray(operator: Comparison, end: number): readonly Interval[] | null {
  const below = { from: Number.NEGATIVE_INFINITY, to: end, hasFrom: false, hasTo: false }
  const above = { from: end, to: Number.POSITIVE_INFINITY, hasFrom: false, hasTo: false }
  switch (operator) {
    case '<':
      return [below]
    case '\\le':
      return [{ ...below, hasTo: true }]
    case '>':
      return [above]
    case '\\ge':
      return [{ ...above, hasFrom: true }]
    case '\\ne':
      return [below, above]
    case '=':
      return null
    default:
      return operator satisfies never
  }
}

function value(answer: Answer, terms: Terms): number | null {
  return answer.kind === 'quantity' ? number(answer.expression, terms) : null
}

/** The real number that an expression without symbols stands for, infinity included. */
function number(expression: Expression | null, terms: Terms): number | null {
  if (!expression || freeSymbols(expression).size > 0) return null
  const evaluation = {
    bindings: new Map<string, Complex>(),
    budget: terms.budget,
    cancelled: 0
  }
  const { re, im } = evaluate(expression, evaluation)
  return Number.isNaN(re) || Math.abs(im) > 1e-9 ? null : re
}

function sameSet(a: readonly Interval[], b: readonly Interval[]): boolean {
  const [left, right] = [merged(a), merged(b)]
  return (
    left.length === right.length &&
    left.every((piece, at) => {
      const other = right[at]
      return (
        other !== undefined &&
        isClose(piece.from, other.from) &&
        isClose(piece.to, other.to) &&
        (piece.hasFrom === other.hasFrom || !Number.isFinite(piece.from)) &&
        (piece.hasTo === other.hasTo || !Number.isFinite(piece.to))
      )
    })
  )
}

/** The intervals in order, those that touch or overlap joined, empty ones dropped. */
function merged(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals
    .filter(({ from, to, hasFrom, hasTo }) => from < to || (from === to && hasFrom && hasTo))
    .sort((a, b) => a.from - b.from || Number(b.hasFrom) - Number(a.hasFrom))
  const result: Interval[] = []
  for (const next of sorted) {
    const last = result.at(-1)
    const touches =
      last !== undefined &&
      (isClose(next.from, last.to) ? next.hasFrom || last.hasTo : next.from < last.to)
    if (!last || !touches) {
      result.push(next)
      continue
    }
    const reaches = isClose(next.to, last.to)
    result[result.length - 1] = {
      from: last.from,
      hasFrom: last.hasFrom || (isClose(next.from, last.from) && next.hasFrom),
      to: Math.max(last.to, next.to),
      hasTo: reaches ? last.hasTo || next.hasTo : next.to > last.to ? next.hasTo : last.hasTo
    }
  }
  return result
}

function isClose(x: number, y: number): boolean {
  return (
    x === y ||
    (Number.isFinite(x) && Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y)))
  )
}
