import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Wide,
  fromDouble,
  isNearZero,
  multiply,
  size,
  subtract,
  toDouble,
  wide
} from '../../../../src/core/answers/numbers/wide.ts'
import { exp, ln, pi, wideFunctions } from '../../../../src/core/answers/numbers/wide-functions.ts'

const oracles: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  atan: Math.atan,
  asin: Math.asin,
  acos: Math.acos,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh
}

function exact(x: number): Wide {
  const value = fromDouble(x)
  if (!value) throw new Error(`Expected a finite number, got ${x}`)
  return value
}

describe('functions to 75 digits', () => {
  test.each(Object.keys(oracles))('%s agrees with double precision where that is exact', (name) => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (x) => {
        const expected = oracles[name]?.(x) ?? Number.NaN
        const found = wideFunctions[name]?.(exact(x))
        fc.pre(
          found !== null &&
            found !== undefined &&
            Number.isFinite(expected) &&
            Math.abs(expected) > 1e-200
        )
        expect(toDouble(found) / expected).toBeCloseTo(1, 9)
      }),
      { seed: 7, numRuns: 200 }
    )
  })

  test('undo each other within the error that they state', () => {
    const one = ln(exp(wide(1n, 0))!)!
    expect(isNearZero(subtract(one, wide(1n, 0)))).toBe(true)
    expect(size(subtract(one, wide(1n, 0)))).toBeLessThan(-240)
    const zero = wideFunctions['sin']!(multiply(pi, wide(7n, 0)))!
    expect(isNearZero(zero)).toBe(true)
  })

  test.each([
    ['sqrt', -1],
    ['ln', 0],
    ['ln', -2],
    ['asin', 1.5],
    ['exp', 1e12],
    ['sin', 1e300]
  ])('%s has no value at %d', (name, x) => {
    expect(wideFunctions[name]!(exact(x))).toBe(null)
  })
})
