import { Cancelled, type CancelSignal } from '../../../core/ports.ts'
import { NO_USAGE } from '../../../shared/cost.ts'
import { causeOfFailure } from '../../network.ts'
import { ServerFailure } from './server-failure.ts'

/** How often the signal is looked at; it cannot call. */
const LOOK_MS = 20

/** Closes a connection as soon as its call is cancelled, or the server has been silent for too long. */
export class Watch {
  readonly #controller = new AbortController()
  readonly #asked: string
  readonly #looking: NodeJS.Timeout
  #deadline: number
  #reason: Error | null = null

  constructor(asked: string, signal: CancelSignal, ms: number) {
    this.#asked = asked
    this.#deadline = performance.now() + ms
    this.#looking = setInterval(() => {
      if (signal.aborted) this.#close(new Cancelled('Stopped.', NO_USAGE))
      else if (performance.now() > this.#deadline) this.#close(this.#silence())
    }, LOOK_MS)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Something came; the next may take so long. */
  allow(ms: number): void {
    this.#deadline = performance.now() + ms
  }

  /** Why the connection was closed, where it was closed from here; else the error itself, in words. */
  explain(error: unknown): Error {
    if (this.#reason !== null) return this.#reason
    if (error instanceof ServerFailure) return error
    return new ServerFailure(`${this.#asked} cannot be reached${causeOfFailure(error)}.`, {
      passing: true,
      cause: error
    })
  }

  /** Ends the watch; what is still open is closed. */
  end(): void {
    clearInterval(this.#looking)
    this.#controller.abort()
  }

  #close(reason: Error): void {
    this.#reason ??= reason
    this.#controller.abort()
  }

  #silence(): ServerFailure {
    return new ServerFailure(
      `${this.#asked} has been silent for too long. Is it busy with other work, or has it stopped?`
    )
  }
}
