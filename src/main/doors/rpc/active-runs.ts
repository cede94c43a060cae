import type { AppStatus } from '../../../shared/contract/app.ts'
import { setNameOf } from '../../../shared/run-record.ts'
import { ASK_AGAIN_MS } from '../../runs/when-free.ts'
import { runBenchmark, type BenchmarkOptions } from '../../runs/benchmark.ts'
import { LeaseBusy } from '../../runs/lease.ts'
import { PathStops } from '../../runs/path-stops.ts'
import type { RunProgress } from '../../runs/progress.ts'
import type { RunServices } from '../../runs/services.ts'
import { Throughput } from '../../runs/throughput.ts'
import type { Database } from '../../store/sql.ts'
import { allAttempts } from '../../store/tables/attempts.ts'
import { findAnyRun } from '../../store/tables/runs.ts'
import { UserError } from '../../user-error.ts'
import { logError } from '../../log-error.ts'
import { BenchmarkQueue } from './benchmark-queue.ts'
import { keepQueue, takeLeftQueues } from '../../runs/kept-queue.ts'
import { PassingRuns } from './passing-runs.ts'

interface ActiveRun {
  readonly kind: 'solve' | 'benchmark'
  readonly controller: AbortController
  /** Settles when the run is over, for whatever reason. Never rejects. */
  readonly over: Promise<void>
  readonly pathStops: PathStops
  readonly throughput: Throughput
  progress: RunProgress | null
  readonly start: StartOptions
}

interface StartOptions extends Pick<BenchmarkOptions, 'retryErrors' | 'loadAnyway'> {
  /** Told why it could not go on; written to the log where it is left out. */
  readonly failed?: (error: unknown) => void
}

/**
 * The runs that this process works on: one benchmark at a time, the others in their order; a problem is solved beside it.
 * Benchmarks that an earlier process left are in the queue again, and are held there until somebody says that they go on:
 * nobody who opens the window asked for hours of work.
 */
export class ActiveRuns {
  readonly #services: RunServices
  readonly #passing: PassingRuns
  readonly #runs = new Map<string, ActiveRun>()
  readonly #failures = new Map<string, unknown>()
  readonly #queue = new BenchmarkQueue<StartOptions>()
  #askAgain: NodeJS.Timeout | undefined
  /** Whether what waits is left for the next process. */
  #isClosing = false
  /** What was kept for it last. */
  #kept = '[]'

  /** @param goOn whether benchmarks that an earlier process left go on by themselves */
  constructor(services: RunServices, { goOn = false, passing = new PassingRuns(services) } = {}) {
    this.#services = services
    this.#passing = passing
    for (const { run, ...options } of this.#takeLeft()) {
      this.#queue.add(run, options, { isHeld: !goOn })
    }
    this.#keep()
    if (goOn) this.#beginNext()
  }

  /** What a full disk does not let be taken over stays where it is. */
  #takeLeft(): ReturnType<typeof takeLeftQueues> {
    try {
      return takeLeftQueues(this.#services.database, this.#services.now())
    } catch (error) {
      logError('The queue of an earlier process could not be taken over:', error)
      return []
    }
  }

