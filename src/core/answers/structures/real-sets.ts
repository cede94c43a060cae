import { compareConstants, namesInfinity } from '../compare-constants.ts'
import { magnitude } from '../numbers/complex.ts'
import { beginEvaluation, evaluate } from '../notation/evaluate.ts'
import { type Expression, freeSymbols } from '../notation/expression.ts'
import { literal } from '../notation/make-expression.ts'
import { type Token, isCommand, spell, splitOutside } from '../notation/tokens.ts'
import type { Terms } from '../terms.ts'
import { any, different, equal } from '../equivalence.ts'
import type { Answer, Comparer, RelationSign, Inequality, Reader, Tuple, Union } from './answer.ts'
import { compareInOrder } from './collections.ts'
import { type RealNumbers, realNumbers } from './set-words.ts'

/** An interval of real numbers; a single number is the closed interval from it to itself. */
interface Interval {
  readonly from: End
  readonly to: End
  readonly hasFrom: boolean
  readonly hasTo: boolean
}

/** An end of an interval: its double gives the order, its expression decides what is equal. */
interface End {
  readonly value: number
  readonly expression: Expression
}

const noBindings: ReadonlyMap<string, never> = new Map<string, never>()
const infinity: Expression = { kind: 'constant', name: 'infinity' }
const top: End = { value: Number.POSITIVE_INFINITY, expression: infinity }
const bottom: End = {
  value: Number.NEGATIVE_INFINITY,
  expression: { kind: 'negation', of: infinity }
}

/** Reads `A ∪ B` and `A ∖ B`. */
export const readUnion: Reader = (tokens, read) => {
  if (!tokens.some(isSetOperator)) return null
  const source = spell(tokens)
  const without = splitOutside(tokens, (token) => isCommand(token, 'setminus'))
  if (without.length === 2) {
    return { kind: 'union', source, operator: 'without', parts: without.map(read) }
  }
  const common = splitOutside(tokens, (token) => isCommand(token, 'cap'))
  if (common.length === 2 && common.every((part) => part.length > 0)) {
    return { kind: 'union', source, operator: 'both', parts: common.map(read) }
  }
  const parts = splitOutside(tokens, isUnionSign).filter((part) => part.length > 0)
  return parts.length < 2
    ? null
    : { kind: 'union', source, operator: 'union', parts: parts.map(read) }
}

