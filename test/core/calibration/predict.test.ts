import { describe, expect, it } from 'vitest'
import { guessFromSizes, speedsOf } from '../../../src/core/calibration/compare-predictions.ts'
import {
  acceptanceThatPays,
  predict,
  type PairGuess
} from '../../../src/core/calibration/predict.ts'

/** No prompt, no questions, no selection: what is left is the paper's own formula. */
const BARE: PairGuess = {
  ...guessFromSizes(0.1),
  acceptance: 0.75,
  rewritten: 1,
  prompt: 0,
  solution: 100,
  step: 20,
  selection: 0
}
const of = (guess: PairGuess, method: string, paths = 3) =>
  predict(guess, paths).find((one) => one.method === method)!

describe('predicting what a pair costs', () => {
  it("gives the paper's n (1 - a + alpha) for the decoded tokens of ssr", () => {
    for (const [paths, acceptance] of [
      [1, 0.5],
      [3, 0.75],
      [5, 0.9]
    ] as const) {
      const { gammaDecode } = of({ ...BARE, acceptance }, 'ssr', paths)
      expect(gammaDecode).toBeCloseTo(paths * (1 - acceptance + 0.1))
    }
  })

  it('counts what is read as well: the target evaluates every drafted token', () => {
    // 3 (1 + .25 + .1 (1 + .25)): read, written anew, and both by the draft.
    expect(of(BARE, 'ssr').gamma).toBeCloseTo(3 * (1.25 + 0.125))
    // Written by the draft .1, read .3, written anew .25, and read along .25 x .03.
    expect(of(BARE, 'specreason').time).toBeCloseTo(0.1 + 0.3 + 0.25 + 0.0075)
  })

  it('takes n times the target alone for n paths, less where they share batches', () => {
    expect(of(BARE, 'parallel', 4)).toMatchObject({ time: 4, gamma: 4, gammaDecode: 4 })
    expect(of({ ...BARE, together: (n) => (n === 4 ? 0.5 : 1) }, 'parallel', 4).time).toBe(2)
  })

  it('reads a prompt once, whatever the number of paths', () => {
    const guess = { ...BARE, prompt: 100 }
    expect(of(guess, 'parallel', 3).gamma).toBeCloseTo((100 + 300) / 200)
    expect(of(guess, 'parallel', 3).time).toBeCloseTo((30 + 300) / 130)
  })

  it('adds as many tokens a pass as are expected to stand', () => {
    // All stand: five tokens for four proposals, a written and four read.
    const sure = of({ ...BARE, tokenAcceptance: 1 }, 'speculative')
    expect(sure.gammaDecode).toBeCloseTo((1 + 0.1 * 4) / 5)
    expect(sure.time).toBeCloseTo((0.4 + 1 + 1.2) / 5)
    // None stands: one token a pass, and everything for nothing.
    expect(of({ ...BARE, tokenAcceptance: 0 }, 'speculative').time).toBeCloseTo(0.4 + 1 + 1.2)
  })

  it('lets the target sleep where the draft is never rejected', () => {
    const { time, gamma, gammaDecode } = of({ ...BARE, acceptance: 1 }, 'ssr-adaptive')
    expect([time, gamma, gammaDecode].map((value) => value.toFixed(6))).toEqual(
      Array(3).fill('0.100000')
    )
  })

  it('says from which share of kept steps on time is saved', () => {
    const pays = acceptanceThatPays(BARE)!
    expect(of({ ...BARE, acceptance: pays }, 'ssr-adaptive').time).toBeLessThan(1)
    expect(of({ ...BARE, acceptance: pays - 0.01 }, 'ssr-adaptive').time).toBeGreaterThanOrEqual(1)
    // A draft as slow as its target saves nothing, however many of its steps stand.
    const slow = { ...BARE, draft: BARE.target }
    expect(acceptanceThatPays(slow)).toBeNull()
  })

  it('goes by measured batches, between sizes linearly', () => {
    const target = {
      decodeMs: 10,
      readMs: 2,
      batches: [
        { tokens: 1, ms: 10 },
        { tokens: 2, ms: 16 },
        { tokens: 4, ms: 20 }
      ]
    }
    const { together } = speedsOf({ draft: target, target })
    expect(together(1)).toBe(1)
    expect(together(3)).toBeCloseTo(18 / 30)
    expect(together(4)).toBeCloseTo(0.5)
    // Nothing is known of more: no gain is promised.
    expect(together(8)).toBe(1)
  })
})
