import { describe, expect, it } from 'vitest'
import {
  type AttemptPair,
  matches,
  nextDiffering
} from '../../../src/renderer/features/compare/pairs.ts'
import { divergence } from '../../../src/renderer/features/compare/divergence.ts'
import { describeDifference } from '../../../src/renderer/features/compare/sentence.ts'
import type { PathView } from '../../../src/shared/view.ts'

function pair(problem: number, a: 'right' | 'wrong', b: 'right' | 'wrong'): AttemptPair {
  return {
    problem,
    repeat: 0,
    a: { attempt: problem, answer: a === 'right' ? '1' : '2', verdict: a },
    b: { attempt: 100 + problem, answer: b === 'right' ? '1' : '3', verdict: b }
  }
}

describe('pairs of attempts', () => {
  const pairs = [
    pair(0, 'right', 'right'),
    pair(1, 'right', 'wrong'),
    pair(2, 'wrong', 'wrong'),
    pair(3, 'wrong', 'right')
  ]

  it.each([
    ['differ', [1, 3]],
    ['both', [0]],
    ['only-a', [1]],
    ['only-b', [3]],
    ['neither', [2]],
    ['answers', [1, 2, 3]],
    ['all', [0, 1, 2, 3]]
  ] as const)('are listed by "%s"', (filter, problems) => {
    const listed = pairs.filter((one) => matches(one, filter))
    expect(listed.map(({ problem }) => problem)).toEqual(problems)
  })

  it('lead from each disagreement to the next, and round', () => {
    expect(nextDiffering(pairs, null)).toBe(pairs[1])
    expect(nextDiffering(pairs, pairs[1]!)).toBe(pairs[3])
    expect(nextDiffering(pairs, pairs[3]!)).toBe(pairs[1])
    expect(nextDiffering([pairs[0]!], null)).toBeNull()
  })
})

describe('a difference in words', () => {
  it('is not significant where its interval holds 0', () => {
    expect(
      describeDifference({
        difference: 0.02,
        interval: { low: -0.08, high: 0.12 },
        significant: false
      })
    ).toBe(
      'No significant difference: B − A is +2.0 points, and its 95 % interval, −8.0 to +12.0, holds 0.'
    )
  })

  it('says who is ahead, by how much', () => {
    const worse = { difference: -0.05, interval: { low: -0.08, high: -0.02 } }
    expect(describeDifference({ ...worse, significant: true })).toBe(
      'B is 5.0 points worse than A (95 %: −8.0 to −2.0).'
    )
  })
})

describe('where two attempts part', () => {
  function path(id: number, strategy: string | null, ...texts: string[]): PathView {
    return {
      id,
      strategy: strategy === null ? null : { id: strategy },
      steps: texts.map((text, index) => ({ index, text }))
    } as unknown as PathView
  }

  it('is the first step that differs, of the paths on one strategy that go together longest', () => {
    const a = [path(0, 'left', 'a', 'b', 'c'), path(1, 'right', 'x', 'y')]
    const b = [path(0, 'right', 'z'), path(1, 'left', 'a', ' b ', 'd')]
    expect(divergence(a, b)).toEqual({ a: { path: 0, step: 2 }, b: { path: 1, step: 2 } })
  })

  it('is the last step where one goes on and the other does not', () => {
    expect(divergence([path(0, null, 'a')], [path(0, null, 'a', 'b')])).toEqual({
      a: { path: 0, step: 0 },
      b: { path: 0, step: 0 }
    })
  })

  it('is nowhere where all steps are the same, or no paths belong together', () => {
    expect(divergence([path(0, null, 'a')], [path(0, null, 'a')])).toBeNull()
    expect(divergence([path(0, null, 'a')], [])).toBeNull()
  })
})
