import { describe, expect, it } from 'vitest'
import { createRandom, deriveSeed } from '../../src/core/random.ts'

describe('createRandom', () => {
  it('repeats itself for the same seed and differs for another', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed)
      return Array.from({ length: 8 }, () => random.next())
    }
    expect(draw(42)).toEqual(draw(42))
    expect(draw(42)).not.toEqual(draw(43))
  })

  it('is uniform: each of ten bins within 5 sigma', () => {
    const random = createRandom(0)
    const bins = Array<number>(10).fill(0)
    for (let i = 0; i < 100_000; i++) bins[Math.floor(random.next() * 10)]!++
    for (const bin of bins) expect(Math.abs(bin - 10_000)).toBeLessThan(5 * Math.sqrt(9_000))
  })

  it('gives whole numbers below the bound, all of them', () => {
    const random = createRandom(9)
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(6)))
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5])
    expect(random.integer(1)).toBe(0)
  })
})

describe('deriveSeed', () => {
  it('is a 32-bit number that depends on every part and on how they are split', () => {
    const seeds = [
      deriveSeed(1),
      deriveSeed(2),
      deriveSeed(1, 0),
      deriveSeed(1, '0'),
      deriveSeed(1, 0, 1),
      deriveSeed(1, 1, 0),
      deriveSeed(1, 'ab'),
      deriveSeed(1, 'a', 'b')
    ]
    expect(new Set(seeds).size).toBe(seeds.length)
    for (const seed of seeds) {
      expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true)
    }
    expect(deriveSeed(7, 'path', 3)).toBe(deriveSeed(7, 'path', 3))
  })
})
