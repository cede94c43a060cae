import { compareWidely, roundingOf } from './compare-constants.ts'
import { equals } from './numbers/rational.ts'
import { isFinite, magnitude, subtract } from './numbers/complex.ts'
import { type Expression, some } from './notation/expression.ts'
import { type SamplePoint, samplePoints } from './sample-points.ts'
import type { Terms } from './terms.ts'
import {
  type DoubleValues,
  doubleValuesAt,
  exactValuesAt,
  isNearlyReal,
  scaleOf,
  wideBindings
} from './values-at.ts'
import { type Equivalence, different, equal, undecidable } from './equivalence.ts'

const attempts = 30
/** Agreement at this many points counts as equality. */
const enough = 8
/** Fewer than this many points with a value say nothing. */
const fewest = 3
const relativePrecision = 1e-8
/** Rounding errors of an evaluation, relative to the largest number that was added to another. */
const noise = 1e-13
/** So many of the points are compared in more digits than doubles have. */
const confirmations = 2

/** Compares two expressions in the given free symbols by their values at sample points. */
export function compareFunctions(
  a: Expression,
  b: Expression,
  symbols: readonly string[],
  terms: Terms
): Equivalence {
  const comparison = new PointwiseComparison(a, b, terms)
  const isComplex = [a, b].some(namesImaginaryUnit)
  const signs = new Set<boolean>()
  let agreed = 0
  let outside = 0
  let complexAgreed = 0
  let complexApart = 0
  for (const point of samplePoints(symbols, attempts)) {
    if (agreed >= enough && signs.size === 2) break
    const { finding, isComplexValue } = comparison.at(point)
    // Real answers are compared where they are real: √x is not asked about below zero.
    if (isComplexValue && !isComplex) {
      if (finding === 'same') complexAgreed++
      else if (finding === 'apart') complexApart++
    } else if (finding === 'same') {
      agreed++
      signs.add(point.isPositive)
    } else if (finding === 'apart')
      return different(`they differ, for example at ${describe(point)}`)
    // At positive values both sides should be defined; elsewhere a pole or a branch may be near.
    else if (finding === 'one defined' && point.isPositive && ++outside > 3) {
      return different('only one side is defined')
    }
  }
  if (agreed >= fewest) return equal('they agree wherever they were compared')
  if (complexApart > 0) return different('they differ at complex values')
  return complexAgreed >= fewest
    ? equal('they agree wherever they were compared')
    : undecidable('they have no value at most points')
}

type Finding = 'same' | 'apart' | 'one defined' | 'unknown'

class PointwiseComparison {
  readonly #a: Expression
  readonly #b: Expression
  readonly #terms: Terms
  /** The relative error that decimals allow for. */
  readonly #rounding: number
  #confirmed = 0

  constructor(a: Expression, b: Expression, terms: Terms) {
    this.#a = a
    this.#b = b
    this.#terms = terms
    this.#rounding = terms.policy === 'standard' ? roundingOf(a, b) : 0
  }

  at(point: SamplePoint): { readonly finding: Finding; readonly isComplexValue: boolean } {
    const exact = exactValuesAt(this.#a, this.#b, point, this.#terms)
    if (exact && (equals(...exact) || this.#rounding === 0)) {
      return { finding: equals(...exact) ? 'same' : 'apart', isComplexValue: false }
    }
    const values = doubleValuesAt(this.#a, this.#b, point, this.#terms)
    const { x, y } = values
    if (isFinite(x) && isFinite(y)) {
      return {
        finding: this.#compare(values, point),
        isComplexValue: !(isNearlyReal(x) && isNearlyReal(y))
      }
    }
    const finding = isFinite(x) === isFinite(y) ? 'unknown' : 'one defined'
    return { finding, isComplexValue: false }
  }

  #compare(values: DoubleValues, point: SamplePoint): Finding {
    const gap = magnitude(subtract(values.x, values.y))
    const scale = scaleOf(values)
    const cancelled = Math.max(...values.cancelled)
    if (this.#rounding > 0) {
      const isNear =
        gap <= Math.max(this.#rounding * Math.max(scale, cancelled), relativePrecision * scale)
      return isNear ? 'same' : 'apart'
    }
    const seemsSame = gap <= relativePrecision * scale
    const mayBeNoise = gap <= noise * cancelled
    if (!seemsSame && !mayBeNoise) return 'apart'
    const isClear = gap <= noise * scale && !values.isCoarse
    if (isClear || (seemsSame && this.#confirmed >= confirmations)) return 'same'
    // Doubles cannot tell x√2/2^60 - x from x√3/2^60 - x, nor π + 10^20·x from 10^20·x.
    const decided = compareWidely(this.#a, this.#b, wideBindings(point), this.#terms)
    if (!decided) return seemsSame && !values.isCoarse ? 'same' : 'unknown'
    if (decided.equality === 'undecidable') return 'unknown'
    this.#confirmed++
    return decided.equality === 'equal' ? 'same' : 'apart'
  }
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
