import { type Complex, magnitude } from './numbers/complex.ts'
import type { Rational } from './numbers/rational.ts'
import { fromDouble } from './numbers/wide.ts'
import { type WideComplex, fromReal } from './numbers/wide-complex.ts'
import { beginEvaluation, evaluate } from './notation/evaluate.ts'
import { evaluateExactly } from './notation/evaluate-exactly.ts'
import { evaluateWidely } from './notation/evaluate-widely.ts'
import type { Expression } from './notation/expression.ts'
import type { SamplePoint } from './sample-points.ts'
import type { Terms } from './terms.ts'

type Pair<Value> = readonly [Value, Value]

/** The values of two expressions at a point as fractions; null where either has none. */
export function exactValuesAt(
  a: Expression,
  b: Expression,
  point: SamplePoint,
  { budget }: Terms
): Pair<Rational> | null {
  if (!point.exact) return null
  const x = evaluateExactly(a, point.exact, budget)
  const y = x && evaluateExactly(b, point.exact, budget)
  return x && y && [x, y]
}

/** The values of two expressions at a point to about 75 digits; null where either has none. */
export function wideValuesAt(
  a: Expression,
  b: Expression,
  point: SamplePoint,
  { budget }: Terms
): Pair<WideComplex> | null {
  const bindings = wideBindings(point)
  const x = evaluateWidely(a, bindings, budget)
  const y = x && evaluateWidely(b, bindings, budget)
  return x && y && [x, y]
}

/** The values of a point's symbols, which are doubles, to about 75 digits. */
export function wideBindings(point: SamplePoint): ReadonlyMap<string, WideComplex> {
  return new Map(
    [...point.values].flatMap(([name, value]): [string, WideComplex][] => {
      const exact = fromDouble(value.re)
      return exact ? [[name, fromReal(exact)]] : []
    })
  )
}

/** The values of two expressions in double precision, and what their rounding may hide. */
export interface DoubleValues {
  readonly x: Complex
  readonly y: Complex
  /** For each, the largest number that was added to another. */
  readonly cancelled: Pair<number>
  /** Doubles may have dropped a part of either. */
  readonly isCoarse: boolean
}

/** The values of two expressions at a point in double precision. */
export function doubleValuesAt(
  a: Expression,
  b: Expression,
  point: SamplePoint,
  { budget }: Terms
): DoubleValues {
  const left = beginEvaluation(point.values, budget)
  const right = beginEvaluation(point.values, budget)
  const [x, y] = [evaluate(a, left), evaluate(b, right)]
  return {
    x,
    y,
    cancelled: [left.cancelled, right.cancelled],
    isCoarse: left.isCoarse || right.isCoarse
  }
}

/** Is the value real, but for rounding? */
export function isNearlyReal(value: Complex): boolean {
  return Math.abs(value.im) <= 1e-9 * Math.max(1, Math.abs(value.re))
}

/** The larger magnitude of two values. */
export function scaleOf({ x, y }: DoubleValues): number {
  return Math.max(magnitude(x), magnitude(y))
}
