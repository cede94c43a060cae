import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/core/random.ts'
import { majAtK, type VoteClass } from '../../../src/core/statistics/maj-at-k.ts'
import { subsets } from './exact.ts'

/** The definition itself: every subset votes. */
function byEnumeration(classes: readonly VoteClass[], unanswered: number, k: number): number {
  const samples = [
    ...classes.flatMap(({ count }, index) => Array<number>(count).fill(index)),
    ...Array<number>(unanswered).fill(-1)
  ]
  let [won, drawn] = [0, 0]
  for (const subset of subsets(samples, k)) {
    drawn++
    const votes = classes.map((_, index) => subset.filter((vote) => vote === index).length)
    const most = Math.max(0, ...votes)
    const leaders = classes.filter((_, index) => votes[index] === most)
    if (most > 0) won += leaders.filter(({ right }) => right).length / leaders.length
  }
  return won / drawn
}

describe('majAtK', () => {
  it('equals the vote over every subset, for hundreds of seeded cases', () => {
    const random = createRandom(7)
    for (let round = 0; round < 300; round++) {
      const classes = Array.from({ length: random.integer(5) }, () => ({
        count: random.integer(4),
        right: random.integer(3) === 0
      }))
      const unanswered = random.integer(4)
      const n = classes.reduce((sum, { count }) => sum + count, unanswered)
      if (n === 0) continue
      const k = 1 + random.integer(Math.min(n, 7))
      expect(
        majAtK(classes, unanswered, k),
        JSON.stringify({ classes, unanswered, k })
      ).toBeCloseTo(byEnumeration(classes, unanswered, k), 12)
    }
  })

  it('counts a shared lead by its share of right classes', () => {
    const classes = [
      { count: 2, right: true },
      { count: 2, right: false },
      { count: 2, right: false }
    ]
    expect(majAtK(classes, 0, 6)).toBeCloseTo(1 / 3, 15)
  })

  it('is the share of right samples at k = 1', () => {
    const classes = [
      { count: 3, right: true },
      { count: 4, right: false }
    ]
    expect(majAtK(classes, 1, 1)).toBeCloseTo(3 / 8, 15)
  })

  it('lets no unanswered sample vote', () => {
    expect(majAtK([{ count: 1, right: true }], 9, 10)).toBe(1)
    expect(majAtK([], 4, 2)).toBe(0)
  })

  it('is 0 when nothing is right and 1 when all is', () => {
    expect(majAtK([{ count: 8, right: false }], 0, 5)).toBe(0)
    expect(majAtK([{ count: 8, right: true }], 0, 5)).toBe(1)
  })

  it('handles 64 different answers', () => {
    const classes = Array.from({ length: 64 }, (_, index) => ({ count: 1, right: index === 0 }))
    expect(majAtK(classes, 0, 16)).toBeCloseTo(1 / 64, 12)
  })

  it('refuses k > n and broken counts', () => {
    expect(() => majAtK([{ count: 2, right: true }], 1, 4)).toThrow('k = 4, n = 3')
    expect(() => majAtK([{ count: 1.5, right: true }], 1, 1)).toThrow(RangeError)
    expect(() => majAtK([{ count: 2, right: true }], -1, 1)).toThrow(RangeError)
  })
})
