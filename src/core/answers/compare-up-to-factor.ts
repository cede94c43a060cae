import { divide, isFinite, magnitude } from './numbers/complex.ts'
import { type Rational, divide as divideExactly, equals } from './numbers/rational.ts'
import { isNearZero } from './numbers/wide.ts'
import { type WideComplex, difference, multiply } from './numbers/wide-complex.ts'
import { type Expression, freeSymbols } from './notation/expression.ts'
import { type SamplePoint, samplePoints } from './sample-points.ts'
import type { Terms } from './terms.ts'
import { doubleValuesAt, exactValuesAt, isNearlyReal, wideValuesAt } from './values-at.ts'
import { type Equivalence, different, equal, undecidable } from './equivalence.ts'

const attempts = 30
/** A constant ratio at this many points counts as one everywhere. */
const enough = 8
/** Fewer than this many points with a value say nothing. */
const fewest = 3
const relativePrecision = 1e-7
/** Ratios in double precision that differ by more than this are looked at in more digits. */
const noise = 1e-12
/** What is left of a sum and is smaller than this part of it is taken for nothing. */
const zero = 1e-12

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
): Equivalence {
  const ratio = new ConstantRatio(a, b, factor, terms)
  let agreed = 0
  let vanished = 0
  for (const point of samplePoints(symbols, attempts)) {
    if (agreed >= enough) break
    const finding = ratio.at(point)
    if (finding === 'constant') agreed++
    else if (finding === 'both zero') vanished++
    else if (finding === 'one zero') return different('only one of them vanishes')
    else if (finding === 'varies') return different('their ratio varies')
  }
  if (agreed === 0 && vanished >= enough) {
    const isSameKind = symbols.every((name) => freeSymbols(a).has(name) && freeSymbols(b).has(name))
    return isSameKind ? equal('both always hold') : different('both always hold, of other things')
  }
  if (agreed < fewest) return undecidable('they vanish or have no value')
  if (factor === 'positive' && ratio.isNegative) return different('the relation is turned round')
  return equal('the same relation')
}

type Finding = 'constant' | 'varies' | 'both zero' | 'one zero' | 'unknown'

/** The ratio of two expressions, held against what it was at the first point, in each arithmetic that has it. */
class ConstantRatio {
  readonly #a: Expression
  readonly #b: Expression
  readonly #factor: 'any' | 'positive'
  readonly #terms: Terms
  #exact: Rational | null = null
  #wide: readonly [WideComplex, WideComplex] | null = null
  #double: number | null = null
  #isNegative = false

  constructor(a: Expression, b: Expression, factor: 'any' | 'positive', terms: Terms) {
    this.#a = a
    this.#b = b
    this.#factor = factor
    this.#terms = terms
  }

  /** Is the ratio below zero? False where it was found nowhere. */
  get isNegative(): boolean {
    return this.#isNegative
  }

  at(point: SamplePoint): Finding {
    const exact = exactValuesAt(this.#a, this.#b, point, this.#terms)
    if (exact) return this.#exactly(...exact)
    const { x, y, cancelled, isCoarse } = doubleValuesAt(this.#a, this.#b, point, this.#terms)
    if (!isFinite(x) || !isFinite(y)) return 'unknown'
    if (this.#factor === 'positive' && !(isNearlyReal(x) && isNearlyReal(y))) return 'unknown'
    if (isCoarse) return this.#widely(point)
    const isZeroX = magnitude(x) <= zero * cancelled[0]
    const isZeroY = magnitude(y) <= zero * cancelled[1]
    if (isZeroX || isZeroY) return isZeroX && isZeroY ? 'both zero' : 'one zero'
    const quotient = divide(x, y)
    if (Math.abs(quotient.im) > relativePrecision * Math.abs(quotient.re)) return 'varies'
    this.#isNegative ||= quotient.re < 0
    this.#double ??= quotient.re
    const off = Math.abs(quotient.re - this.#double) / Math.abs(this.#double)
    if (off <= noise) return 'constant'
    if (off > relativePrecision) return 'varies'
    const finding = this.#widely(point)
    return finding === 'unknown' ? 'constant' : finding
  }

  #exactly(x: Rational, y: Rational): Finding {
    const [isZeroX, isZeroY] = [x.numerator === 0n, y.numerator === 0n]
    if (isZeroX || isZeroY) return isZeroX && isZeroY ? 'both zero' : 'one zero'
    const quotient = divideExactly(x, y, this.#terms.budget)
    if (!quotient) return 'unknown'
    this.#isNegative ||= quotient.numerator < 0n
    this.#exact ??= quotient
    const rounded = Number(quotient.numerator) / Number(quotient.denominator)
    if (Number.isFinite(rounded) && rounded !== 0) this.#double ??= rounded
    return equals(quotient, this.#exact) ? 'constant' : 'varies'
  }

  #widely(point: SamplePoint): Finding {
    const values = wideValuesAt(this.#a, this.#b, point, this.#terms)
    if (!values) return 'unknown'
    const [isZeroX, isZeroY] = [isZero(values[0]), isZero(values[1])]
    if (isZeroX || isZeroY) return isZeroX && isZeroY ? 'both zero' : 'one zero'
    this.#isNegative ||= values[0].re.mantissa < 0n !== values[1].re.mantissa < 0n
    this.#wide ??= values
    const [left, right] = [multiply(values[0], this.#wide[1]), multiply(values[1], this.#wide[0])]
    if (!left || !right) return 'unknown'
    return isZero(difference(left, right)) ? 'constant' : 'varies'
  }
}

function isZero({ re, im }: WideComplex): boolean {
  return isNearZero(re) && isNearZero(im)
}
