import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auc } from '../../../src/core/statistics/auc.ts'

describe('auc', () => {
  it('is 1 where every positive value is above every negative one, and 0 the other way round', () => {
    expect(auc([3, 4], [1, 2])).toBe(1)
    expect(auc([1, 2], [3, 4])).toBe(0)
  })

  it('counts a tie as half', () => {
    expect(auc([1], [1])).toBe(0.5)
    expect(auc([1, 2], [1, 1])).toBe(0.75)
  })

  it('is null without values of both kinds', () => {
    expect(auc([], [1])).toBeNull()
    expect(auc([1], [])).toBeNull()
  })

  it('is the share of pairs in which the positive value is higher', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(values, values, (positive, negative) => {
        const pairs = positive.flatMap((p) => negative.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)))
        const share = pairs.reduce((sum: number, pair) => sum + pair, 0) / pairs.length
        expect(auc(positive, negative)).toBeCloseTo(share, 10)
      })
    )
  })
})
