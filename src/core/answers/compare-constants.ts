import { type Complex, isFinite, magnitude, subtract } from './numbers/complex.ts'
import { type Rational, equals, terminates } from './numbers/rational.ts'
import { isNearZero, size } from './numbers/wide.ts'
import { type WideComplex, difference as wideDifference } from './numbers/wide-complex.ts'
import { beginEvaluation, evaluate } from './notation/evaluate.ts'
import { evaluateExactly } from './notation/evaluate-exactly.ts'
import { evaluateWidely } from './notation/evaluate-widely.ts'
import { type Expression, children, some } from './notation/expression.ts'
import type { Terms } from './terms.ts'
import { type Equivalence, different, equal, undecidable } from './equivalence.ts'

/** Two evaluations in double precision of the same number agree to this relative difference. */
const relativePrecision = 1e-10
/** Rounding errors of an evaluation, relative to the largest number that was cancelled against another. */
const noise = 1e-14
/** Agreement in that many binary digits is equality. */
const widePrecision = 100
const noBindings: ReadonlyMap<string, never> = new Map<string, never>()

/** Compares two expressions without free symbols: exactly where both are fractions, else numerically. */
export function compareConstants(a: Expression, b: Expression, terms: Terms): Equivalence {
  const [exactA, exactB] = [a, b].map((side) => evaluateExactly(side, noBindings, terms.budget))
  if (exactA && exactB && equals(exactA, exactB)) return equal('the same number exactly')
  const left = beginEvaluation(noBindings, terms.budget)
  const right = beginEvaluation(noBindings, terms.budget)
  const [x, y] = [evaluate(a, left), evaluate(b, right)]
  const gap = subtract(x, y)
  const difference = magnitude(gap)
  if (terms.tolerance !== null && difference <= terms.tolerance) {
    return equal(`the same number within ${terms.tolerance}`)
  }
  if (terms.policy === 'standard' && isFinite(x) && isFinite(y)) {
    const rounded = agreesByRounding({ a, b, exactA, exactB, x, y })
    if (rounded) return equal('the same number, correctly rounded')
  }
  if (exactA && exactB) return different('different numbers')
  // What is left of a cancellation may be all error; otherwise different doubles are different numbers.
  const error = noise * Math.max(left.cancelled, right.cancelled, magnitude(x), magnitude(y))
  const mayBeEqual =
    Math.abs(gap.re) <=
      Math.max(error, relativePrecision * Math.max(Math.abs(x.re), Math.abs(y.re))) &&
    Math.abs(gap.im) <=
      Math.max(error, relativePrecision * Math.max(Math.abs(x.im), Math.abs(y.im)))
  if (isFinite(x) && isFinite(y) && !mayBeEqual) return different('different numbers')
  const decided = compareWidely(a, b, noBindings, terms)
  if (decided) return decided
  if (!isFinite(x) || !isFinite(y)) return compareUnbounded(a, b, x, y)
  if (left.isCoarse || right.isCoarse) return undecidable('doubles cannot hold all of a number')
  const scale = Math.max(magnitude(x), magnitude(y))
  if (difference <= relativePrecision * scale) return equal('the same number')
  const isZero = [exactA, exactB].some((exact) => exact?.numerator === 0n)
  return isZero && ![a, b].some((side) => some(side, (part) => isTiny(part, terms)))
    ? equal('zero')
    : undecidable('the numbers cancel beyond double precision')
}

/** Numbers written as small as this may be all that is left where doubles see nothing. */
const tiny = 1e-9

/** Is it a number, a quotient or a power that small? */
function isTiny(part: Expression, { budget }: Terms): boolean {
  const isWritten =
    part.kind === 'number' || (part.kind === 'operation' && '/^'.includes(part.operator))
  const value = isWritten ? magnitude(evaluate(part, beginEvaluation(noBindings, budget))) : 0
  return value > 0 && value < tiny
}

/**
 * Compares two values to about 75 digits, however small or large they are. Null where either cannot be had that
 * precisely.
 */
export function compareWidely(
  a: Expression,
  b: Expression,
  bindings: ReadonlyMap<string, WideComplex>,
  { budget }: Terms
): Equivalence | null {
  const x = evaluateWidely(a, bindings, budget)
  const y = x && evaluateWidely(b, bindings, budget)
  if (!x || !y) return null
  const { re, im } = wideDifference(x, y)
  if (!isNearZero(re) || !isNearZero(im)) return different('different numbers')
  const isPrecise =
    Math.max(re.error, im.error) < Math.max(...sizes(x), ...sizes(y)) - widePrecision
  const areZero = [x.re, x.im, y.re, y.im].every(isNearZero)
  return isPrecise || areZero
    ? equal('the same number')
    : undecidable('the numbers cancel beyond 75 digits')
}

