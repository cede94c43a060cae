import { describe, expect, it } from 'vitest'
import { certify } from '../../../src/core/calibration/certify.ts'
import { chooseScorer, evaluatePlans, findingsOf } from '../../../src/core/calibration/outcome.ts'
import type { PathRecord, Price, ProblemRecord } from '../../../src/core/calibration/record.ts'
import { promiseText, conclusionText } from '../../../src/core/calibration/conclusion.ts'
import type { PairCalibration } from '../../../src/shared/pair-calibration.ts'
import { DEFAULT_PLANS, EFFORTS } from '../../../src/shared/plan.ts'
import { retold } from '../../../src/shared/words/retold.ts'
import { certainDigit, PROFILE } from '../../helpers/solve-job.ts'

const price = (units: number): Price => ({ wallMs: units, flops: units, decoded: units })
const path = (right: boolean, min: number, units: number): PathRecord => ({
  answer: right ? '1' : '2',
  right,
  forced: false,
  evidence: { min, mean: min },
  price: price(units)
})

/** The draft is right and sure of it, at a tenth of the target's price, or wrong and handed over. */
function problem(draftRight: boolean, targetRight: boolean, units = 1): ProblemRecord {
  return {
    baseline: { right: targetRight, price: price(10) },
    draft: { selection: price(0), path: path(draftRight, draftRight ? 0.99 : 0.2, units) },
    handedOver: path(true, 0.995, 2 * units),
    selection: price(1),
    selected: [path(true, 0.995, 10)]
  }
}

/** So many problems, of which the target alone misses some. */
function problems(count: number, missed: number, units = 1): ProblemRecord[] {
  return Array.from({ length: count }, (_, index) =>
    problem(index % 3 !== 0, index >= missed, units)
  )
}

function calibration(chosenOn: ProblemRecord[], certifiedOn: ProblemRecord[]): PairCalibration {
  const outcome = evaluatePlans(chosenOn, certifiedOn, DEFAULT_PLANS)
  return { ...outcome, acceptance: { judged: 10, accepted: 8 } } as PairCalibration
}

