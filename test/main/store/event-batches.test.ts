import { describe, expect, it } from 'vitest'
import { planSlots } from '../../../src/main/runs/plan.ts'
import type { Database } from '../../../src/main/store/sql.ts'
import { insertAttempt } from '../../../src/main/store/tables/attempts.ts'
import {
  appendEvents,
  joinBatches,
  readEvents,
  readPage
} from '../../../src/main/store/tables/event-batches.ts'
import { insertRunProblems } from '../../../src/main/store/tables/run-problems.ts'
import { insertRun } from '../../../src/main/store/tables/runs.ts'
import type { AttemptEvent } from '../../../src/shared/events.ts'
import { configOf } from '../../helpers/fill-store.ts'
import { temporaryStore } from '../../helpers/run-setup.ts'

const COUNT = 5000
const EVENTS: readonly AttemptEvent[] = Array.from({ length: COUNT }, (_, index) => ({
  type: 'decided',
  text: `Event ${index}`
}))

function storeWithAttempt() {
  const { database } = temporaryStore()
  const config = configOf(database)
  const runKey = insertRun(database, { id: 'run', config, seed: 1, planned: 1, createdAt: 1 })
  insertRunProblems(database, runKey, [{ id: 'p', text: 'A problem' }])
  const [slot] = planSlots(config, 1)
  return { database, attempt: insertAttempt(database, { ...slot!, runKey, seed: 1, startedAt: 1 }) }
}

function append(database: Database, attempt: number, batchSize: number): void {
  for (let first = 0; first < COUNT; first += batchSize) {
    appendEvents(database, attempt, first, EVENTS.slice(first, first + batchSize))
  }
}

function pagesFrom(database: Database, attempt: number, from: number): AttemptEvent[][] {
  const pages: AttemptEvent[][] = []
  for (let next = from; ;) {
    const { events, more } = readPage(database, attempt, next)
    pages.push(events)
    next += events.length
    if (!more) return pages
  }
}

describe('the events of an attempt', () => {
  it('are read page by page as they were written, joined or not', () => {
    const { database, attempt } = storeWithAttempt()
    append(database, attempt, 70)
    expect(pagesFrom(database, attempt, 0).flat()).toEqual(EVENTS)
    joinBatches(database, attempt)
    const pages = pagesFrom(database, attempt, 0)
    expect(pages.flat()).toEqual(EVENTS)
    expect(pages.map(({ length }) => length)).toEqual([2000, 2000, 1000])
    expect(readEvents(database, attempt)).toEqual(EVENTS)
  })

  it('are read from any of them on, wherever their batches begin', () => {
    const { database, attempt } = storeWithAttempt()
    append(database, attempt, 70)
    const froms = [1, 69, 70, 2001, COUNT - 1]
    const rest = froms.map((from) => EVENTS.slice(from))
    expect(froms.map((from) => pagesFrom(database, attempt, from).flat())).toEqual(rest)
    joinBatches(database, attempt)
    expect(froms.map((from) => pagesFrom(database, attempt, from).flat())).toEqual(rest)
    expect(froms.map((from) => readEvents(database, attempt, from))).toEqual(rest)
  })

  it('are none after the last one', () => {
    const { database, attempt } = storeWithAttempt()
    expect(readPage(database, attempt, 0)).toEqual({ events: [], more: false })
    append(database, attempt, 70)
    expect(readPage(database, attempt, COUNT)).toEqual({ events: [], more: false })
  })

  it('come in one page from a store that joined them all', () => {
    const { database, attempt } = storeWithAttempt()
    append(database, attempt, COUNT)
    expect(readPage(database, attempt, 0)).toEqual({ events: EVENTS, more: false })
  })
})
