import { describe, expect, it } from 'vitest'
import { gPassAtK } from '../../../src/core/statistics/g-pass-at-k.ts'
import { passAt1 } from '../../../src/core/statistics/pass-at-1.ts'
import { passAtK } from '../../../src/core/statistics/pass-at-k.ts'
import { binomial, toNumber } from './exact.ts'

describe('passAt1', () => {
  it('weighs every problem the same, however many samples it has', () => {
    const { value } = passAt1([
      { n: 10, c: 10 },
      { n: 2, c: 0 }
    ])
    expect(value).toBe(0.5)
  })

  it('clusters the standard error by problem', () => {
    // Problem means 1, 0, 1/2, 1/2: mean 1/2, squares 1/4 + 1/4, sd^2 = (1/2)/3, SE = sqrt(1/6/4).
    const { standardError } = passAt1([
      { n: 4, c: 4 },
      { n: 4, c: 0 },
      { n: 4, c: 2 },
      { n: 4, c: 2 }
    ])
    expect(standardError).toBeCloseTo(Math.sqrt(1 / 24), 15)
  })

  it('does not shrink the error when the same samples are repeated', () => {
    const once = passAt1([1, 0, 1, 1, 0].map((c) => ({ n: 1, c })))
    const often = passAt1([1, 0, 1, 1, 0].map((c) => ({ n: 64, c: 64 * c })))
    expect(often).toEqual(once)
  })

  it('knows no error for a single problem, and refuses none', () => {
    expect(passAt1([{ n: 8, c: 3 }])).toEqual({ value: 0.375, standardError: null })
    expect(() => passAt1([])).toThrow(RangeError)
  })

  it('refuses more right samples than samples', () => {
    expect(() => passAt1([{ n: 2, c: 3 }])).toThrow('c = 3, n = 2')
    expect(() => passAt1([{ n: 0, c: 0 }])).toThrow(RangeError)
    expect(() => passAt1([{ n: 2, c: 0.5 }])).toThrow(RangeError)
  })
})

describe('passAtK', () => {
  it('is 1 - C(n - c, k) / C(n, k) for every n up to 24 and for n = 1,000', () => {
    for (const n of [...Array.from({ length: 24 }, (_, i) => i + 1), 1000]) {
      const steps = n > 24 ? [0, 1, 17, 500, 999, 1000] : Array.from({ length: n + 1 }, (_, i) => i)
      for (const c of steps) {
        for (const k of steps.filter((step) => step >= 1)) {
          const all = binomial(n, k)
          const exact = toNumber(all - binomial(n - c, k), all)
          expect(passAtK({ n, c }, k), `n=${n} c=${c} k=${k}`).toBeCloseTo(exact, 12)
        }
      }
    }
  })

  it('is c / n at k = 1, 0 when nothing is right, 1 when all is', () => {
    expect(passAtK({ n: 16, c: 5 }, 1)).toBeCloseTo(5 / 16, 15)
    expect(passAtK({ n: 16, c: 0 }, 16)).toBe(0)
    expect(passAtK({ n: 16, c: 16 }, 1)).toBe(1)
  })

  it('refuses k > n and k < 1', () => {
    expect(() => passAtK({ n: 4, c: 4 }, 5)).toThrow('k = 5, n = 4')
    expect(() => passAtK({ n: 4, c: 2 }, 0)).toThrow(RangeError)
    expect(() => passAtK({ n: 4, c: 2 }, 1.5)).toThrow(RangeError)
  })
})

describe('gPassAtK', () => {
  it('is the exact hypergeometric tail', () => {
    for (const n of [1, 2, 5, 16, 48]) {
      for (let c = 0; c <= n; c++) {
        for (const k of [1, 2, 4, 8, 16].filter((size) => size <= n)) {
          for (const quarters of [0, 1, 2, 3, 4]) {
            const least = Math.max(1, Math.ceil((quarters * k) / 4))
            let ways = 0n
            for (let j = least; j <= k; j++) ways += binomial(c, j) * binomial(n - c, k - j)
            const exact = toNumber(ways, binomial(n, k))
            expect(gPassAtK({ n, c }, k, quarters / 4)).toBeCloseTo(exact, 12)
          }
        }
      }
    }
  })

  it('is pass@k at tau near 0, and all of k right at tau = 1', () => {
    expect(gPassAtK({ n: 16, c: 5 }, 4, 0)).toBeCloseTo(passAtK({ n: 16, c: 5 }, 4), 14)
    expect(gPassAtK({ n: 16, c: 5 }, 4, 1)).toBeCloseTo(5 / 1820, 14)
    expect(gPassAtK({ n: 16, c: 0 }, 4, 0.5)).toBe(0)
    expect(gPassAtK({ n: 16, c: 16 }, 4, 1)).toBe(1)
  })

  it('needs 7 of 100 at tau = 0.07, though 0.07 * 100 exceeds 7 in floating point', () => {
    expect(gPassAtK({ n: 100, c: 7 }, 100, 0.07)).toBe(1)
  })

  it('refuses k > n and a tau that is no share', () => {
    expect(() => gPassAtK({ n: 4, c: 4 }, 5, 0.5)).toThrow(RangeError)
    expect(() => gPassAtK({ n: 4, c: 4 }, 2, 1.1)).toThrow(RangeError)
    expect(() => gPassAtK({ n: 4, c: 4 }, 2, NaN)).toThrow(RangeError)
  })
})
