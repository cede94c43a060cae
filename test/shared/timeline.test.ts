import { describe, expect, it } from 'vitest'
import type { Charge } from '../../src/shared/cost.ts'
import type { AttemptEvent } from '../../src/shared/events.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import { lengthOf, pathTimeline, stepAt, waitingShare } from '../../src/shared/timeline.ts'
import { boxesOf, momentsOf, pathData } from '../../src/shared/timeline-drawing.ts'
import type { AttemptView } from '../../src/shared/view.ts'
import type { Script } from '../helpers/scripted-model.ts'
import { certainDigit, OPTIONS, runScripted } from '../helpers/solve-job.ts'

const model = { name: 'model', sha256: '0'.repeat(64), parameters: 1 }
const HOW = { stop: 'delimiter', confidence: null, reading: null } as const

function charge(model: Charge['model'], purpose: Charge['purpose'], ms: number): Charge {
  return { model, purpose, prefilled: 1, decoded: 1, ms, flops: 1, boundary: 0, reevaluated: 0 }
}
function started(exact: boolean): AttemptEvent {
  return {
    type: 'started',
    problem: 'How many?',
    options: { ...OPTIONS, exact },
    pair: { draft: model, target: model },
    fork: null
  }
}
function opened(path: number, ms: number): AttemptEvent {
  const cost = [charge('draft', 'prompt', ms), charge('target', 'prompt', ms)]
  return { type: 'path-opened', path, strategy: null, writer: 'draft-and-target', cost }
}
function drafted(path: number, step: number, ms: number): AttemptEvent {
  const cost = [charge('draft', 'write', ms)]
  return { type: 'step-drafted', path, step, text: 'abcd', tokens: 4, ms, ...HOW, cost }
}
function scored(path: number, step: number, ms: number): AttemptEvent {
  const cost = [charge('target', 'score', ms)]
  return { type: 'step-scored', path, step, score: 1, evidence: null, reading: null, cost }
}
function rewritten(path: number, step: number, ms: number, kept: number): AttemptEvent {
  const cost = [charge('target', 'write', ms), charge('draft', 'sync', 1)]
  const written = { text: 'abxy', tokens: 4, ms, ...HOW, kept, keptTokens: kept }
  return { type: 'step-rewritten', path, step, ...written, cost }
}
function ended(path: number): AttemptEvent {
  const how = { answer: '1', forced: false, evidence: null, cause: null }
  return { type: 'path-ended', path, end: 'finished', ...how, cost: [] }
}
/** Rejects every second draft. */
function lowThenHigh(): NonNullable<Script['choices']> {
  let asked = 0
  return ({ turn, continuations }) =>
    turn === null || continuations.length !== 10
      ? continuations.map((_, index) => 0.4 - index / 10)
      : certainDigit(asked++ % 2 === 0 ? 1 : 9)
}
function viewOf(events: readonly AttemptEvent[]): AttemptView {
  return events.reduce(fold, emptyView())
}