function sizes({ re, im }: WideComplex): readonly [number, number] {
  return [size(re), size(im)]
}

function compareUnbounded(a: Expression, b: Expression, x: Complex, y: Complex): Equivalence {
  const [infiniteA, infiniteB] = [a, b].map(namesInfinity)
  if (Number.isNaN(x.re) || Number.isNaN(y.re)) return undecidable('a side has no value')
  if (infiniteA && infiniteB) {
    return x.re === y.re ? equal('the same infinity') : different('opposite infinities')
  }
  if ((infiniteA && isFinite(y)) || (infiniteB && isFinite(x))) {
    return different('one side is infinite')
  }
  return undecidable('a number is too large to compare')
}

/** Is infinity written in it, so that an infinite value is no overflow? */
export function namesInfinity(expression: Expression): boolean {
  return some(expression, (part) => part.kind === 'constant' && part.name === 'infinity')
}

interface Sides {
  readonly a: Expression
  readonly b: Expression
  readonly exactA: Rational | null | undefined
  readonly exactB: Rational | null | undefined
  readonly x: Complex
  readonly y: Complex
}

/**
 * A decimal of at least three significant digits stands for a number without a finite decimal that rounds to it;
 * with six digits, also for one that was cut off there. Two decimals agree when the longer one rounds to the
 * shorter and both have four digits, three of them behind the point.
 */
function agreesByRounding({ a, b, exactA, exactB, x, y }: Sides): boolean {
  if (Math.abs(x.im - y.im) > 1e-9 * Math.max(magnitude(x), magnitude(y))) return false
  const [left, right] = [decimalOf(a), decimalOf(b)]
  const gap = Math.abs(x.re - y.re)
  if (left && right) {
    const places = Math.min(left.places, right.places)
    const digits = Math.min(left.digits, right.digits)
    const isNear = gap <= 1e-5 * Math.max(Math.abs(x.re), Math.abs(y.re))
    return digits >= 4 && places >= 3 && isNear && gap <= halfUnit(places)
  }
  const decimal = left ?? right
  if (decimal) {
    const other = left ? exactB : exactA
    if (decimal.digits < 3 || (other && terminates(other))) return false
    return gap <= halfUnit(decimal.places) * (decimal.digits >= 6 ? 2 : 1)
  }
  const rounding = Math.min(5e-7, roundingOf(a, b))
  // Where everything cancelled, doubles say nothing of how near to zero a side is.
  const scale = Math.max(Math.abs(x.re), Math.abs(y.re))
  return rounding > 0 && scale > 0 && gap <= rounding * scale
}

function halfUnit(places: number): number {
  return 0.5 * 10 ** -places * (1 + 1e-9)
}

interface Decimal {
  /** Without its sign and percent sign. */
  readonly value: number
  /** Digits behind the point, as a percentage two more. */
  readonly places: number
  readonly digits: number
}

/** The expression as a decimal literal with a point, perhaps signed or in percent; else null. */
function decimalOf(expression: Expression): Decimal | null {
  if (expression.kind === 'negation') return decimalOf(expression.of)
  if (expression.kind === 'percent') {
    const decimal = decimalOf(expression.of)
    return decimal && { ...decimal, places: decimal.places + 2 }
  }
  if (expression.kind !== 'number') return null
  const [mantissa = '', exponent = '0'] = expression.literal.toLowerCase().split('e')
  const point = mantissa.indexOf('.')
  if (point < 0) return null
  return {
    value: Number(expression.literal),
    places: mantissa.length - point - 1 - Number(exponent),
    digits: mantissa.replace('.', '').replace(/^0+/, '').length
  }
}

/** A decimal inside a formula is taken for a rounded one from this many significant digits on. */
const roundedDigits = 6
/** And from this many behind the point on. */
const roundedPlaces = 3

/**
 * The relative error that the decimals of six digits and more in two formulas allow for, each by half a unit of its last
 * place; zero where there are none, for `0.5` is a half.
 */
export function roundingOf(a: Expression, b: Expression): number {
  return Math.max(roundingIn(a), roundingIn(b))
}

function roundingIn(expression: Expression): number {
  const own = decimalOf(expression)
  if (own) {
    return own.digits < roundedDigits || own.places < roundedPlaces
      ? 0
      : halfUnit(own.places) / Math.abs(own.value)
  }
  return children(expression).reduce((most, part) => Math.max(most, roundingIn(part)), 0)
}
