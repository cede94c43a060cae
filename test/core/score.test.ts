import { describe, expect, it } from 'vitest'
import { decide, readDigits, scoreStep } from '../../src/core/score.ts'
import { Bill } from '../../src/core/attempt.ts'
import { ScriptedModel } from '../helpers/scripted-model.ts'
import { solvePrompt } from '../../src/core/prompts.ts'
import { SCORERS } from '../../src/shared/scorers/scorers.ts'
import { PROFILE } from '../helpers/solve-job.ts'

const signal = { aborted: false }
/** As QwQ-32B scores: most of the mass on 7, the rest spread. */
const spread = { digits: [0, 0, 0, 0, 0, 0.2, 0, 0.4, 0.1, 0.2], digitMass: 0.9 }

describe('the digit scorers', () => {
  it('argmax is the most probable digit', () => {
    expect(readDigits(SCORERS['argmax'], spread)).toBe(7)
  })
  it('expected is the mean over the mass on digits', () => {
    expect(readDigits(SCORERS['expected'], spread)).toBeCloseTo(
      (5 * 0.2 + 7 * 0.4 + 8 * 0.1 + 9 * 0.2) / 0.9
    )
  })
  it('p-accept is the share of 7 and above', () => {
    expect(readDigits(SCORERS['p-accept'], spread)).toBeCloseTo(0.7 / 0.9)
  })
  it('are unparsed where little of the mass is on digits', () => {
    const vague = { digits: spread.digits.map((p) => p / 3), digitMass: 0.3 }
    expect(readDigits(SCORERS['argmax'], vague)).toBeNull()
    expect(decide(null, 0)).toBe('rewritten')
  })
})

describe('the likelihood scorers', () => {
  async function score(scorer: 'likelihood' | 'mean-likelihood') {
    const probabilities: Record<string, number> = { a: 0.5, b: 0.8 }
    const model = new ScriptedModel({
      write: () => '',
      probability: ({ token }) => probabilities[token] ?? 1
    })
    const { thread } = await model.open(solvePrompt(PROFILE, 'Why?', null), signal)
    return scoreStep('a b', {
      target: thread,
      scorer,
      profile: PROFILE,
      tokens: false,
      signal,
      bill: new Bill()
    })
  }

  it('take nine times the smallest token probability of the step', async () => {
    expect(await score('likelihood')).toMatchObject({ score: 4.5, evidence: { min: 0.5 } })
  })
  it('or nine times the geometric mean', async () => {
    expect((await score('mean-likelihood')).score).toBeCloseTo(9 * Math.cbrt(0.4))
  })
})

it('a step at the threshold stands, one just below does not', () => {
  expect(decide(7, 7)).toBe('accepted')
  expect(decide(6.999, 7)).toBe('rewritten')
})
