import { describe, expect, it } from 'vitest'
import { tally } from '../../../src/renderer/features/attempt/tally.ts'
import { emptyView } from '../../../src/shared/fold.ts'
import type { AttemptView } from '../../../src/shared/view.ts'
import { OPTIONS } from '../../helpers/solve-job.ts'

/** Paths that ended with these answers; null is a path that still thinks. */
function viewOf(
  answers: readonly (string | null)[],
  vote: 'count' | 'score' = 'count'
): AttemptView {
  return {
    ...emptyView(),
    options: { ...OPTIONS, vote },
    paths: answers.map((answer, id) => ({
      id,
      strategy: null,
      writer: 'target',
      end: answer === null ? null : 'finished',
      answer,
      forced: false,
      evidence: null,
      cause: null,
      steps: [],
      spans: [],
      progress: null
    }))
  }
}

const HALVES = new Map([
  ['3', 0],
  ['1/2', 1],
  ['0.5', 1]
])

describe('the vote so far', () => {
  it('puts answers together that the grader calls the same', () => {
    const { classes, ungrouped } = tally(viewOf(['3', '1/2', '0.5', null]), HALVES)
    expect(classes).toEqual([
      { answer: '1/2', paths: [1, 2], weight: 2 },
      { answer: '3', paths: [0], weight: 1 }
    ])
    expect(ungrouped).toBe(false)
  })

  it('counts answers as written until their groups are known, and says so', () => {
    const { classes, ungrouped, decided } = tally(viewOf(['3', '3', '3', '1/2', null]), new Map())
    expect(classes.map(({ weight }) => weight)).toEqual([3, 1])
    expect(ungrouped).toBe(true)
    expect(decided).toBe(false)
  })

  it('has a leader that cannot be overtaken once the lead exceeds the open paths', () => {
    expect(tally(viewOf(['3', '3', '3', '1/2', null]), HALVES).decided).toBe(true)
    expect(tally(viewOf(['3', '3', '1/2', '0.5', null]), HALVES).decided).toBe(false)
    expect(tally(viewOf(['3', '3', null]), new Map()).decided).toBe(true)
  })

  it('promises nothing where votes are weighed', () => {
    expect(tally(viewOf(['3', '3', '3', null], 'score'), HALVES).decided).toBe(false)
  })
})
