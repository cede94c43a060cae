import { SvelteDate } from 'svelte/reactivity'
import {
  EVENTS_OF_A_PAGE,
  type AttemptSnapshot,
  type LiveBatch
} from '../../shared/contract/runs.ts'
import { emptyView, foldAll } from '../../shared/fold.ts'
import type { Outcome } from '../../shared/events.ts'
import type { Failure } from '../../shared/failure.ts'
import { RECORDED } from '../../shared/recorded-run.ts'
import type { Verdict } from '../../shared/run-record.ts'
import type { AttemptView } from '../../shared/view.ts'
import { call, onConnection, onPush } from './api.ts'
import { failureOf } from './call-failed.ts'

/** Pages of stored events that are asked for before the one that is being folded is done with. */
const PAGES_AHEAD = 2

/** Whether an attempt goes on, or is over; or what is stored of it is still being read, so that the page has its beginning only. */
export type Phase = 'reading' | 'running' | 'over'

/** One attempt as the page shows it: what is stored, joined to what still happens. */
export class AttemptState {
  readonly run: string
  readonly attempt: number
  view = $state.raw<AttemptView>(emptyView())
  /** All that is stored beside the events; null until it is read. */
  snapshot = $state.raw<Omit<AttemptSnapshot, 'events'> | null>(null)
  failure = $state.raw<Failure | null>(null)
  /** When the page first saw it; the time shown while it runs counts from here. */
  readonly opened = new SvelteDate()
  /** Number of the next event. */
  #next = 0
  /** All events before that one. `view` lags behind it while the stored ones are read. */
  #folded = emptyView()
  /** Whether all stored events have been read once. */
  #whole = $state(false)
  #early: LiveBatch[] = []
  #endings: (() => void)[] = []

  constructor(run: string, attempt: number) {
    this.run = run
    this.attempt = attempt
  }

  get running(): boolean {
    return this.phase === 'running'
  }

  /** Whether it is of the run that comes with Tandem. */
  get recorded(): boolean {
    return this.run === RECORDED.run
  }

  get phase(): Phase {
    if (this.snapshot?.status === 'running') return 'running'
    return this.#whole ? 'over' : 'reading'
  }

  /** How it ended; of an attempt whose process died, the events do not say. Null while it runs. */
  get outcome(): Outcome | null {
    if (this.view.outcome !== null) return this.view.outcome
    const status = this.snapshot?.status
    switch (status) {
      case 'failed':
      case 'retried':
        return 'failed'
      case 'interrupted':
        return 'stopped'
      case 'done':
      case 'running':
      case undefined:
        return null
      default:
        return status satisfies never
    }
  }

  /** Reads what is stored and listens to what follows. */
  open(): void {
    this.close()
    this.#endings = [
      onPush('runs.batch', (batch) => {
        if (batch.run === this.run && batch.attempt === this.attempt) this.#receive(batch)
      }),
      onPush('runs.changed', ({ run }) => {
        if (run === this.run) this.#read()
      }),
      onConnection((connected) => {
        if (connected) this.#read()
      })
    ]
    this.#read()
  }

  /** Whether it came to its end, so that it can be judged. */
  get settled(): boolean {
    const status = this.snapshot?.status
    return status === 'done' || status === 'failed'
  }

  /** A person's verdict; null takes it back. */
  async judge(verdict: Verdict | null, note: string): Promise<void> {
    await call('attempts.judge', { run: this.run, attempt: this.attempt, verdict, note })
  }

  /** Stops one path; the others go on. */
  stopPath(path: number): Promise<void> {
    return call('runs.stop-path', { run: this.run, attempt: this.attempt, path })
  }

  close(): void {
    for (const end of this.#endings) end()
  }

  #read(): void {
    this.#readPages().then(
      () => this.#showAll(),
      (error: unknown) => {
        this.failure = failureOf(error)
      }
    )
  }

  async #readPages(): Promise<void> {
    for await (const { events, ...rest } of this.#pages()) {
      this.failure = null
      this.snapshot = rest
      this.#apply({ first: rest.first, events, progress: [] })
      // The first page can be read while the others come. Showing each of those would take longer than they do.
      if (rest.more && this.view.options === null) this.view = this.#folded
    }
  }

  #showAll(): void {
    if (!this.running) this.#folded = withoutProgress(this.#folded)
    this.view = this.#folded
    this.#whole = true
    const early = this.#early
    this.#early = []
    for (const batch of early) this.#receive(batch)
  }

  /** What is stored and not known yet, a page at a time, so that frames come in between. */
  async *#pages(): AsyncGenerator<AttemptSnapshot> {
    const read = (from: number) =>
      call('attempts.open', { run: this.run, attempt: this.attempt, from })
    let page = await read(this.#next)
    let next = page.first + page.events.length
    const coming: Promise<AttemptSnapshot>[] = []
    for (;;) {
      // While one page is on its way and folded, the next is made: else the program would wait for each to arrive.
      while (page.more && coming.length < PAGES_AHEAD) {
        const following = read(next)
        // The last one may lie behind the end, where nobody waits for it any more.
        following.catch(() => undefined)
        coming.push(following)
        next += EVENTS_OF_A_PAGE
      }
      yield page
      if (!page.more) return
      page = await coming.shift()!
    }
  }

  #receive(batch: LiveBatch): void {
    if (batch.first > this.#next) {
      this.#early.push(batch)
      return
    }
    this.#apply(batch)
    this.view = this.#folded
  }

  /** Folds the events that are new; the same event may come from the store and live. */
  #apply({ first, events, progress }: Pick<LiveBatch, 'first' | 'events' | 'progress'>): void {
    const known = this.#next - first
    const news = events.slice(Math.max(0, known))
    if (known > events.length || (news.length === 0 && progress.length === 0)) return
    this.#next += news.length
    this.#folded = foldAll([...news, ...progress], this.#folded)
  }
}

/** Text that was being written when an attempt was cut off is not stored, and does not stay on the page either. */
function withoutProgress(view: AttemptView): AttemptView {
  return { ...view, paths: view.paths.map((path) => ({ ...path, progress: null })) }
}
