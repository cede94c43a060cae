import { describe, expect, it } from 'vitest'
import { certify } from '../../../src/core/calibration/certify.ts'

/** So many problems, of which the target alone got some that the plan lost, and the other way round. */
function pairs(problems: number, losses: number, gains: number) {
  return Array.from({ length: problems }, (_, index) => ({
    plan: index >= losses,
    baseline: index < losses || index >= losses + gains
  }))
}

/** P(X <= k) of a binomial, term by term. */
function atMost(k: number, n: number, p: number): number {
  let term = (1 - p) ** n
  let sum = term
  for (let i = 1; i <= k; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p))
    sum += term
  }
  return sum
}

describe('certify', () => {
  it('promises from 368 problems without a loss on, and not before', () => {
    // 1 - .025^(1/n) falls below .01 between 367 and 368.
    expect(certify(pairs(368, 0, 0))).toMatchObject({ certified: true, losses: 0, gains: 0 })
    expect(certify(pairs(367, 0, 0))).toMatchObject({ certified: false, needed: 368 })
    expect(certify(pairs(368, 0, 0)).worstLoss).toBeCloseTo(1 - 0.025 ** (1 / 368), 9)
  })

  it('refuses to promise on too few problems, and on none at all', () => {
    expect(certify(pairs(30, 0, 0))).toMatchObject({ certified: false, needed: 368 })
    expect(certify([])).toMatchObject({ problems: 0, worstLoss: 1, certified: false })
  })

  it('takes its bounds from the exact binomial distribution', () => {
    for (const [losses, problems] of [
      [1, 10],
      [5, 20],
      [3, 400]
    ] as const) {
      const { worstLoss } = certify(pairs(problems, losses, 0))
      expect(atMost(losses, problems, worstLoss)).toBeCloseTo(0.025, 9)
    }
    // Clopper and Pearson of 1 in 10: .0025 to .4450.
    expect(certify(pairs(10, 1, 1)).worstLoss).toBeCloseTo(0.445 - 0.0025, 4)
    expect(certify(pairs(5, 5, 0)).worstLoss).toBe(1)
  })

  it('lets gains make up for losses, for no more than they are sure to be', () => {
    expect(certify(pairs(100, 1, 20))).toMatchObject({ losses: 1, gains: 20, certified: true })
    expect(certify(pairs(100, 1, 20)).worstLoss).toBeLessThan(0)
    expect(certify(pairs(100, 8, 10)).certified).toBe(false)
  })
})
