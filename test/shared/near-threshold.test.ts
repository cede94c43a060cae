import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../src/shared/events.ts'
import { isNear } from '../../src/shared/near-threshold.ts'
import type { Scorer } from '../../src/shared/scorers/scorers.ts'

describe('a decision is near', () => {
  it.each<[Scorer, string, Evidence, number, boolean]>([
    ['expected', 'the mean is a tenth below', digits({ 6: 0.6, 8: 0.4 }), 6.9, true],
    ['expected', 'the mean is a whole digit above', digits({ 8: 1 }), 7, false],
    ['p-accept', 'about half of it accepts', digits({ 6: 0.52, 8: 0.48 }), 0.5, true],
    ['p-accept', 'nearly all of it accepts', digits({ 6: 0.1, 8: 0.9 }), 0.5, false],
    ['argmax', 'the best digits of either side are as good', digits({ 6: 0.49, 8: 0.51 }), 7, true],
    ['argmax', 'two digits of one side are as good', digits({ 8: 0.5, 9: 0.5 }), 7, false],
    ['likelihood', 'a tenth of a nat is between', { min: 0.55, mean: 0.9 }, 4.5, true],
    ['likelihood', 'a factor of two is between', { min: 0.25, mean: 0.9 }, 4.5, false],
    ['likelihood', 'a token is as good as impossible', { min: 0, mean: 0 }, 4.5, false],
    ['mean-likelihood', 'it is at its threshold', { min: 0.1, mean: 0.7 }, 6.3, true],
    ['mean-likelihood', 'the least token alone is', { min: 0.7, mean: 0.9 }, 6.3, false]
  ])('by %s where %s', (scorer, _, evidence, threshold, expected) => {
    expect(isNear(evidence, { scorer, threshold })).toBe(expected)
  })

  it('never where nothing was read, or by a scorer of another version', () => {
    expect(isNear(null, { scorer: 'expected', threshold: 7 })).toBe(false)
    expect(isNear(digits({ 7: 1 }), { scorer: 'from-next-year', threshold: 7 })).toBe(false)
    expect(isNear({ min: 0.5, mean: 0.5 }, { scorer: 'expected', threshold: 4.5 })).toBe(false)
    expect(isNear(digits({ 7: 0.1 }), { scorer: 'likelihood', threshold: 0.9 })).toBe(false)
  })

  it('where little of it was a digit, by the digits alone', () => {
    const evidence = digits({ 6: 0.26, 8: 0.26 })
    expect(isNear(evidence, { scorer: 'expected', threshold: 7 })).toBe(true)
  })
})

/** A distribution with these shares, and nothing on other digits. */
function digits(shares: Readonly<Record<number, number>>): Evidence {
  const list = Array.from({ length: 10 }, (_, digit) => shares[digit] ?? 0)
  return { digits: list, digitMass: list.reduce((sum, p) => sum + p, 0) }
}
