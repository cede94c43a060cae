import { fold, emptyView } from '../../shared/fold.ts'
import type { RunEvent, RunEventOf } from '../../shared/events.ts'
import type { RunView } from '../../shared/view.ts'
import type { Database } from '../store/sql.ts'
import { type AttemptEnd, endAttempt } from '../store/tables/attempts.ts'
import { insertCost } from '../store/tables/charges.ts'
import { appendEvents, joinBatches } from '../store/tables/event-batches.ts'
import { writePath } from '../store/tables/paths.ts'
import { insertSelection } from '../store/tables/selections.ts'
import { insertStep } from '../store/tables/steps.ts'
import { insertVotes } from '../store/tables/votes.ts'
import type { LiveBatch } from './live.ts'

/** A finished step is on disk, and in every window, at most so much later. */
const BATCH_MS = 50

export interface RecorderOptions {
  readonly database: Database
  readonly run: string
  readonly attempt: number
  readonly onBatch: (batch: LiveBatch) => void
  /** Called in every transaction; throws when the attempt is no longer ours to write. */
  readonly check: () => void
  /** Of the events as they are kept, where it is not this program's. */
  readonly version?: number
}

/** Writes one attempt down while it happens: the events as they are, and the rows that searching and counting need. */
export class AttemptRecorder {
  readonly #options: RecorderOptions
  #view = emptyView()
  #stored = 0
  #settledSteps = 0
  #events: RunEvent[] = []
  /** The same, as they are kept. */
  #kept: unknown[] = []
  #writes: (() => void)[] = []
  #progress = new Map<number, RunEventOf<'step-progress'>>()
  #timer: NodeJS.Timeout | null = null
  #failure: Error | null = null

  constructor(options: RecorderOptions) {
    this.#options = options
  }

  /** The attempt so far, text that is still being written left out. */
  get view(): RunView {
    return this.#view
  }

  /**
   * @param kept the event as it is to be kept, where it comes from elsewhere and says more than this version reads
   * @throws what an earlier write threw, such as that the disk is full
   */
  record(event: RunEvent, kept: unknown = event): void {
    this.#throwFailure()
    if (event.type === 'step-progress') {
      this.#progress.set(event.path, event)
    } else {
      if ('path' in event && event.path !== null) this.#progress.delete(event.path)
      this.#view = fold(this.#view, event)
      this.#events.push(event)
      this.#kept.push(kept)
      this.#project(event)
    }
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS)
  }

  /** Writes the rest and the attempt's end, all or nothing. */
  finish(end: Omit<AttemptEnd, 'tie' | 'drafted' | 'accepted'>): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#throwFailure()
    const { database, attempt } = this.#options
    this.#commit(() => {
      endAttempt(database, attempt, {
        ...end,
        ...countDrafted(this.#view),
        tie: this.#view.tie
      })
      insertCost(database, attempt, this.#view.cost)
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

  #commit(last: () => void): void {
    const { database, attempt, check, version } = this.#options
    const commit = database.transaction(() => {
      check()
      if (this.#events.length > 0)
        appendEvents(database, attempt, this.#stored, this.#kept, version)
      for (const write of this.#writes) write()
      last()
    })
    commit.immediate()
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

  /** Notes the rows that follow from an event. */
  #project(event: RunEvent): void {
    const { database, attempt } = this.#options
    const view = this.#view
    switch (event.type) {
      case 'selected':
        this.#writes.push(() => insertSelection(database, attempt, view.selection ?? []))
        return
      case 'voted':
        this.#writes.push(() => insertVotes(database, attempt, event.votes))
        return
      case 'path-opened':
      case 'path-ended': {
        const path = pathOf(view, event.path)
        this.#writes.push(() => writePath(database, attempt, path))
        return
      }
      case 'step-written':
      case 'step-accepted':
      case 'step-rewritten': {
        const step = pathOf(view, event.path).steps.find(({ index }) => index === event.step)
        const ordinal = this.#settledSteps++
        if (step) this.#writes.push(() => insertStep(database, attempt, ordinal, event.path, step))
        return
      }
      case 'started':
      case 'noted':
      case 'step-progress':
      case 'step-drafted':
      case 'step-scored':
      case 'decided':
      case 'finished':
        return
      default:
        // What a later version told, in a run that was imported from it, has no rows here.
        event satisfies never
    }
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure
  }
}

/** Drafted steps that were judged, and those of them that stood. */
function countDrafted(view: RunView): { drafted: number; accepted: number } {
  const steps = view.paths.flatMap((path) => path.steps)
  const accepted = steps.filter(({ state }) => state === 'accepted').length
  const rewritten = steps.filter(({ state }) => state === 'rewritten').length
  return { drafted: accepted + rewritten, accepted }
}

function pathOf(view: RunView, id: number) {
  const path = view.paths.find((one) => one.id === id)
  if (!path) throw new Error(`Event of path ${id}, which was never opened`)
  return path
}