describe('the timeline of a path', () => {
  it('lets a call begin where the last one on its path ended, and divides a draft at what was kept', () => {
    const view = viewOf([
      started(false),
      opened(0, 5),
      drafted(0, 0, 20),
      scored(0, 0, 8),
      rewritten(0, 0, 30, 1)
    ])
    const path = pathTimeline(view.paths[0]!)
    expect(path.lanes).toEqual({
      draft: [
        { activity: 'other', from: 0, to: 5 },
        { activity: 'kept', from: 10, to: 15 },
        { activity: 'rejected', from: 15, to: 30 },
        { activity: 'other', from: 68, to: 69 }
      ],
      target: [
        { activity: 'other', from: 5, to: 10 },
        { activity: 'scored', from: 30, to: 38 },
        { activity: 'written', from: 38, to: 68 }
      ]
    })
    expect(path.steps).toEqual([{ step: 0, from: 10, to: 69 }])
    expect(lengthOf(view)).toBe(69)
    expect(waitingShare(path, 'draft')).toBeCloseTo(1 - 26 / 69)
  })

  it('keeps the order of events across paths: nothing ends before what was told earlier', () => {
    const view = viewOf([started(false), opened(0, 5), opened(1, 10), drafted(0, 0, 2)])
    // The draft's own calls end at 12; it was told after the other path had opened at 20.
    expect(view.paths[0]!.steps[0]!.spans).toEqual([
      { model: 'draft', purpose: 'write', from: 18, to: 20 }
    ])
  })

  describe('on which the draft writes ahead', () => {
    const begun = [started(false), opened(0, 5), drafted(0, 0, 20), scored(0, 0, 8)]
    const accepted: AttemptEvent = { type: 'step-accepted', path: 0, step: 0, cost: [] }
    const early = (event: AttemptEvent): AttemptEvent => {
      if (!('cost' in event)) return event
      const [first, ...others] = event.cost
      return { ...event, cost: [{ ...first!, headStart: 8 }, ...others] }
    }

    it.each([
      ['for longer than the target judged', 12, { from: 30, to: 42 }, 42],
      ['for a shorter time', 3, { from: 30, to: 33 }, 38]
    ])('has the next step beside the judging: %s', (_, ms, written, next) => {
      const events = [...begun, accepted, early(drafted(0, 1, ms)), scored(0, 1, 8)]
      const { lanes, steps } = pathTimeline(viewOf(events).paths[0]!)
      expect(lanes.draft.at(-1)).toEqual({ activity: 'kept', ...written })
      expect(lanes.target.slice(1)).toEqual([
        { activity: 'scored', from: 30, to: 38 },
        { activity: 'scored', from: next, to: next + 8 }
      ])
      expect(steps).toEqual([
        { step: 0, from: 10, to: 38 },
        { step: 1, from: 30, to: next + 8 }
      ])
    })

    it('shows what was written in vain where it was written', () => {
      const rejected = rewritten(0, 0, 30, 0)
      const vain = { ...charge('draft', 'ahead', 6), headStart: 8 }
      const cost = 'cost' in rejected ? [vain, ...rejected.cost] : []
      const view = viewOf([...begun, { ...rejected, cost } as AttemptEvent])
      expect(pathTimeline(view.paths[0]!).lanes.draft.slice(1)).toEqual([
        { activity: 'rejected', from: 10, to: 30 },
        { activity: 'rejected', from: 30, to: 36 },
        { activity: 'other', from: 68, to: 69 }
      ])
      expect(view.cost.draft.ahead).toMatchObject({ ms: 6 })
    })

    it('has no model on two calls of a path at once, whichever way it goes', async () => {
      const { view } = await runScripted({
        options: { draftAhead: 'on' },
        target: { choices: lowThenHigh() }
      })
      expect(view.cost.draft.ahead.decoded).toBeGreaterThan(0)
      for (const path of view.paths) {
        for (const lane of Object.values(pathTimeline(path).lanes)) {
          for (const [index, { from }] of lane.entries()) {
            expect(from).toBeGreaterThanOrEqual(lane[index - 1]?.to ?? 0)
          }
        }
      }
    })
  })

  it('lets paths that take turns wait for each other', () => {
    const events = [opened(0, 5), opened(1, 5), drafted(0, 0, 10), drafted(1, 0, 10)]
    const from = (exact: boolean) =>
      viewOf([started(exact), ...events]).paths.map(({ steps }) => steps[0]!.spans[0]!.from)
    expect(from(false)).toEqual([10, 10])
    expect(from(true)).toEqual([20, 30])
  })

  it('opens no path before the decision that called for it, or the end of those before it', () => {
    const first = [opened(0, 5), drafted(0, 0, 10)]
    const decided: AttemptEvent = { type: 'decided', text: 'Another path opens.' }
    const begin = (events: readonly AttemptEvent[]) =>
      viewOf([started(false), ...events]).paths[1]!.spans[0]!.from
    expect(begin([...first, decided, opened(1, 50)])).toBe(20)
    expect(begin([...first, ended(0), opened(1, 50)])).toBe(20)
    expect(begin([...first, opened(1, 50)])).toBe(0)
  })

  it('has every step of an attempt in its order, and no model on two calls of a path at once', async () => {
    const { view } = await runScripted({ target: { choices: lowThenHigh() } })
    expect(view.paths.length).toBe(3)
    expect(view.paths.some(({ steps }) => steps.some(({ rejected }) => rejected))).toBe(true)
    for (const path of view.paths) {
      const { steps, lanes, to: end } = pathTimeline(path)
      expect(steps.map(({ step }) => step)).toEqual(path.steps.map(({ index }) => index))
      for (const [index, { from, to }] of steps.entries()) {
        expect(from).toBeLessThan(to)
        expect(from).toBeGreaterThanOrEqual(steps[index - 1]?.to ?? 0)
      }
      expect(end).toBeLessThanOrEqual(lengthOf(view))
      const all = [...lanes.draft, ...lanes.target].sort((a, b) => a.from - b.from)
      for (const [index, { from }] of all.entries()) {
        expect(from).toBeGreaterThanOrEqual(all[index - 1]?.to ?? 0)
      }
    }
  })

  it('finds the step under a moment', () => {
    const steps = [
      { step: 0, from: 10, to: 20 },
      { step: 1, from: 20, to: 25 },
      { step: 2, from: 40, to: 50 }
    ]
    const path = { path: 0, from: 0, to: 50, lanes: { draft: [], target: [] }, steps }
    expect([0, 15, 20, 30, 99].map((ms) => stepAt(path, ms))).toEqual([0, 0, 1, 1, 2])
    expect(stepAt({ ...path, steps: [] }, 5)).toBeNull()
  })
})

describe('the drawing of a lane', () => {
  it('has a box of the full height for what is wide enough', () => {
    const boxes = boxesOf([{ activity: 'kept', from: 100, to: 150 }], { ms: 1000, width: 500 })
    expect([...boxes]).toEqual([['kept', [{ left: 50, width: 25, top: 0, height: 1 }]]])
    expect(pathData(boxes.get('kept')!, { top: 1, height: 10 })).toBe('M50 1h25v10h-25z')
  })

  it('puts thousands of narrow stretches together, as high as their shares of the time', () => {
    const lane = Array.from({ length: 10_000 }, (_, index) => ({
      activity: index % 2 === 0 ? ('kept' as const) : ('rejected' as const),
      from: index * 4,
      to: index * 4 + (index % 2 === 0 ? 3 : 1)
    }))
    const boxes = boxesOf(lane, { ms: 40_000, width: 800 })
    expect(boxes.get('kept')!.length).toBeLessThanOrEqual(401)
    for (const { left, height } of boxes.get('kept')!) {
      if (left > 0 && left < 798) expect(height).toBeCloseTo(0.375, 1)
    }
    const area = (activity: 'kept' | 'rejected') =>
      boxes.get(activity)!.reduce((sum, { width, height }) => sum + width * height, 0)
    expect(area('kept')).toBeCloseTo(300)
    expect(area('rejected')).toBeCloseTo(100)
  })

  it('marks round moments, of nothing the beginning', () => {
    expect(momentsOf(1100, 6)).toEqual([0, 200, 400, 600, 800, 1000])
    expect(momentsOf(0, 6)).toEqual([0])
  })
})
