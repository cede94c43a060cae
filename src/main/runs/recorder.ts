import type { AttemptEvent, AttemptEventOf } from '../../shared/events.ts'
import type { AttemptView } from '../../shared/view.ts'
import type { Database } from '../store/sql.ts'
import { type AttemptEnd, endAttempt } from '../store/tables/attempts.ts'
import { insertCost } from '../store/tables/charges.ts'
import { appendEvents, joinBatches } from '../store/tables/event-batches.ts'
import type { Keeping } from './keeping.ts'
import type { RecordedBatch } from './live.ts'
import { Projection } from './projection.ts'

/** A finished step is on disk, and in every window, at most so much later. */
const BATCH_MS = 50

export interface RecorderOptions {
  readonly keeping: Keeping
  readonly run: string
  readonly attempt: number
  readonly onBatch: (batch: RecordedBatch) => void
  /** Called in every transaction; throws when the attempt is no longer ours to write. */
  readonly check: (database: Database) => void
  /** Of the events as they are kept, where it is not this program's. */
  readonly version?: number
}

/** Writes one attempt down while it happens: the events as they are, and the rows that searching and counting need. */
export class AttemptRecorder {
  readonly #options: RecorderOptions
  readonly #projection: Projection
  #stored = 0
  #events: AttemptEvent[] = []
  /** The same, as they are kept. */
  #kept: unknown[] = []
  #writes: ((database: Database) => void)[] = []
  #progress = new Map<number, AttemptEventOf<'step-progress'>>()
  #timer: NodeJS.Timeout | null = null
  #failure: Error | null = null

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#projection = new Projection(options.attempt)
  }

  /** The attempt so far, text that is still being written left out. */
  get view(): AttemptView {
    return this.#projection.view
  }

  /**
   * @param kept the event as it is to be kept, where it comes from elsewhere and says more than this version reads
   * @throws what an earlier write threw, such as that the disk is full
   */
  record(event: AttemptEvent, kept: unknown = event): void {
    this.#throwFailure()
    if (event.type === 'step-progress') {
      this.#progress.set(event.path, event)
    } else {
      if ('path' in event && event.path !== null) this.#progress.delete(event.path)
      const write = this.#projection.take(event)
      this.#events.push(event)
      this.#kept.push(kept)
      if (write) this.#writes.push(write)
    }
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS)
  }

  /** Writes the rest and the attempt's end, all or nothing. */
  finish(end: Omit<AttemptEnd, 'tie' | 'drafted' | 'accepted'>): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#throwFailure()
    const { attempt } = this.#options
    this.#commit((database) => {
      endAttempt(database, attempt, {
        ...end,
        ...countDrafted(this.view),
        tie: this.view.tie
      })
      insertCost(database, attempt, this.view.cost)
      joinBatches(database, attempt)
    })
    this.#publish()
  }

  #flush(): void {
    this.#timer = null
    try {
      if (this.#events.length > 0) this.#commit(() => {})
      this.#publish()
    } catch (error) {
      // Nobody awaits a timer: the next event or the end of the attempt reports it.
      this.#failure = error instanceof Error ? error : new Error(String(error))
    }
  }

  #commit(last: (database: Database) => void): void {
    const { keeping, attempt, check, version } = this.#options
    keeping.write((database) => {
      check(database)
      if (this.#events.length > 0)
        appendEvents(database, attempt, this.#stored, this.#kept, version)
      for (const write of this.#writes) write(database)
      last(database)
    })
  }

  #publish(): void {
    const { run, attempt, onBatch } = this.#options
    const events = this.#events
    onBatch({ run, attempt, first: this.#stored, events, progress: [...this.#progress.values()] })
    this.#stored += events.length
    this.#events = []
    this.#kept = []
    this.#writes = []
    this.#progress.clear()
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure
  }
}

/** Drafted steps that were judged, and those of them that stood. */
function countDrafted(view: AttemptView): { drafted: number; accepted: number } {
  const steps = view.paths.flatMap((path) => path.steps)
  const accepted = steps.filter(({ state }) => state === 'accepted').length
  const rewritten = steps.filter(({ state }) => state === 'rewritten').length
  return { drafted: accepted + rewritten, accepted }
}
