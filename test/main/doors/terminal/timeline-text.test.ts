import { expect, it } from 'vitest'
import { createStyle } from '../../../../src/main/doors/terminal/style.ts'
import { timelineLines } from '../../../../src/main/doors/terminal/timeline-text.ts'
import type { Charge } from '../../../../src/shared/cost.ts'
import type { AttemptEvent } from '../../../../src/shared/events.ts'
import { emptyView, fold } from '../../../../src/shared/fold.ts'

const plain = createStyle(false)
const HOW = { stop: 'delimiter', confidence: null, reading: null } as const

function charge(model: Charge['model'], purpose: Charge['purpose'], ms: number): Charge {
  return { model, purpose, prefilled: 1, decoded: 1, ms, flops: 1, boundary: 0, reevaluated: 0 }
}

function opened(path: number): AttemptEvent {
  const cost = [charge('draft', 'prompt', 100)]
  return { type: 'path-opened', path, strategy: null, writer: 'draft-and-target', cost }
}

function drafted(path: number, step: number, ms: number): AttemptEvent {
  const cost = [charge('draft', 'write', ms)]
  return { type: 'step-drafted', path, step, text: 'abcd', tokens: 4, ms, ...HOW, cost }
}

function scored(path: number, step: number): AttemptEvent {
  const cost = [charge('target', 'score', 100)]
  return { type: 'step-scored', path, step, score: 1, evidence: null, reading: null, cost }
}

function rewritten(path: number, step: number): AttemptEvent {
  const cost = [charge('target', 'write', 300), charge('draft', 'sync', 100)]
  const kept = { kept: 0, keptTokens: 0 }
  return {
    type: 'step-rewritten',
    path,
    step,
    text: 'x',
    tokens: 1,
    ms: 300,
    ...HOW,
    ...kept,
    cost
  }
}

function viewOf(...events: readonly AttemptEvent[]) {
  return events.reduce(fold, emptyView())
}

/** A path that is rejected and rewritten, beside one whose draft stands. */
const view = viewOf(
  opened(0),
  opened(1),
  drafted(1, 0, 200),
  scored(1, 0),
  { type: 'step-accepted', path: 1, step: 0, cost: [] },
  drafted(0, 0, 400),
  scored(0, 0),
  rewritten(0, 0)
)

it('draws two lanes a path along one axis, a sign for each thing that is done and for waiting', () => {
  const lines = timelineLines(view, 14, plain)
  expect(lines.slice(0, 5)).toEqual([
    'Path 1',
    'draft waits 4…',
    '     1',
    '  D ▁░░░░····▁',
    '  T ·····▒███·'
  ])
  expect(lines.slice(6, 11)).toEqual(['Path 2', 'draft waits 2…', '     1', '  D ▁██·', '  T ···▒'])
  expect(lines[12]).toBe('    0.00 s')
})

it.each([20, 60, 200])('keeps within %i columns, and says what its signs are', (columns) => {
  const lines = timelineLines(view, columns, plain)
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(columns)
  const told = lines.join(' ')
  for (const sign of ['█', '░', '▒', '▁', '·']) expect(told).toContain(`${sign} `)
})

it('says so where no time was recorded', () => {
  expect(timelineLines(emptyView(), 80, plain)).toEqual(['No time was recorded of this attempt.'])
})
