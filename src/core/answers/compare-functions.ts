import { compareWidely, hasDecimals } from './compare-constants.ts'
import { type Complex, divide, isFinite, magnitude, subtract } from './numbers/complex.ts'
import { equals } from './numbers/rational.ts'
import {
  type Wide,
  fromDouble,
  isNearZero,
  multiply,
  subtract as subtractWidely
} from './numbers/wide.ts'
import { evaluate } from './notation/evaluate.ts'
import { evaluateExactly } from './notation/evaluate-exactly.ts'
import { evaluateWidely } from './notation/evaluate-widely.ts'
import { type Expression, freeSymbols, some } from './notation/expression.ts'
import { type SamplePoint, samplePoints } from './sample-points.ts'
import type { Terms } from './terms.ts'
import { type Verdict, different, equal, undecidable } from './verdict.ts'

const attempts = 30
/** Agreement at this many points counts as equality. */
const enough = 8
/** Fewer than this many points with a value say nothing. */
const fewest = 3
const relativePrecision = 1e-8
const roundedPrecision = 1e-6
const noise = 1e-13
/** What is left of a sum and is smaller than this part of it is taken for nothing. */
const zero = 1e-12

/** So many of the points are compared in more digits than doubles have. */
const confirmations = 2

/** Compares two expressions in the given free symbols by their values at sample points. */
export function compareFunctions(
  a: Expression,
  b: Expression,
  symbols: readonly string[],
  terms: Terms
): Verdict {
  const isRounded = terms.policy === 'standard' && (hasDecimals(a) || hasDecimals(b))
  const isComplex = [a, b].some(namesImaginaryUnit)
  const spansMagnitudes = !isRounded && [a, b].some(holdsMagnitudes)
  const tally = {
    agreed: 0,
    signs: new Set<boolean>(),
    outside: 0,
    complexAgreed: 0,
    complexApart: 0,
    confirmed: 0
  }
  for (const point of samplePoints(symbols, attempts)) {
    if (tally.agreed >= enough && tally.signs.size === 2) break
    const pair = valuesAt(a, b, point, terms)
    if (pair === 'same') {
      tally.agreed++
      tally.signs.add(point.isPositive)
      continue
    }
    const { x, y, cancelled } = pair
    if (!isFinite(x) || !isFinite(y)) {
      // At positive values both sides should be defined; elsewhere a pole or a branch may be near.
      if (isFinite(x) !== isFinite(y) && point.isPositive && ++tally.outside > 3) {
        return different('only one side is defined')
      }
      continue
    }
    const gap = magnitude(subtract(x, y))
    const precision = isRounded ? roundedPrecision : relativePrecision
    const seemsEqual = gap <= precision * Math.max(magnitude(x), magnitude(y))
    const isUnclear = !seemsEqual && gap <= noise * Math.max(...cancelled)
    let agrees = seemsEqual || isUnclear
    if (isUnclear || (seemsEqual && spansMagnitudes && tally.confirmed < confirmations)) {
      // Doubles cannot tell x√2/2^60 - x from x√3/2^60 - x, nor 10^20·x from 10^20·x + 1.
      const decided = compareWidely(a, b, wideValues(point), terms)
      if (decided) tally.confirmed++
      else if (isUnclear) continue
      agrees = decided === null || decided.verdict !== 'different'
    }
    if (!isComplex && !(isReal(x) && isReal(y))) {
      // Real answers are compared where they are real: √x is not asked about below zero.
      if (agrees) tally.complexAgreed++
      else tally.complexApart++
      continue
    }
    if (!agrees) return different(`they differ, for example at ${describe(point)}`)
    tally.agreed++
    tally.signs.add(point.isPositive)
  }
  if (tally.agreed >= fewest) return equal('they agree wherever they were compared')
  if (tally.complexApart > 0) return different('they differ at complex values')
  return tally.complexAgreed >= fewest
    ? equal('they agree wherever they were compared')
    : undecidable('they have no value at most points')
}

/**
 * Are two expressions the same up to a constant factor, so that they vanish together? With `positive` the factor
 * must be above zero, so that they also have the same sign.
 */
