import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { type RunEvent, runEventSchema } from '../../../shared/events.ts'
import { type Database, prepared } from '../sql.ts'

/** So many events are read, sent and folded within a few frames. Hardly an attempt has more. */
const PAGE = 2000

const eventsSchema = z.array(runEventSchema)

interface Batch {
  /** Number of the first of its events. */
  readonly first: number
  /** JSON, deflated. */
  readonly events: Buffer
}

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
  return eventsSchema.parse(readAll(database, attemptKey, from))
}

/** The next events from number `from` on, a page or little more, and whether others follow. */
export function readPage(
  database: Database,
  attemptKey: number,
  from: number
): { readonly events: RunEvent[]; readonly more: boolean } {
  const events: unknown[] = []
  let more = false
  for (const batch of batchesFrom(database, attemptKey, from)) {
    more = events.length >= PAGE
    if (more) break
    events.push(...unpack(batch, from))
  }
  return { events: eventsSchema.parse(events), more }
}

/** Joins the batches of a finished attempt into pages, which take a third of the room. */
export function joinBatches(database: Database, attemptKey: number): void {
  const events = readAll(database, attemptKey, 0)
  prepared<[number]>(database, 'DELETE FROM event_batches WHERE attempt_key = ?').run(attemptKey)
  for (let first = 0; first < events.length; first += PAGE) {
    appendEvents(database, attemptKey, first, events.slice(first, first + PAGE))
  }
}

function readAll(database: Database, attemptKey: number, from: number): unknown[] {
  return [...batchesFrom(database, attemptKey, from)].flatMap((batch) => unpack(batch, from))
}

/** The batches from the one on that holds event `from`, which need not be its first. */
function batchesFrom(
  database: Database,
  attemptKey: number,
  from: number
): IterableIterator<Batch> {
  return prepared<{ attemptKey: number; from: number }, Batch>(
    database,
    `SELECT first, events FROM event_batches WHERE attempt_key = @attemptKey AND first >= (
       SELECT coalesce(max(first), 0) FROM event_batches
       WHERE attempt_key = @attemptKey AND first <= @from
     ) ORDER BY first`
  ).iterate({ attemptKey, from })
}

/** The events of a batch from number `from` on. */
function unpack({ first, events }: Batch, from: number): unknown[] {
  const all = JSON.parse(inflateRawSync(events).toString()) as unknown[]
  return all.slice(Math.max(0, from - first))
}
