import { hasDecimals } from './compare-constants.ts'
import { type Complex, divide, isFinite, magnitude, subtract } from './numbers/complex.ts'
import { equals } from './numbers/rational.ts'
import { evaluate } from './notation/evaluate.ts'
import { evaluateExactly } from './notation/evaluate-exactly.ts'
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

/** Compares two expressions in the given free symbols by their values at sample points. */
export function compareFunctions(
  a: Expression,
  b: Expression,
  symbols: readonly string[],
  terms: Terms
): Verdict {
  const isRounded = terms.policy === 'standard' && (hasDecimals(a) || hasDecimals(b))
  const isComplex = [a, b].some(namesImaginaryUnit)
  const tally = {
    agreed: 0,
    signs: new Set<boolean>(),
    outside: 0,
    complexAgreed: 0,
    complexApart: 0
  }
  for (const point of samplePoints(symbols, attempts)) {
    if (tally.agreed >= enough && tally.signs.size === 2) break
    const pair = valuesAt(a, b, point, terms)
    if (pair === 'same') {
      tally.agreed++
      tally.signs.add(point.isPositive)
      continue
    }
    const { x, y, largest } = pair
    if (!isFinite(x) || !isFinite(y)) {
      // At positive values both sides should be defined; elsewhere a pole or a branch may be near.
      if (isFinite(x) !== isFinite(y) && point.isPositive && ++tally.outside > 3) {
        return different('only one side is defined')
      }
      continue
    }
    const gap = magnitude(subtract(x, y))
    const precision = isRounded ? roundedPrecision : relativePrecision
    const agrees =
      gap <= precision * Math.max(magnitude(x), magnitude(y)) ||
      gap <= Math.min(noise * largest, 1e-9)
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
    const [isZeroX, isZeroY] = [x, y].map((value) => magnitude(value) < 1e-9)
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

function valuesAt(
  a: Expression,
  b: Expression,
  point: SamplePoint,
  terms: Terms
): 'same' | { readonly x: Complex; readonly y: Complex; readonly largest: number } {
  if (point.exact) {
    const exactA = evaluateExactly(a, point.exact, terms.budget)
    const exactB = exactA && evaluateExactly(b, point.exact, terms.budget)
    if (exactA && exactB && exactA.numerator !== 0n && equals(exactA, exactB)) return 'same'
  }
  const evaluation = { bindings: point.values, budget: terms.budget, largest: 0 }
  const x = evaluate(a, evaluation)
  return { x, y: evaluate(b, evaluation), largest: evaluation.largest }
}

function isReal(value: Complex): boolean {
  return Math.abs(value.im) <= 1e-9 * Math.max(1, Math.abs(value.re))
}

function namesImaginaryUnit(expression: Expression): boolean {
  return some(expression, (part) => part.kind === 'constant' && part.name === 'i')
}

function describe(point: SamplePoint): string {
  return [...point.values]
    .slice(0, 3)
    .map(([name, value]) => `${name} = ${Number(value.re.toPrecision(3))}`)
    .join(', ')
}
