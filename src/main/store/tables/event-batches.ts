import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { type RunEvent, runEventSchema } from '../../../shared/events.ts'
import { type Database, prepared } from '../sql.ts'

const batchSchema = z.array(runEventSchema)

/** Appends events to an attempt's log. `first` is the number of the first of them. */
export function appendEvents(
  database: Database,
  attemptKey: number,
  first: number,
  events: readonly unknown[]
): void {
  prepared<[number, number, Buffer]>(
    database,
    'INSERT INTO event_batches (attempt_key, first, events) VALUES (?, ?, ?)'
  ).run(attemptKey, first, deflateRawSync(JSON.stringify(events)))
}

/** An attempt's events from number `from` on, in order. */
export function readEvents(database: Database, attemptKey: number, from = 0): RunEvent[] {
  return batchSchema.parse(readBatches(database, attemptKey, from))
}

/** Joins the batches of a finished attempt into one, which takes a third of the room. */
export function joinBatches(database: Database, attemptKey: number): void {
  const events = readBatches(database, attemptKey, 0)
  if (events.length === 0) return
  prepared<[number]>(database, 'DELETE FROM event_batches WHERE attempt_key = ?').run(attemptKey)
  appendEvents(database, attemptKey, 0, events)
}

function readBatches(database: Database, attemptKey: number, from: number): unknown[] {
  return prepared<[number, number], { events: Buffer }>(
    database,
    'SELECT events FROM event_batches WHERE attempt_key = ? AND first >= ? ORDER BY first'
  )
    .all(attemptKey, from)
    .flatMap(({ events }) => JSON.parse(inflateRawSync(events).toString()) as unknown[])
}
