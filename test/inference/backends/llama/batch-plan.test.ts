import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  piecesOf,
  planBatches,
  predictMs,
  type BatchCosts,
  type Waiting
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

/** Evaluations of so many tokens, of sequences that follow one another. */
function waiting(...sizes: number[]): Waiting[] {
  return sizes.map((tokens, sequence) => ({ tokens, sequence }))
}

function ones(count: number): Waiting[] {
  return waiting(...Array.from({ length: count }, () => 1))
}

/** One token of a sequence. */
function at(sequence: number): Waiting {
  return { tokens: 1, sequence }
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
    expect(groupSizes(planBatches(GPU, waiting(64, 64, 64), 128))).toEqual([1, 2])
    expect(groupSizes(planBatches(GPU, waiting(200), 128))).toEqual([1])
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
    const sizes = fc.uniqueArray(
      fc.record({
        tokens: fc.integer({ min: 1, max: 64 }),
        sequence: fc.integer({ min: 0, max: 20 })
      }),
      { minLength: 1, maxLength: 12, selector: ({ sequence }) => sequence }
    )
    fc.assert(
      fc.property(increasing, sizes, (costs, all) => {
        const groups = planBatches(costs, all, 128)
        expect(groups.flat().sort((a, b) => a - b)).toEqual(all.map((_, index) => index))
        const predicted = (group: number[]) =>
          piecesOf(group.map((index) => all[index]!)).reduce(
            (sum, tokens) => sum + predictMs(costs, tokens),
            0
          )
        const planned = groups.reduce((sum, group) => sum + predicted(group), 0)
        const alone = all.reduce((sum, { tokens }) => sum + predictMs(costs, tokens), 0)
        expect(planned).toBeLessThanOrEqual(alone * 1.0001)
      })
    )
  })

  test('puts a batch in the order of the sequences, whoever came first', () => {
    const [group] = planBatches(GPU, [at(2), at(0), at(1)], 128)
    expect(group).toEqual([1, 2, 0])
  })

  test('lets nobody wait for a batch that llama.cpp would take apart', () => {
    expect(planBatches(GPU, [at(0), at(2)], 128)).toEqual([[0], [1]])
    expect(groupSizes(planBatches(GPU, [at(0), at(2), at(3)], 128))).toEqual([1, 2])
  })

  test('begins with the shortest', () => {
    expect(planBatches(CPU, waiting(64, 1), 128)).toEqual([[1], [0]])
  })
})

describe('piecesOf', () => {
  test('sequences in a row with equally many tokens are one piece', () => {
    expect(piecesOf(waiting(1, 1, 1))).toEqual([3])
    expect(piecesOf(waiting(16, 16))).toEqual([32])
  })

  test('a gap between the numbers of two sequences parts them', () => {
    expect(piecesOf([at(0), at(1), at(3)])).toEqual([2, 1])
    expect(piecesOf([at(1), at(0)])).toEqual([1, 1])
  })

  test('longer ones go on in further pieces', () => {
    expect(piecesOf(waiting(12, 16, 14))).toEqual([36, 4, 2])
    expect(piecesOf(waiting(16, 12, 16))).toEqual([36, 4, 4])
  })

  test('nothing is evaluated twice or left out', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 })
    fc.assert(
      fc.property(sizes, (sizes) => {
        const pieces = piecesOf(waiting(...sizes))
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
        expect(sum(pieces)).toBe(sum(sizes))
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
