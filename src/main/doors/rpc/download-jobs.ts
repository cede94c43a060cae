import { EventEmitter } from 'node:events'
import type { Download } from '../../../shared/contract/downloads.ts'
import type { ListedModel } from '../../../shared/model-library.ts'
import { HUB, type Downloads, type ModelProgress } from '../../models/download/downloads.ts'
import { parseModelUri } from '../../models/download/model-uri.ts'
import { UserError } from '../../user-error.ts'
import { describeError } from './dispatcher.ts'

/** Pages are told of progress at most so often. */
const TELL_EVERY_MS = 250

interface Job {
  readonly uri: string
  readonly sha256: string | null
  shown: Download
  /** Set while it is fetched. */
  controller: AbortController | null
  /** Settles when it is fetched no longer, for whatever reason. Never rejects. */
  over: Promise<void>
}

/** The downloads of this program: those that go on, and those that an earlier start left unfinished. */
export class DownloadJobs extends EventEmitter<{ changed: [downloads: Download[]] }> {
  readonly #downloads: () => Downloads
  readonly #jobs = new Map<string, Job>()
  #timer: NodeJS.Timeout | undefined
  readonly #closing = new AbortController()

  constructor(downloads: () => Downloads) {
    super()
    this.#downloads = downloads
  }

  list(): Download[] {
    const leftBehind = this.#leftBehind().filter(({ shown }) => !this.#jobs.has(shown.id))
    return [...this.#jobs.values(), ...leftBehind].map(({ shown }) => shown)
  }

  /** How many fetch from the network now. */
  active(): number {
    return [...this.#jobs.values()].filter(({ shown }) => shown.state === 'fetching').length
  }

  /**
   * Begins to fetch, or goes on. The hub is asked first what an address such as `user/repository:Q4_K_M` means; the
   * download is known by the file's own address from then on.
   *
   * @throws UserError where the address names no model.
   */
  async start(address: string, sha256: string | null): Promise<Download> {
    const uri = await this.#downloads().resolve(address, this.#closing.signal)
    this.#closing.signal.throwIfAborted()
    return this.#run(newJob(uri, sha256, filesOf(uri)))
  }

  /** Goes on where it was paused, failed, or left by an earlier start of the program. */
  resume(id: string): Download {
    return this.#run(this.#find(id))
  }

  async pause(id: string): Promise<void> {
    const job = this.#find(id)
    job.controller?.abort()
    await job.over
  }

  /** Ends it, deletes what has arrived, and takes it off the list. What is done stays in the library. */
  async cancel(id: string): Promise<void> {
    const job = this.#find(id)
    await this.pause(id)
    if (job.shown.state !== 'done') this.#downloads().discard(job.uri)
    this.#jobs.delete(id)
    this.#tell()
  }

  /** Pauses all, to go on after the next start. */
  async close(): Promise<void> {
    this.#closing.abort()
    await Promise.all([...this.#jobs.keys()].map((id) => this.pause(id)))
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.removeAllListeners()
  }

  #run(job: Job): Download {
    const { id } = job.shown
    if (this.#jobs.get(id)?.controller) throw new UserError('This model is on its way already.')
    const controller = new AbortController()
    let begun: Begun | null = null
    job.controller = controller
    job.over = this.#downloads()
      .download(job.uri, {
        sha256: job.sha256,
        signal: controller.signal,
        onProgress: (progress) => {
          const { part, received } = progress
          if (begun?.part !== part) begun = { at: performance.now(), received, part }
          this.#show(job, progressOf(progress, begun))
        }
      })
      .then(
        (model): Partial<Download> => ({ state: 'done', model: brief(model) }),
        (error: unknown): Partial<Download> =>
          controller.signal.aborted
            ? { state: 'paused' }
            : { state: 'failed', failure: describeError(error) }
      )
      .then((end) => {
        job.controller = null
        this.#show(job, { ...end, speed: null })
      })
    this.#jobs.set(id, job)
    this.#show(job, { state: 'fetching', failure: null })
    return job.shown
  }

  #show(job: Job, change: Partial<Download>): void {
    job.shown = { ...job.shown, ...change }
    this.#tell()
  }

  #tell(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.emit('changed', this.list())
    }, TELL_EVERY_MS)
  }

  #find(id: string): Job {
    const job = this.#jobs.get(id) ?? this.#leftBehind().find(({ shown }) => shown.id === id)
    if (job) return job
    throw new UserError('This download is gone.', 'Start it again.')
  }

  /** What an earlier start of the program, or another one on the same data, has begun. */
  #leftBehind(): Job[] {
    return this.#downloads()
      .unfinished()
      .flatMap(({ uri, sha256, fileName, received, bytes }) => {
        const files = filesOf(uri)
        const part = files.indexOf(fileName) + 1
        if (part === 0 || files[0] === undefined) return []
        // A hash that the person gave must hold after the restart too.
        const job = newJob(uri, files.length === 1 ? sha256 : null, files)
        const shown: Download = { ...job.shown, state: 'paused', part, received, total: bytes }
        return [{ ...job, shown }]
      })
  }
}

/** When its present part began, or went on, to be fetched. */
interface Begun {
  readonly at: number
  readonly received: number
  readonly part: number
}

function newJob(uri: string, sha256: string | null, files: readonly string[]): Job {
  return {
    uri,
    sha256,
    controller: null,
    over: Promise.resolve(),
    shown: {
      id: files[0] ?? uri,
      address: uri.replace(/\?.*$/, ''),
      state: 'fetching',
      received: 0,
      total: null,
      part: 1,
      parts: files.length,
      speed: null,
      failure: null,
      model: null
    }
  }
}

/** @throws UserError where the address names no model. */
function filesOf(uri: string): string[] {
  return parseModelUri(uri, { hub: HUB }).map(({ fileName }) => fileName)
}

function progressOf(
  { phase, received, total, part, parts }: ModelProgress,
  begun: Begun
): Partial<Download> {
  const seconds = (performance.now() - begun.at) / 1000
  return {
    state: phase === 'verifying' ? 'checking' : 'fetching',
    received,
    total,
    part,
    parts,
    speed: phase === 'fetching' && seconds > 0.5 ? (received - begun.received) / seconds : null
  }
}

function brief({ id, name, target }: ListedModel): Download['model'] {
  return { id, name, reason: target.able ? null : target.reason }
}
