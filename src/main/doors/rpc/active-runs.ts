import type { LiveBatch } from '../../runs/live.ts'
import { runBenchmark, type BenchmarkOptions } from '../../runs/benchmark.ts'
import { PathStops } from '../../runs/path-stops.ts'
import type { RunProgress } from '../../runs/progress.ts'
import type { RunServices } from '../../runs/services.ts'
import { allAttempts } from '../../store/tables/attempts.ts'
import { findAnyRun } from '../../store/tables/runs.ts'
import { UserError } from '../../user-error.ts'

interface ActiveRun {
  readonly controller: AbortController
  /** Settles when the run is over, for whatever reason. Never rejects. */
  readonly over: Promise<void>
  readonly pathStops: PathStops
  progress: RunProgress | null
}

interface StartOptions extends Pick<BenchmarkOptions, 'retryErrors' | 'loadAnyway'> {
  readonly failed: (error: unknown) => void
}

/** The runs that this process works on. */
export class ActiveRuns {
  readonly #services: RunServices
  readonly #runs = new Map<string, ActiveRun>()
  readonly #failures = new Map<string, unknown>()

  constructor(services: RunServices) {
    this.#services = services
  }

  /** Begins or resumes a run; `failed` is told why it could not go on. What was done is in the store. */
  start(id: string, { failed, ...options }: StartOptions): void {
    if (this.#runs.has(id)) {
      throw new UserError('This run is being worked on already.')
    }
    this.#failures.delete(id)
    const controller = new AbortController()
    const pathStops = new PathStops()
    const work = runBenchmark(this.#services, id, {
      signal: controller.signal,
      ...options,
      pathStops,
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
          failed(error)
        }
      )
      .finally(() => {
        this.#runs.delete(id)
        this.#services.live.emit('changed', id)
      })
    this.#runs.set(id, { controller, over, pathStops, progress: null })
  }

  /** Begins a run of a single problem; returns the key of its first attempt as soon as that has begun. */
  startSingle(id: string): Promise<number> {
    const { live } = this.#services
    const begun = Promise.withResolvers<number>()
    function receive(batch: LiveBatch): void {
      if (batch.run === id) begun.resolve(batch.attempt)
    }
    live.on('batch', receive)
    this.start(id, { failed: begun.reject })
    this.#runs
      .get(id)
      ?.over.then(() => begun.resolve(this.#firstAttempt(id)))
      .catch(begun.reject)
    return begun.promise.finally(() => live.off('batch', receive))
  }

  /** Stops a run between two tokens; resolves when the models are idle. */
  async stop(id: string): Promise<void> {
    const run = this.#running(id)
    run.controller.abort()
    await run.over
  }

  /** Stops one path of an attempt between two tokens; the others go on. A path that has ended stays as it is. */
  stopPath(id: string, attempt: number, path: number): void {
    this.#running(id).pathStops.emit('stop', attempt, path)
  }

  progress(id: string): RunProgress | null {
    return this.#runs.get(id)?.progress ?? null
  }

  /** What ended this process's last work on a run, or null. The store has its sentence only. */
  failure(id: string): unknown {
    return this.#failures.get(id) ?? null
  }

  isActive(id: string): boolean {
    return this.#runs.has(id)
  }

  /** What is being worked on, in words; null while idle. */
  describe(): string | null {
    const [first] = this.#runs
    if (!first) return null
    const [id, { progress }] = first
    const run = findAnyRun(this.#services.database, id)
    if (run?.kind === 'solve') return 'solving'
    if (!progress) return 'starting a benchmark'
    return `benchmark ${run?.config?.set?.name ?? id}: ${progress.done} of ${progress.total}`
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#runs.keys()].map((id) => this.stop(id)))
  }

  #running(id: string): ActiveRun {
    const run = this.#runs.get(id)
    if (run) return run
    throw new UserError(
      'This run is not being worked on here.',
      'If it runs in a terminal, stop it there with Ctrl-C.'
    )
  }

  /** Of a run that was over before anybody could listen. */
  #firstAttempt(id: string): number {
    const { database } = this.#services
    const run = findAnyRun(database, id)
    const [attempt] = run ? allAttempts(database, run.key) : []
    if (!attempt) throw new Error(run?.failure ?? 'The run ended before it began.')
    return attempt.key
  }
}