describe('the conclusion', () => {
  it('says yes only where more answers and less time are both beyond chance', () => {
    const found = calibration(problems(60, 12), problems(60, 12))
    expect(findingsOf(found, 'balanced')).toEqual({ answers: 'more', time: 'less' })
    expect(conclusionText(found)).toMatch(
      /^Yes, on this machine: more right answers in less time\. 60 of 60 right instead of 48/
    )
  })

  it('never says yes of few problems, however well they went, and says how many it takes', () => {
    const found = calibration(problems(30, 1), problems(30, 1))
    expect(findingsOf(found, 'balanced')).toEqual({ answers: 'unknown', time: 'less' })
    const text = conclusionText(found)
    expect(text).not.toMatch(/\bYes\b/)
    expect(text).toMatch(/whether it loses answers is not known yet/)
    expect(text).toMatch(/30 problems are too few to say \(\d+ would do/)
  })

  it('says no where it takes longer for sure', () => {
    const found = calibration(problems(400, 0, 40), problems(400, 0, 40))
    expect(findingsOf(found, 'balanced').time).toBe('more')
    expect(conclusionText(found)).toMatch(/^No, not on this machine: it takes longer/)
  })

  it('promises as many answers once the bound is within a point', () => {
    const found = calibration(problems(400, 0), problems(400, 0))
    expect(findingsOf(found, 'balanced')).toEqual({ answers: 'as-many', time: 'less' })
    expect(promiseText(found.efforts.balanced.certificate)).toMatch(/^with 95 % confidence at most/)
  })

  it('does not use a plan that lost answers on the problems that did not choose it', () => {
    const sureAndWrong = Array.from({ length: 40 }, () => ({
      ...problem(false, true),
      draft: { selection: price(0), path: path(false, 0.99, 1) }
    }))
    const found = calibration(problems(40, 0), sureAndWrong)
    expect(found.efforts.eco.used).toBe(false)
    expect(found.plans.eco).toEqual(DEFAULT_PLANS.eco)
    expect(findingsOf(found, 'eco').answers).toBe('fewer')
    expect(conclusionText(found, 'eco')).toMatch(/^No: it loses answers/)
  })
})

describe('what is concluded and promised', () => {
  it('is told in German to the last word', () => {
    const measured = [
      calibration(problems(60, 12), problems(60, 12)),
      calibration(problems(30, 1), problems(30, 1)),
      calibration(problems(60, 12, 40), problems(60, 12, 40)),
      calibration(problems(60, 0, 40), problems(60, 0, 40)),
      calibration(problems(10, 0), problems(10, 0))
    ]
    const texts = measured.flatMap((found) =>
      EFFORTS.flatMap((effort) => [
        conclusionText(found, effort),
        promiseText(found.efforts[effort].certificate)
      ])
    )
    expect(new Set(texts).size).toBeGreaterThan(7)
    const told = texts.map((text) => retold(text, 'de'))
    expect(told.filter((text) => /\b(?:and|its|of|right|than|the|with)\b/.test(text))).toEqual([])
    expect(told.find((text) => text.startsWith('Ja'))).toMatch(
      /^Ja, auf diesem Rechner: mehr richtige Antworten in weniger Zeit\. 60 von 60 /
    )
  })
})

describe('the problems that a promise takes', () => {
  const pairs = (problems: number, losses: number, gains: number) =>
    Array.from({ length: problems }, (_, index) => ({
      plan: index >= losses,
      baseline: index < losses || index >= losses + gains
    }))

  it('are named as long as losses and gains go on as they were', () => {
    const { neededAtThisRate } = certify(pairs(30, 0, 2))
    expect(neededAtThisRate).toBeGreaterThan(30)
    expect(neededAtThisRate).toBeLessThan(368)
    // Without either it is the number without a loss, to three figures and a fifth of a percent.
    expect(certify(pairs(30, 0, 0)).neededAtThisRate).toBeCloseTo(368, -1)
  })

  it('are none where it loses more than a point', () => {
    expect(certify(pairs(100, 5, 1)).neededAtThisRate).toBeNull()
    expect(promiseText(certify(pairs(100, 5, 1)))).toContain('no number of problems')
  })

  it('knows a loss that is beyond chance', () => {
    expect(certify(pairs(100, 20, 1)).mostGain).toBeLessThan(0)
    expect(certify(pairs(100, 2, 1)).mostGain).toBeGreaterThan(0)
  })
})

describe('choosing a scorer', () => {
  const solution = (right: boolean, digit: number, min: number) => ({
    right,
    steps: [{ digits: certainDigit(digit), digitMass: 1, min, mean: min }]
  })

  it('takes the one whose scores went with the answers', () => {
    const solutions = Array.from({ length: 20 }, (_, index) =>
      solution(index % 2 === 0, 5, index % 2 === 0 ? 0.9 : 0.3)
    )
    const found = chooseScorer(solutions, { scorer: 'expected', threshold: 5 }, PROFILE)
    expect(found.scorer).toBe('likelihood')
    expect(found.threshold).toBeGreaterThan(2.7)
    expect(found.scorers.find(({ scorer }) => scorer === 'expected')!.auc).toBe(0.5)
    expect(found.scorers[0]!.reliability.reduce((sum, { count }) => sum + count, 0)).toBe(20)
  })

  it('changes nothing on a handful of wrong solutions', () => {
    const solutions = Array.from({ length: 20 }, (_, index) => solution(index > 3, 5, 0.9))
    expect(chooseScorer(solutions, { scorer: 'expected', threshold: 5 }, PROFILE)).toEqual({
      scorers: expect.any(Array) as unknown,
      scorer: 'expected',
      threshold: 5
    })
  })
})
