import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  planBatches,
  predictMs,
  type BatchCosts
} from '../../../../src/inference/backends/llama/batch-plan.ts'

/** A batch of two takes longer than two alone; from four on, batches gain. As measured on a small CPU. */
const CPU: BatchCosts = [
  { tokens: 1, ms: 4 },
  { tokens: 2, ms: 11 },
  { tokens: 4, ms: 13 },
  { tokens: 5, ms: 18 },
  { tokens: 8, ms: 20 },
  { tokens: 64, ms: 80 }
]
/** However many tokens, the weights are read once. */
const GPU: BatchCosts = [
  { tokens: 1, ms: 5 },
  { tokens: 64, ms: 6 }
]

function ones(count: number): number[] {
  return Array.from({ length: count }, () => 1)
}

function groupSizes(groups: number[][]): number[] {
  return groups.map((group) => group.length).sort((a, b) => a - b)
}

describe('planBatches', () => {
  test('lets two wait for each other only where that is faster', () => {
    expect(groupSizes(planBatches(CPU, ones(2), 128))).toEqual([1, 1])
    expect(groupSizes(planBatches(GPU, ones(2), 128))).toEqual([2])
  })

  test('divides five into a batch of four and a single', () => {
    expect(groupSizes(planBatches(CPU, ones(5), 128))).toEqual([1, 4])
  })

  test('puts eight into one batch', () => {
    expect(groupSizes(planBatches(CPU, ones(8), 128))).toEqual([8])
  })

  test('ignores a gain that noise could have made', () => {
    const even: BatchCosts = [
      { tokens: 1, ms: 4 },
      { tokens: 2, ms: 7.9 }
    ]
    expect(groupSizes(planBatches(even, ones(2), 128))).toEqual([1, 1])
  })

  test('never fills a batch beyond its limit', () => {
    expect(groupSizes(planBatches(GPU, [64, 64, 64], 128))).toEqual([1, 2])
    expect(groupSizes(planBatches(GPU, [200], 128))).toEqual([1])
  })

  test('plans everyone once and never predicts a loss', () => {
    const increasing = fc
      .array(
        fc.record({
          step: fc.integer({ min: 1, max: 20 }),
          ms: fc.float({ min: Math.fround(0.1), max: 50, noNaN: true })
        }),
        { minLength: 1, maxLength: 6 }
      )
      .map((steps) => {
        let tokens = 0
        return steps.map(({ step, ms }) => ({ tokens: (tokens += step), ms }))
      })
    const sizes = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(increasing, sizes, (costs, sizes) => {
        const groups = planBatches(costs, sizes, 128)
        expect(groups.flat().sort((a, b) => a - b)).toEqual(sizes.map((_, index) => index))
        const total = (group: number[]) => group.reduce((sum, index) => sum + sizes[index]!, 0)
        const planned = groups.reduce((sum, group) => sum + predictMs(costs, total(group)), 0)
        const alone = sizes.reduce((sum, size) => sum + predictMs(costs, size), 0)
        expect(planned).toBeLessThanOrEqual(alone * 1.0001)
      })
    )
  })
})

describe('predictMs', () => {
  test('interpolates between measurements and extends the last two', () => {
    expect(predictMs(CPU, 1)).toBe(4)
    expect(predictMs(CPU, 3)).toBe(12)
    expect(predictMs(CPU, 64)).toBe(80)
    expect(predictMs(GPU, 127)).toBe(7)
  })

  test('takes a single measurement for every size', () => {
    expect(predictMs([{ tokens: 1, ms: 900 }], 8)).toBe(900)
  })
})