function isSetOperator(token: Token): boolean {
  return isCommand(token, 'setminus') || isCommand(token, 'cap') || isUnionSign(token)
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
    return sameSet(left, right, terms)
      ? equal('the same set of real numbers')
      : different('different sets of real numbers')
  }
  if (a.kind === 'union' && b.kind === 'union') {
    return a.operator === b.operator && a.parts.length === b.parts.length
      ? any([
          compareInOrder(a.parts, b.parts, compare),
          ...(a.operator === 'without'
            ? []
            : [compareInOrder(a.parts, [...b.parts].reverse(), compare)])
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
  if (answer.kind === 'words') return realNumbers(answer.text) !== null
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
      return inWords(realNumbers(answer.text))
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

const line: readonly Interval[] = [{ from: bottom, to: top, hasFrom: false, hasTo: false }]

const origin: End = { value: 0, expression: literal('0') }
/** The relation to zero that tells the real numbers of one sign. */
const signs: Readonly<Record<Exclude<RealNumbers, 'all'>, RelationSign>> = {
  positive: '>',
  negative: '<',
  nonnegative: '\\ge',
  nonpositive: '\\le',
  nonzero: '\\ne'
}

function inWords(numbers: RealNumbers | null): readonly Interval[] | null {
  return numbers === null || numbers === 'all' ? numbers && line : ray(signs[numbers], origin)
}

function realLine(expression: Expression): readonly Interval[] | null {
  return expression.kind === 'symbol' && expression.name === '\\mathbb R' ? line : null
}

function interval({ open, close, items }: Tuple, terms: Terms): readonly Interval[] | null {
  const [first, second] = items
  if (!first || !second || items.length !== 2) return null
  const [from, to] = [value(first, terms), value(second, terms)]
  if (from === null || to === null || isBefore(to, from, terms)) return null
  return [{ from, to, hasFrom: open === '[', hasTo: close === ']' }]
}

function unionOf({ operator, parts }: Union, terms: Terms): readonly Interval[] | null {
  const sets = parts.map((part) => realSet(part, terms))
  if (operator === 'union') return all(sets)
  if (operator === 'both') return inBoth(sets, terms)
  const [whole, taken] = sets
  // Only single numbers are taken away; that is how domains are written.
  if (!whole || !taken || taken.some((piece) => !isSame(piece.from, piece.to, terms))) return null
  return taken.reduce<readonly Interval[]>(
    (rest, { from: hole }) => rest.flatMap((piece) => cut(piece, hole, terms)),
    whole
  )
}

/**
 * What two sets have in common. Two inequalities without anything in common, such as `x < 1 and x > 2`, are joined: that
 * is what such an "and" means.
 */
function inBoth(
  sets: readonly (readonly Interval[] | null)[],
  terms: Terms
): readonly Interval[] | null {
  const known = all(sets)
  const [left, right] = sets
  if (!known || !left || !right || sets.length !== 2) return null
  const common = left.flatMap((x) => right.flatMap((y) => overlap(x, y, terms) ?? []))
  return common.length > 0 ? common : known
}

function overlap(x: Interval, y: Interval, terms: Terms): Interval | null {
  const [low, high] = [order(x.from, y.from, terms), order(x.to, y.to, terms)]
  const from = low >= 0 ? x.from : y.from
  const to = high <= 0 ? x.to : y.to
  const hasFrom = low === 0 ? x.hasFrom && y.hasFrom : low > 0 ? x.hasFrom : y.hasFrom
  const hasTo = high === 0 ? x.hasTo && y.hasTo : high < 0 ? x.hasTo : y.hasTo
  const width = order(from, to, terms)
  return width < 0 || (width === 0 && hasFrom && hasTo) ? { from, to, hasFrom, hasTo } : null
}

function cut(piece: Interval, hole: End, terms: Terms): Interval[] {
  if (isBefore(hole, piece.from, terms) || isBefore(piece.to, hole, terms)) return [piece]
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
  const end = value(answer, terms)
  return end && [{ from: end, to: end, hasFrom: true, hasTo: true }]
}

const turned: Readonly<Record<RelationSign, RelationSign>> = {
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
    if (second.isName && left !== null) return ray(turned[operator], left)
    if (right !== null) return aroundZero(operator, first.expression, right, terms)
    return left === null ? null : aroundZero(turned[operator], second.expression, left, terms)
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

/** `|x| < 3` and `|x| > 3`. */
function aroundZero(
  operator: RelationSign,
  side: Expression | null,
  { expression, value }: End,
  terms: Terms
): readonly Interval[] | null {
  const [inner] = side?.kind === 'call' && side.name === 'abs' ? side.values : []
  if (inner?.kind !== 'symbol' || !(value > 0)) return null
  const low = number({ kind: 'negation', of: expression }, terms)
  const [above, below] = [low && ray(turned[operator], low), ray(operator, { expression, value })]
  if (!above || !below) return null
  return operator === '<' || operator === '\\le'
    ? inBoth([above, below], terms)
    : operator === '>' || operator === '\\ge'
      ? [...above, ...below]
      : null
}

function ray(operator: RelationSign, end: End): readonly Interval[] | null {
  const below = { from: bottom, to: end, hasFrom: false, hasTo: false }
  const above = { from: end, to: top, hasFrom: false, hasTo: false }
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

function value(answer: Answer, terms: Terms): End | null {
  return answer.kind === 'quantity' ? number(answer.expression, terms) : null
}

/**
 * The real number that an expression without symbols stands for, infinity included. Null where doubles cannot hold its
 * size, and so not its place in the order.
 */
function number(expression: Expression | null, terms: Terms): End | null {
  if (!expression || freeSymbols(expression).size > 0) return null
  const notes = beginEvaluation(noBindings, terms.budget)
  const result = evaluate(expression, notes)
  const { re, im } = result
  // What a cancellation leaves of an imaginary part is noise; beside a small real part any other is not.
  const noise = 1e-14 * Math.max(magnitude(result), notes.cancelled)
  if (Number.isNaN(re) || (im !== 0 && !(Math.abs(im) <= noise))) return null
  if (!Number.isFinite(re) && !namesInfinity(expression)) return null
  return { value: re, expression }
}

function sameSet(a: readonly Interval[], b: readonly Interval[], terms: Terms): boolean {
  const [left, right] = [merged(a, terms), merged(b, terms)]
  const agree = (x: End, y: End) =>
    compareConstants(x.expression, y.expression, terms).equality === 'equal'
  return (
    left.length === right.length &&
    left.every((piece, at) => {
      const other = right[at]
      return (
        other !== undefined &&
        agree(piece.from, other.from) &&
        agree(piece.to, other.to) &&
        (piece.hasFrom === other.hasFrom || !Number.isFinite(piece.from.value)) &&
        (piece.hasTo === other.hasTo || !Number.isFinite(piece.to.value))
      )
    })
  )
}

/** The intervals in order, those that touch or overlap joined, empty ones dropped. */
function merged(intervals: readonly Interval[], terms: Terms): readonly Interval[] {
  const sorted = intervals
    .filter(({ from, to, hasFrom, hasTo }) => (hasFrom && hasTo) || !isSame(from, to, terms))
    .sort((a, b) => order(a.from, b.from, terms) || Number(b.hasFrom) - Number(a.hasFrom))
  const result: Interval[] = []
  for (const next of sorted) {
    const last = result.at(-1)
    const touches =
      last !== undefined &&
      (isSame(next.from, last.to, terms)
        ? next.hasFrom || last.hasTo
        : next.from.value < last.to.value)
    if (!last || !touches) {
      result.push(next)
      continue
    }
    const reach = order(next.to, last.to, terms)
    result[result.length - 1] = {
      from: last.from,
      hasFrom: last.hasFrom || (isSame(next.from, last.from, terms) && next.hasFrom),
      to: reach > 0 ? next.to : last.to,
      hasTo: reach === 0 ? last.hasTo || next.hasTo : reach > 0 ? next.hasTo : last.hasTo
    }
  }
  return result
}

function order(x: End, y: End, terms: Terms): number {
  if (isSame(x, y, terms)) return 0
  return x.value < y.value ? -1 : 1
}

function isBefore(x: End, y: End, terms: Terms): boolean {
  return x.value < y.value && !isSame(x, y, terms)
}

/** Are two ends of one answer the same number? Nothing is rounded within an answer. */
function isSame(x: End, y: End, terms: Terms): boolean {
  if (x.expression === y.expression) return true
  const exact: Terms = { ...terms, policy: 'strict', tolerance: null }
  return compareConstants(x.expression, y.expression, exact).equality === 'equal'
}
