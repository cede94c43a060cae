import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { EVENTS_OF_A_PAGE } from '../../../shared/contract/runs.ts'
import { readEvent, type AttemptEvent, attemptEvents } from '../../../shared/events.ts'
import { type Database, prepared } from '../sql.ts'

interface Batch {
  /** Number of the first of its events. */
  readonly first: number
  /** JSON, deflated. */
  readonly events: Buffer
  readonly version: number
}

/** Events as they are kept, brought to this program's version where they are not of a later one. */
export interface KeptEvents {
  readonly version: number
  readonly events: readonly unknown[]
}

/** Appends events to an attempt's log. `first` is the number of the first of them. */
export function appendEvents(
  database: Database,
  attemptKey: number,
  first: number,
  events: readonly unknown[],
  version = attemptEvents.version
): void {
  prepared<[number, number, Buffer, number]>(
    database,
    'INSERT INTO event_batches (attempt_key, first, events, version) VALUES (?, ?, ?, ?)'
  ).run(attemptKey, first, deflateRawSync(JSON.stringify(events)), version)
}

/** An attempt's events from number `from` on, in order; a note in the place of one that cannot be understood. */
export function readEvents(database: Database, attemptKey: number, from = 0): AttemptEvent[] {
  return [...batchesFrom(database, attemptKey, from)].flatMap((batch) => understood(batch, from))
}

/** An attempt's events as they are kept, to be passed on whole. */
export function keptEvents(database: Database, attemptKey: number): KeptEvents {
  const batches = [...batchesFrom(database, attemptKey, 0)]
  return {
    version: Math.max(attemptEvents.version, ...batches.map(({ version }) => version)),
    events: batches.flatMap((batch) =>
      unpack(batch, 0).map((event) => attemptEvents.upcast(event, batch.version))
    )
  }
}

/** The next events from number `from` on, a page or little more, and whether others follow. */
export function readPage(
  database: Database,
  attemptKey: number,
  from: number
): { readonly events: AttemptEvent[]; readonly more: boolean } {
  const events: AttemptEvent[] = []
  let more = false
  for (const batch of batchesFrom(database, attemptKey, from)) {
    more = events.length >= EVENTS_OF_A_PAGE
    if (more) break
    events.push(...understood(batch, from))
  }
  return { events, more }
}

/** Joins the batches of a finished attempt into pages, which take a third of the room. */
export function joinBatches(database: Database, attemptKey: number): void {
  const { events, version } = keptEvents(database, attemptKey)
  prepared<[number]>(database, 'DELETE FROM event_batches WHERE attempt_key = ?').run(attemptKey)
  for (let first = 0; first < events.length; first += EVENTS_OF_A_PAGE) {
    appendEvents(
      database,
      attemptKey,
      first,
      events.slice(first, first + EVENTS_OF_A_PAGE),
      version
    )
  }
}

/** The batches from the one on that holds event `from`, which need not be its first. */
function batchesFrom(
  database: Database,
  attemptKey: number,
  from: number
): IterableIterator<Batch> {
  return prepared<{ attemptKey: number; from: number }, Batch>(
    database,
    `SELECT first, events, version FROM event_batches WHERE attempt_key = @attemptKey AND first >= (
       SELECT coalesce(max(first), 0) FROM event_batches
       WHERE attempt_key = @attemptKey AND first <= @from
     ) ORDER BY first`
  ).iterate({ attemptKey, from })
}

function understood(batch: Batch, from: number): AttemptEvent[] {
  return unpack(batch, from).map((event) => readEvent(event, batch.version))
}

/** The events of a batch from number `from` on. */
function unpack(
  { first, events }: Pick<Batch, 'first' | 'events'>,
  from: number
): readonly unknown[] {
  return inflated(events).slice(Math.max(0, from - first))
}

/** A note in the place of a batch whose bytes are damaged. */
function inflated(events: Buffer): readonly unknown[] {
  try {
    return JSON.parse(inflateRawSync(events).toString()) as unknown[]
  } catch {
    const text = 'Something of this attempt is missing: what was written down is damaged.'
    return [{ type: 'noted', path: null, text } satisfies AttemptEvent]
  }
}