  /** Begins or resumes a run, a benchmark when its turn has come; `failed` is told why it could not go on. What was done is in the store. */
  start(id: string, options: StartOptions): void {
    if (this.#runs.has(id)) throw new UserError('This run is being worked on already.')
    if (this.#queue.held.includes(id)) this.#queue.remove(id)
    if (this.#queue.has(id)) throw new UserError('This run waits for its turn already.')
    if (findAnyRun(this.#databaseOf(id), id)?.kind === 'solve') this.#begin(id, 'solve', options)
    else {
      this.#queue.add(id, options)
      this.#keep()
      this.#beginNext()
    }
  }

  /** Lets the benchmarks go on that an earlier process left. */
  goOn(): void {
    this.#queue.release()
    this.#beginNext()
  }

  /** What the next process finds should this one end now: what it is at, and what waits. A full disk costs only this. */
  #keep(): void {
    if (this.#isClosing) return
    const running = [...this.#runs].flatMap(([run, { kind, start: options }]) =>
      kind === 'benchmark' ? [{ run, options }] : []
    )
    const starts = [...running, ...this.#queue.starts].map(
      ({ run, options: { retryErrors = false, loadAnyway = false } }) => ({
        run,
        retryErrors,
        loadAnyway
      })
    )
    // Solves begin and end without a change of what is kept: they write nothing here.
    const text = JSON.stringify(starts)
    if (text === this.#kept) return
    try {
      keepQueue(this.#services.database, starts)
      this.#kept = text
    } catch (error) {
      logError('The queue could not be kept for the next start:', error)
    }
  }

  /** Begins the benchmark whose turn it is, unless one is being worked on. */
  #beginNext(): void {
    clearTimeout(this.#askAgain)
    if ([...this.#runs.values()].some(({ kind }) => kind === 'benchmark')) return
    const next = this.#queue.take()
    if (next) this.#begin(next.run, 'benchmark', next.options)
    this.#tellWaiting()
  }

  #begin(id: string, kind: ActiveRun['kind'], start: StartOptions): void {
    const { failed = logFailure(id), ...options } = start
    this.#failures.delete(id)
    const controller = new AbortController()
    const pathStops = new PathStops()
    const throughput = new Throughput(() => performance.now())
    const work = runBenchmark(this.#passing.servicesOf(id), id, {
      signal: controller.signal,
      ...options,
      ...(kind === 'solve' && {
        unrecorded: (refusal, database) => this.#passing.add(id, refusal, database)
      }),
      pathStops,
      watch: throughput,
      onProgress: (progress) => {
        const run = this.#runs.get(id)
        if (run) run.progress = progress
        this.#services.live.emit('changed', id)
      }
    })
    const over = work
      .then(
        () => undefined,
        (error: unknown) => {
          this.#failures.set(id, error)
          if (kind === 'benchmark' && error instanceof LeaseBusy && !controller.signal.aborted)
            this.#queue.add(id, start, { first: true })
          else failed(error)
        }
      )
      .finally(() => {
        this.#runs.delete(id)
        this.#passing.end(id)
        this.#keep()
        this.#services.live.emit('changed', id)
        // Another process has the queue of this store: what waits here asks again.
        if (this.#failures.get(id) instanceof LeaseBusy) this.#waitForOthers()
        else this.#beginNext()
      })
    this.#runs.set(id, { kind, controller, over, pathStops, throughput, progress: null, start })
    this.#keep()
  }

  /** The place of each has changed. */
  #tellWaiting(): void {
    this.#keep()
    for (const id of this.#queue.runs) this.#services.live.emit('changed', id)
  }

  #waitForOthers(): void {
    clearTimeout(this.#askAgain)
    this.#askAgain = setTimeout(() => this.#beginNext(), ASK_AGAIN_MS).unref()
  }

  /**
   * Begins a run of a single problem; returns the key of its first attempt as soon as that is in the store. It may wait
   * there for the models, which finish the attempt that they are at first.
   */
  startSingle(id: string): Promise<number> {
    const { live } = this.#services
    const begun = Promise.withResolvers<number>()
    const look = (run: string): void => {
      const key = run === id ? firstAttempt(this.#databaseOf(id), id) : undefined
      if (key !== undefined) begun.resolve(key)
    }
    live.on('changed', look)
    this.start(id, { failed: begun.reject })
    this.#runs
      .get(id)
      ?.over.then(() => {
        const run = findAnyRun(this.#databaseOf(id), id)
        begun.reject(new Error(run?.failure ?? 'The run ended before it began.'))
      })
      .catch(begun.reject)
    return begun.promise.finally(() => live.off('changed', look))
  }

  /** Stops a run between two tokens; resolves when the models are idle. One that waits for its turn waits no longer. */
  async stop(id: string): Promise<void> {
    if (this.#queue.has(id)) {
      this.#queue.remove(id)
      this.#services.live.emit('changed', id)
      this.#tellWaiting()
      return
    }
    const run = this.#running(id)
    run.controller.abort()
    await run.over
  }

  /** Stops one path of an attempt between two tokens; the others go on. A path that has ended stays as it is. */
  stopPath(id: string, attempt: number, path: number): void {
    this.#running(id).pathStops.emit('stop', attempt, path)
  }

  /** The benchmarks that wait for their turn, the next one first. */
  get waiting(): readonly string[] {
    return this.#queue.runs
  }

  /** Those of them that an earlier process left, and that begin only when somebody says so. */
  get held(): readonly string[] {
    return this.#queue.held
  }

  /** Puts a waiting benchmark nearer to its turn, or farther from it where `places` is negative. */
  advance(id: string, places: number): void {
    if (!this.#queue.has(id)) throw new UserError('This run does not wait for its turn.')
    this.#queue.advance(id, places)
    this.#tellWaiting()
  }

  progress(id: string): RunProgress | null {
    return this.#runs.get(id)?.progress ?? null
  }

  /** Tokens that a run's models write now; null where it does not run, or has written none. */
  tokensPerSecond(id: string): number | null {
    return this.#runs.get(id)?.throughput.tokensPerSecond ?? null
  }

  /** What ended this process's last work on a run, or null. The store has its sentence only. */
  failure(id: string): unknown {
    return this.#failures.get(id) ?? null
  }

  isActive(id: string): boolean {
    return this.#runs.has(id)
  }

  get busy(): boolean {
    return this.#runs.size > 0
  }

  /** What is being worked on, in the order of the starts. */
  describe(): AppStatus['jobs'] {
    return [...this.#runs].map(([id, { kind, progress }]) => {
      const job = { run: id, kind, by: 'page' as const }
      if (kind === 'solve' || progress === null) return { ...job, progress: null }
      const config = findAnyRun(this.#services.database, id)?.config
      const name = (config && setNameOf(config)) ?? id
      return { ...job, progress: { name, done: progress.done, total: progress.total } }
    })
  }

  async stopAll(): Promise<void> {
    clearTimeout(this.#askAgain)
    this.#isClosing = true
    this.#queue.clear()
    await Promise.all([...this.#runs.keys()].map((id) => this.stop(id)))
  }

  #databaseOf(id: string): Database {
    return this.#passing.servicesOf(id).database
  }

  #running(id: string): ActiveRun {
    const run = this.#runs.get(id)
    if (run) return run
    throw new UserError(
      'This run is not being worked on here.',
      'If it runs in a terminal, stop it there with Ctrl-C.'
    )
  }
}

/** What a person can mend is shown on the page alone. */
function logFailure(id: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof UserError)) logError(`The run ${id} could not go on:`, error)
  }
}

/** Key of the first attempt of a run, once there is one. */
function firstAttempt(database: Database, id: string): number | undefined {
  const run = findAnyRun(database, id)
  return run ? allAttempts(database, run.key)[0]?.key : undefined
}
