import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { storeLongAttempt } from '../../../bench/window/long-runs.ts'
import { openInMemory } from '../../../src/main/store/database.ts'
import { keptEvents } from '../../../src/main/store/tables/event-batches.ts'
import { fittingOf } from '../../../src/shared/documents/fitting.ts'
import { readingSchema } from '../../../src/shared/documents/reading.ts'
import { attemptEventSchema } from '../../../src/shared/events.ts'

const fits = fittingOf(attemptEventSchema)
const reading = readingSchema(attemptEventSchema)

/** An attempt's events as a store keeps them, the first of each kind. */
function eventOfEachKind(): Record<string, unknown>[] {
  const database = openInMemory()
  const { attempt } = storeLongAttempt(database, { paths: 2, tokens: 170 })
  const events = keptEvents(database, attempt).events as Record<string, unknown>[]
  return [...new Map(events.toReversed().map((event) => [event.type, event])).values()]
}

const STRANGE = [undefined, null, true, '', 'x', -1, 0.5, 2, 1e300, NaN, [], {}, [{}], { a: 1 }]

/** The value with each of its parts in turn left out, made strange, or given something beside it. */
function* changed(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return
  const copy = () => structuredClone(value) as Record<string, unknown>
  for (const name of Object.keys(value)) {
    const without = copy()
    if (Array.isArray(without)) without.splice(Number(name), 1)
    else delete without[name]
    yield without
    for (const strange of STRANGE) yield { ...copy(), [name]: strange }
    for (const part of changed((value as Record<string, unknown>)[name])) {
      const whole = Array.isArray(value) ? [...(structuredClone(value) as unknown[])] : copy()
      ;(whole as Record<string, unknown>)[name] = part
      yield whole
    }
  }
  yield { ...copy(), unheardOf: 1 }
}

describe('a quick look at a document', () => {
  const events = eventOfEachKind()

  it('takes the events that are many as they are', () => {
    const many = events.filter(({ type }) => String(type).startsWith('step-'))
    expect(many.map(({ type }) => type)).toHaveLength(4)
    expect(many.filter((event) => !fits(event))).toEqual([])
  })

  it('takes nothing that a full reading refuses or changes', () => {
    let taken = 0
    let left = 0
    for (const event of events.flatMap((whole) => [whole, ...changed(whole)])) {
      if (!fits(event)) {
        left++
        continue
      }
      taken++
      expect(reading.parse(event)).toEqual(event)
    }
    expect(taken).toBeGreaterThan(100)
    expect(left).toBeGreaterThan(1000)
  })

  it.each([
    ['a bound that is itself outside', z.number().positive(), 0],
    ['a bound from below', z.int().min(3), 2],
    ['a bound from above', z.number().max(3), 3.5],
    ['a part of a whole number', z.int(), 1.5],
    ['no number at all', z.number(), NaN],
    ['a length', z.array(z.number()).length(2), [1]],
    ['a pattern, which it does not know', z.string().regex(/^a/), 'a'],
    [
      'a rule of its own, which it does not know',
      z.object({ a: z.number() }).refine(() => true),
      { a: 1 }
    ],
    ['a step, which it does not know', z.number().multipleOf(2), 4]
  ])('leaves %s to the full reading', (_, schema, value) => {
    expect(fittingOf(schema)(value)).toBe(false)
  })
})
