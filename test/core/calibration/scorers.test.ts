import { describe, expect, it } from 'vitest'
import {
  reliability,
  scoreOf,
  scoreOfAll,
  separate
} from '../../../src/core/calibration/scorers.ts'
import type { StepReading } from '../../../src/shared/judgement.ts'
import { certainDigit } from '../../helpers/solve-job.ts'

const reading = (digit: number, min: number): StepReading => ({
  digits: certainDigit(digit),
  digitMass: 1,
  min,
  mean: Math.sqrt(min)
})
const scored = (right: readonly number[], wrong: readonly number[]) => [
  ...right.map((score) => ({ score, right: true })),
  ...wrong.map((score) => ({ score, right: false }))
]

describe('a score', () => {
  it('is read off one judgement for every scorer', () => {
    const one = reading(6, 0.25)
    expect(scoreOf('argmax', one)).toBe(6)
    expect(scoreOf('expected', one)).toBe(6)
    expect(scoreOf('p-accept', one)).toBe(0)
    expect(scoreOf('likelihood', one)).toBe(2.25)
    expect(scoreOf('mean-likelihood', one)).toBe(4.5)
  })

  it('of a solution is that of its weakest step, and none where one could not be read', () => {
    expect(scoreOfAll('argmax', [reading(8, 1), reading(3, 1), reading(9, 1)])).toBe(3)
    const vague = { ...reading(8, 1), digitMass: 0.1 }
    expect(scoreOfAll('argmax', [reading(8, 1), vague])).toBeNull()
    expect(scoreOfAll('likelihood', [reading(8, 1), vague])).toBe(9)
    expect(scoreOfAll('likelihood', [])).toBeNull()
  })
})

describe('separating right from wrong', () => {
  it('parts them between the lowest right and the highest wrong score, where they do not overlap', () => {
    const found = separate('expected', scored([6, 7, 8], [1, 2, 3]), 9)
    expect(found).toMatchObject({ auc: 1, rightKept: 1, wrongKept: 0 })
    expect(found.threshold).toBeGreaterThan(3)
    expect(found.threshold).toBeLessThanOrEqual(6)
  })

  it("leaves the profile's threshold where it parts them as well", () => {
    expect(separate('expected', scored([6, 7, 8], [1, 2, 3]), 4).threshold).toBe(4)
    // One of forty wrong steps more is within the noise.
    const wrong = Array.from({ length: 40 }, (_, index) => index / 10)
    expect(separate('expected', scored([6, 7, 8], wrong), 3.85).threshold).toBe(3.85)
    expect(separate('expected', scored([6, 7, 8], wrong), 2).threshold).toBeGreaterThan(3.9)
  })

  it('weighs what it keeps of the right against what it keeps of the wrong', () => {
    const found = separate('likelihood', scored([2, 5, 6, 7], [1, 3, 4]), 9)
    expect(found).toMatchObject({ rightKept: 0.75, wrongKept: 0 })
    expect(found.auc).toBeCloseTo(10 / 12)
  })

  it('counts a score that could not be read as below every other', () => {
    const unread = [{ score: null, right: true }]
    expect(separate('argmax', [...unread, ...scored([], [0])], 5).auc).toBe(0)
  })

  it('says nothing of steps that are all right', () => {
    expect(separate('argmax', scored([5, 6], []), 5.5)).toMatchObject({
      auc: null,
      threshold: null,
      rightKept: 0.5
    })
  })
})

describe('the reliability curve', () => {
  it('bins neighbouring scores with exact intervals', () => {
    const bins = reliability(scored([5, 6, 7, 8, 9, 10], [1, 2, 3, 4]), 5)
    expect(bins.map(({ count, right }) => [count, right])).toEqual([
      [2, 0],
      [2, 0],
      [2, 2],
      [2, 2],
      [2, 2]
    ])
    // Clopper and Pearson of none in two: 1 - .025^(1/2).
    expect(bins[0]!.interval.low).toBe(0)
    expect(bins[0]!.interval.high).toBeCloseTo(1 - Math.sqrt(0.025), 9)
  })

  it('parts no equal scores', () => {
    expect(reliability(scored([9, 9, 9, 9], [9, 1]), 3).map(({ count }) => count)).toEqual([6])
    expect(reliability([], 5)).toEqual([])
  })
})
