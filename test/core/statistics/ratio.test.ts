import { expect, it } from 'vitest'
import { createRandom } from '../../../src/core/random.ts'
import { ratioOfSums } from '../../../src/core/statistics/ratio.ts'

it('is the ratio of the sums, not the mean of the ratios', () => {
  const ratio = ratioOfSums([
    { first: 1, second: 1 },
    { first: 1, second: 9 }
  ])!
  expect(ratio.value).toBe(0.2)
  expect(ratio.interval.low).toBeLessThan(0.2)
})

it('has no width where every problem has the same ratio', () => {
  const { value, interval } = ratioOfSums([1, 5, 20].map((x) => ({ first: x / 2, second: x })))!
  expect([value, interval.low, interval.high]).toEqual([0.5, 0.5, 0.5])
})

it('says nothing over nothing, and everything of a single problem', () => {
  expect(ratioOfSums([])).toBeNull()
  expect(ratioOfSums([{ first: 1, second: 0 }])).toBeNull()
  expect(ratioOfSums([{ first: 1, second: 2 }])!.interval).toEqual({ low: 0, high: Infinity })
})

it('holds the true ratio in 19 of 20 samples', () => {
  const random = createRandom(1)
  const holds = Array.from({ length: 1000 }, () => {
    const problems = Array.from({ length: 60 }, () => {
      const second = 0.5 + random.next()
      return { first: second * (0.4 + 0.6 * random.next()), second }
    })
    const { low, high } = ratioOfSums(problems)!.interval
    return low <= 0.7 && 0.7 <= high
  }).filter(Boolean).length
  expect(holds).toBeGreaterThan(925)
  expect(holds).toBeLessThan(975)
})
