import type { LlamaContext } from 'node-llama-cpp'

/** A batch is late when it takes so many times what was measured at load, and so many milliseconds more. */
const LATE_TIMES = 4
const LATE_MS = 20
/** One late batch may be anything; so many in a row mean that threads wait for each other. */
const LATE_BATCHES = 3

/**
 * Watches whether batches take what was measured at load. Threads that share a batch wait for the slowest by spinning:
 * beside another program that takes a core, all of them crawl, which no measurement at load can foresee.
 */
export class ThreadWatch {
  readonly #promisedMs: (tokens: number) => number
  readonly #onLate: () => void
  #late = 0

  /** @param onLate called each time that several batches in a row were late */
  constructor(promisedMs: (tokens: number) => number, onLate: () => void) {
    this.#promisedMs = promisedMs
    this.#onLate = onLate
  }

  /** Notes what a batch took. */
  note(tokens: number, ms: number): void {
    const promised = this.#promisedMs(tokens)
    this.#late = ms > LATE_TIMES * promised && ms > promised + LATE_MS ? this.#late + 1 : 0
    if (this.#late < LATE_BATCHES) return
    this.#late = 0
    this.#onLate()
  }
}

/** What the binding goes by when it next asks for threads; it offers no way to change them. */
interface ThreadDemand {
  _idealThreads: number
  _freeReservedThreads(): void
}

/** Lets a context compute on half as many threads from its next batch on, and at least on one. */
export function halveThreads(context: LlamaContext): void {
  const demand = context as unknown as ThreadDemand
  demand._idealThreads = Math.max(1, Math.floor(context.idealThreads / 2))
  demand._freeReservedThreads()
}
