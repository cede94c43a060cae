import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/core/random.ts'
import { bootstrapInterval } from '../../../src/core/statistics/bootstrap.ts'
import { holm } from '../../../src/core/statistics/holm.ts'
import { mcnemar } from '../../../src/core/statistics/mcnemar.ts'
import { mean, quantile, standardError } from '../../../src/core/statistics/moments.ts'
import { pairedBootstrap } from '../../../src/core/statistics/paired.ts'
import { wilsonInterval } from '../../../src/core/statistics/wilson.ts'
import { binomial, toNumber } from './exact.ts'

describe('wilsonInterval', () => {
  it('solves (share - p)^2 = z^2 p (1 - p) / n at both ends', () => {
    const z = 1.959963984540054
    for (const [c, n] of [
      [1, 3],
      [15, 30],
      [29, 30],
      [437, 500]
    ] as const) {
      const { low, high } = wilsonInterval(c, n)
      for (const p of [low, high]) {
        expect((c / n - p) ** 2).toBeCloseTo((z * z * p * (1 - p)) / n, 14)
      }
      expect(low).toBeLessThan(c / n)
      expect(high).toBeGreaterThan(c / n)
    }
  })

  it('gives 30 of 30 a lower bound of n / (n + z^2) and an upper of 1', () => {
    const { low, high } = wilsonInterval(30, 30)
    expect(low).toBeCloseTo(30 / (30 + 1.959963984540054 ** 2), 14)
    expect(high).toBe(1)
    expect(wilsonInterval(0, 30)).toEqual({ low: 0, high: expect.closeTo(1 - low, 14) as number })
  })

  it('refuses no trials', () => {
    expect(() => wilsonInterval(0, 0)).toThrow(RangeError)
  })
})

describe('bootstrapInterval', () => {
  const values = [1, 0, 0.53, 0.29, 0.97, 1, 0, 0.71, 0.47, 1]

  it('gives the same interval for the same seed', () => {
    const draw = (seed: number) => bootstrapInterval(values, mean, { random: createRandom(seed) })
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })

  it('is near mean +- 2 SE for many problems', () => {
    const many = Array.from({ length: 40 }, () => values).flat()
    const { low, high } = bootstrapInterval(many, mean, { random: createRandom(3) })
    const reach = 1.96 * standardError(many)!
    expect(low).toBeCloseTo(mean(many) - reach, 2)
    expect(high).toBeCloseTo(mean(many) + reach, 2)
  })

  it('draws whole problems, with all their samples', () => {
    const problems = [[1, 1, 1], [0]]
    const seen = new Set<number>()
    bootstrapInterval(
      problems,
      (drawn) => {
        const samples = drawn.flat()
        seen.add(samples.length)
        return mean(samples)
      },
      { random: createRandom(1), resamples: 100 }
    )
    expect([...seen].sort()).toEqual([2, 4, 6])
  })

  it('has no width where all problems are alike, and refuses none', () => {
    const alike = bootstrapInterval([1, 1, 1], mean, { random: createRandom(1) })
    expect(alike).toEqual({ low: 1, high: 1 })
    expect(() => bootstrapInterval([], mean, { random: createRandom(1) })).toThrow(RangeError)
  })
})

describe('quantile', () => {
  it('interpolates between order statistics', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
    expect(quantile([1, 2, 3, 4], 0)).toBe(1)
    expect(quantile([1, 2, 3, 4], 1)).toBe(4)
    expect(quantile([1, 2, 3, 4], 0.1)).toBeCloseTo(1.3, 15)
  })
})

describe('mcnemar', () => {
  it('is the exact two-sided binomial tail', () => {
    for (let b = 0; b <= 30; b++) {
      for (let c = 0; c <= 30; c++) {
        let ways = 0n
        for (let i = 0; i <= Math.min(b, c); i++) ways += binomial(b + c, i)
        const exact = Math.min(1, 2 * toNumber(ways, 2n ** BigInt(b + c)))
        expect(mcnemar(b, c)).toBeCloseTo(exact, 12)
      }
    }
  })

  it('holds for thousands of discordant pairs', () => {
    let ways = 0n
    for (let i = 0; i <= 980; i++) ways += binomial(2060, i)
    expect(mcnemar(980, 1080)).toBeCloseTo(2 * toNumber(ways, 2n ** 2060n), 11)
  })

  it('is 1 where the methods never differ, and refuses broken counts', () => {
    expect(mcnemar(0, 0)).toBe(1)
    expect(() => mcnemar(-1, 2)).toThrow(RangeError)
    expect(() => mcnemar(1, 2.5)).toThrow(RangeError)
  })
})

describe('pairedBootstrap', () => {
  it('reports the mean difference with the standard error of paired differences', () => {
    const problems = [
      { first: 1, second: 0.5 },
      { first: 0.5, second: 0.5 },
      { first: 1, second: 0 },
      { first: 0, second: 0.5 }
    ]
    const result = pairedBootstrap(problems, { random: createRandom(1) })
    // Differences 1/2, 0, 1, -1/2: mean 1/4, squares 1/16 + 1/16 + 9/16 + 9/16 = 5/4.
    expect(result.difference).toBe(0.25)
    expect(result.standardError).toBeCloseTo(Math.sqrt(5 / 4 / 3 / 4), 15)
    expect(result.interval.low).toBeLessThan(0)
    expect(result.interval.high).toBeGreaterThan(0)
    expect(result.p).toBeGreaterThan(0.3)
  })

  it('finds p = 1 for equal methods and the smallest p for one that always wins', () => {
    const options = () => ({ random: createRandom(5), resamples: 999 })
    const same = [0.1, 0.9, 0.4].map((value) => ({ first: value, second: value }))
    expect(pairedBootstrap(same, options()).p).toBe(1)
    const better = Array.from({ length: 50 }, (_, i) => ({ first: 1, second: (i % 2) / 2 }))
    expect(pairedBootstrap(better, options()).p).toBe(1 / 1000)
  })
})

describe('holm', () => {
  it('steps down from the smallest, in the order given', () => {
    const adjusted = holm([0.04, 0.01, 0.03])
    expect(adjusted[0]).toBeCloseTo(0.06, 15)
    expect(adjusted[1]).toBeCloseTo(0.03, 15)
    expect(adjusted[2]).toBeCloseTo(0.06, 15)
  })

  it('caps at 1, keeps a single value, allows none', () => {
    expect(holm([0.6, 0.7])).toEqual([1, 1])
    expect(holm([0.2])).toEqual([0.2])
    expect(holm([])).toEqual([])
  })

  it('refuses what is no probability', () => {
    expect(() => holm([0.5, 1.2])).toThrow(RangeError)
    expect(() => holm([NaN])).toThrow(RangeError)
  })
})
