import { describe, expect, it } from 'vitest'
import { acceptanceByPlace, scoresByOutcome } from '../../../src/main/runs/step-charts.ts'
import type { JudgedStep } from '../../../src/main/store/tables/judged-steps.ts'

function judged(changes: Partial<JudgedStep>): JudgedStep {
  return { method: 'ssr', problem: 0, step: 0, score: 9, answer: '1', ...changes }
}
const isOne = (_: number, answer: string | null) => answer === '1'

describe('acceptance by place', () => {
  it('counts the drafts of each place, and those that stand', () => {
    const steps = [
      judged({ step: 1 }),
      judged({ step: 0 }),
      judged({ step: 0, score: null }),
      judged({ step: 0, method: 'specreason' })
    ]
    expect(acceptanceByPlace(steps, ['baseline', 'specreason', 'ssr'])).toEqual([
      { method: 'specreason', places: [{ step: 0, drafted: 1, accepted: 1 }] },
      {
        method: 'ssr',
        places: [
          { step: 0, drafted: 2, accepted: 1 },
          { step: 1, drafted: 1, accepted: 1 }
        ]
      }
    ])
  })
})

describe('scores by outcome', () => {
  it('sorts the scores of drafts that stand by the answer of their path', () => {
    const steps = [
      judged({ score: 9 }),
      judged({ score: 7.4 }),
      judged({ score: 7.3, answer: '2' }),
      judged({ score: 8, answer: null }),
      judged({ score: null })
    ]
    const [spread] = scoresByOutcome(steps, ['ssr'], 'likelihood', isOne)
    expect(spread!.highest).toBe(9)
    expect(spread!.bins[8]).toEqual({ right: 1, wrong: 2 })
    expect(spread!.bins[9]).toEqual({ right: 1, wrong: 0 })
    expect(spread!.bins.reduce((sum, { right, wrong }) => sum + right + wrong, 0)).toBe(4)
    // 9 is above both of the wrong ones, 7.4 above one of them.
    expect(spread!.auc).toBe(3 / 4)
  })

  it('knows the scale of the scorer', () => {
    const [spread] = scoresByOutcome([judged({ score: 0.55 })], ['ssr'], 'p-accept', isOne)
    expect(spread).toMatchObject({ highest: 1, auc: null })
    expect(spread!.bins[5]).toEqual({ right: 1, wrong: 0 })
  })

  it('leaves out what nobody can judge', () => {
    expect(scoresByOutcome([judged({})], ['ssr'], 'likelihood', () => null)).toEqual([])
  })
})
