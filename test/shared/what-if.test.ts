import { describe, expect, it } from 'vitest'
import {
  gammaDecodeAt,
  joinJudgings,
  judgingOf,
  whatIf,
  type Judging
} from '../../src/shared/what-if.ts'
import { acceptanceOf } from '../../src/shared/view.ts'
import { certainDigit, runScripted } from '../helpers/solve-job.ts'

const JUDGING: Judging = {
  drafts: [
    { attempt: 1, path: 0, step: 0, score: 8, tokens: 10, written: null },
    { attempt: 1, path: 0, step: 1, score: 4, tokens: 10, written: 12 },
    { attempt: 1, path: 0, step: 2, score: 6, tokens: 20, written: 30 },
    { attempt: 1, path: 1, step: 0, score: null, tokens: 5, written: 7 }
  ],
  target: 49,
  draft: 4.5
}

describe('another threshold', () => {
  it('lets drafts stand that were rewritten, and saves what the target wrote in their place', () => {
    const answer = whatIf(JUDGING, 5)
    expect(answer).toMatchObject({ judged: 4, stood: 1, stand: 2, target: 49 - 30 })
    expect(answer.decoding).toBeCloseTo((53.5 - 30) / 53.5)
    expect(answer.changed).toEqual([{ ...JUDGING.drafts[2], stands: true, first: true }])
  })

  it('has drafts rewritten that stood, with as many tokens as they have', () => {
    const answer = whatIf(JUDGING, 8.5)
    expect(answer).toMatchObject({ stand: 0, target: 59 })
    expect(answer.changed).toEqual([{ ...JUDGING.drafts[0], stands: false, first: true }])
  })

  it('never lets a draft stand whose score could not be read', () => {
    expect(whatIf(JUDGING, 0).stand).toBe(3)
  })

  it('says which change is the first of its path, attempt by attempt', () => {
    const again = { ...JUDGING, drafts: JUDGING.drafts.map((one) => ({ ...one, attempt: 2 })) }
    const both = joinJudgings([JUDGING, again])!
    const { changed, ...answer } = whatIf(both, 0)
    expect(answer).toMatchObject({ judged: 8, stand: 6, target: 2 * (49 - 42) })
    expect(changed.map(({ attempt, step, first }) => [attempt, step, first])).toEqual([
      [1, 1, true],
      [1, 2, false],
      [2, 1, true],
      [2, 2, false]
    ])
    expect(joinJudgings([])).toBeNull()
  })

  it('changes nothing at the threshold that was', async () => {
    let asked = 0
    const { view } = await runScripted({
      target: {
        choices: ({ continuations }) =>
          continuations.length === 10
            ? certainDigit(asked++ % 2 === 0 ? 3 : 9)
            : continuations.map(() => 0.1)
      }
    })
    const judging = judgingOf(view, 7)!
    const { judged, accepted } = acceptanceOf(view.paths)
    const answer = whatIf(judging, view.options!.threshold)
    expect(answer).toMatchObject({ judged, stood: accepted, stand: accepted, decoding: 1 })
    expect(answer.changed).toEqual([])
    expect(accepted).toBeGreaterThan(0)
    expect(judged).toBeGreaterThan(accepted)
    // All of them standing leaves nothing for the target to decode.
    expect(whatIf(judging, 0)).toMatchObject({ stand: judged, target: 0 })
  })

  it('moves gammaDecode by what is decoded, where it is known', () => {
    expect(gammaDecodeAt({ gammaDecode: 0.8, decoding: 0.5 })).toBeCloseTo(0.4)
    expect(gammaDecodeAt({ gammaDecode: null, decoding: 0.5 })).toBeNull()
  })

  it('asks nothing of a method in which the target judges no draft', async () => {
    const { view } = await runScripted({ options: { method: 'baseline' } })
    expect(judgingOf(view, 1)).toBeNull()
  })
})