export function compareUpToFactor(
  a: Expression,
  b: Expression,
  symbols: readonly string[],
  factor: 'any' | 'positive',
  terms: Terms
): Verdict {
  let ratio: number | null = null
  let agreed = 0
  let vanished = 0
  const wideRatio = [a, b].some(holdsMagnitudes) ? new WideRatio(a, b, terms) : null
  for (const point of samplePoints(symbols, attempts)) {
    if (agreed >= enough) break
    const pair = valuesAt(a, b, point, terms)
    if (pair === 'same') {
      ratio ??= 1
      if (Math.abs(ratio - 1) > 1e-7) return different('their ratio varies')
      agreed++
      continue
    }
    const { x, y } = pair
    if (!isFinite(x) || !isFinite(y)) continue
    if (factor === 'positive' && !(isReal(x) && isReal(y))) continue
    if (wideRatio && agreed + vanished < confirmations && !wideRatio.holdsAt(point)) {
      return different('their ratio varies')
    }
    const [isZeroX, isZeroY] = [x, y].map(
      (value, side) => magnitude(value) <= zero * (pair.cancelled[side] ?? 0)
    )
    if (isZeroX && isZeroY) {
      vanished++
      continue
    }
    if (isZeroX !== isZeroY) return different('only one of them vanishes')
    const quotient = divide(x, y)
    if (Math.abs(quotient.im) > 1e-7 * Math.abs(quotient.re)) return different('their ratio varies')
    ratio ??= quotient.re
    if (Math.abs(quotient.re - ratio) > 1e-7 * Math.abs(ratio)) {
      return different('their ratio varies')
    }
    agreed++
  }
  if (agreed === 0 && vanished >= enough) {
    const isSameKind = symbols.every((name) => freeSymbols(a).has(name) && freeSymbols(b).has(name))
    return isSameKind ? equal('both always hold') : different('both always hold, of other things')
  }
  if (agreed < fewest || ratio === null) return undecidable('they vanish or have no value')
  if (factor === 'positive' && ratio < 0) return different('the relation is turned round')
  return equal('the same relation')
}

/** The ratio of two expressions, held constant in about 75 digits. */
class WideRatio {
  readonly #a: Expression
  readonly #b: Expression
  readonly #terms: Terms
  #first: readonly [Wide, Wide] | null = null

  constructor(a: Expression, b: Expression, terms: Terms) {
    this.#a = a
    this.#b = b
    this.#terms = terms
  }

  /** False where the ratio is certainly another than at the first point. */
  holdsAt(point: SamplePoint): boolean {
    const bindings = wideValues(point)
    const x = evaluateWidely(this.#a, bindings, this.#terms.budget)
    const y = x && evaluateWidely(this.#b, bindings, this.#terms.budget)
    if (!x || !y) return true
    if (isNearZero(x) !== isNearZero(y)) return false
    if (isNearZero(x)) return true
    if (!this.#first) {
      this.#first = [x, y]
      return true
    }
    const [firstX, firstY] = this.#first
    return isNearZero(subtractWidely(multiply(x, firstY), multiply(y, firstX)))
  }
}

function wideValues(point: SamplePoint): ReadonlyMap<string, Wide> {
  return new Map(
    [...point.values].flatMap(([name, value]): [string, Wide][] => {
      const exact = fromDouble(value.re)
      return exact ? [[name, exact]] : []
    })
  )
}

function valuesAt(
  a: Expression,
  b: Expression,
  point: SamplePoint,
  terms: Terms
):
  | 'same'
  | { readonly x: Complex; readonly y: Complex; readonly cancelled: readonly [number, number] } {
  if (point.exact) {
    const exactA = evaluateExactly(a, point.exact, terms.budget)
    const exactB = exactA && evaluateExactly(b, point.exact, terms.budget)
    if (exactA && exactB && exactA.numerator !== 0n && equals(exactA, exactB)) return 'same'
  }
  const left = { bindings: point.values, budget: terms.budget, cancelled: 0 }
  const right = { ...left }
  const [x, y] = [evaluate(a, left), evaluate(b, right)]
  return { x, y, cancelled: [left.cancelled, right.cancelled] }
}

function isReal(value: Complex): boolean {
  return Math.abs(value.im) <= 1e-9 * Math.max(1, Math.abs(value.re))
}

/**
 * Could one part of it be so much larger than another that doubles drop the smaller? Only with a number of many digits
 * or a high power.
 */
function holdsMagnitudes(expression: Expression): boolean {
  return some(
    expression,
    (part) =>
      (part.kind === 'number' && (part.literal.length > 6 || part.literal.includes('e'))) ||
      (part.kind === 'operation' && part.operator === '^' && isHighPower(part.right)) ||
      (part.kind === 'call' && (part.name === 'factorial' || part.name === 'exp'))
  )
}

function isHighPower(exponent: Expression): boolean {
  const inner = exponent.kind === 'negation' ? exponent.of : exponent
  return inner.kind !== 'number' ? false : Number(inner.literal) >= 6
}

function namesImaginaryUnit(expression: Expression): boolean {
  return some(
    expression,
    (part) =>
      (part.kind === 'constant' && part.name === 'i') ||
      (part.kind === 'call' && part.name === 'cis')
  )
}

function describe(point: SamplePoint): string {
  return [...point.values]
    .slice(0, 3)
    .map(([name, value]) => `${name} = ${Number(value.re.toPrecision(3))}`)
    .join(', ')
}
