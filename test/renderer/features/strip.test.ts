import { describe, expect, it } from 'vitest'
import { stripCells } from '../../../src/renderer/features/attempt/strip.ts'
import type { StepView } from '../../../src/shared/view.ts'

function step(index: number, part: Partial<StepView> = {}): StepView {
  return {
    index,
    author: 'draft',
    text: '',
    tokens: 10,
    ms: 1,
    stop: 'delimiter',
    state: 'accepted',
    score: 9,
    evidence: null,
    rejected: null,
    confidence: null,
    kept: 0,
    speculation: null,
    ...part
  }
}

describe('the strip of a path', () => {
  it('has a cell for each step where they fit', () => {
    const cells = stripCells([step(0), step(1, { author: 'target', state: 'rewritten' })], 80)
    expect(cells).toMatchObject([
      { first: 0, last: 0, target: 0, pending: false },
      { first: 1, last: 1, target: 1, pending: false }
    ])
  })

  it('puts neighbours together in a long path, and loses none', () => {
    const steps = Array.from({ length: 1901 }, (_, index) =>
      step(index, index % 4 === 0 ? { author: 'target', state: 'rewritten' } : {})
    )
    const cells = stripCells(steps, 80)
    expect(cells.length).toBeLessThanOrEqual(80)
    expect(cells[0]).toMatchObject({ first: 0, last: 23, tokens: 240, target: 0.25 })
    expect(cells.at(-1)!.last).toBe(1900)
    expect(cells.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(19_010)
  })

  it('shows what is not decided as such', () => {
    expect(stripCells([step(0, { state: 'drafted' })], 80)[0]!.pending).toBe(true)
    expect(stripCells([], 80)).toEqual([])
  })
})
