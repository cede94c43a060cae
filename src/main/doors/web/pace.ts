import { CALLS_A_SECOND, MAX_CALL_BYTES, MAX_CALLS_AT_ONCE } from './limits.ts'

/** What can be read on later: a WebSocket. */
export interface Pausable {
  pause(): void
  resume(): void
}

export interface PaceOptions {
  readonly page: Pausable
  /** Answers a call, and says later that it did. */
  readonly answer: (call: Buffer, done: () => void) => void
  /** In milliseconds. */
  readonly now?: () => number
}

/**
 * Keeps a page from asking faster than it is answered. Nothing is refused: a page that asks for too much at once, or
 * too often, is read on later, and what it sends in the meantime waits on its own side.
 */
export class Pace {
  readonly #page: Pausable
  readonly #answer: PaceOptions['answer']
  readonly #now: () => number
  /** Calls that came before the page could be paused: a few thousand small ones fit into what is read at once. */
  readonly #waiting: Buffer[] = []
  #answering = 0
  /** Length of the calls that are being answered. */
  #bytes = 0
  /** How many calls may begin before it is too fast. */
  #allowance = CALLS_A_SECOND
  #countedAt: number
  #timer: NodeJS.Timeout | undefined

  constructor({ page, answer, now = Date.now }: PaceOptions) {
    this.#page = page
    this.#answer = answer
    this.#now = now
    this.#countedAt = now()
  }

  /** A call has come. */
  take(call: Buffer): void {
    this.#waiting.push(call)
    this.#goOn()
  }

  /** The page is gone: nobody waits for the rest. */
  end(): void {
    clearTimeout(this.#timer)
    this.#waiting.length = 0
  }

  #goOn(): void {
    this.#refill()
    while (this.#waiting.length > 0 && this.#hasRoom() && this.#allowance >= 1) {
      this.#allowance -= 1
      this.#begin(this.#waiting.shift()!)
    }
    if (this.#waiting.length === 0) return this.#page.resume()
    this.#page.pause()
    if (this.#hasRoom()) this.#goOnLater()
  }

  #begin(call: Buffer): void {
    this.#answering += 1
    this.#bytes += call.length
    this.#answer(call, () => {
      this.#answering -= 1
      this.#bytes -= call.length
      this.#goOn()
    })
  }

  #hasRoom(): boolean {
    return this.#answering < MAX_CALLS_AT_ONCE && this.#bytes < MAX_CALL_BYTES
  }

  #refill(): void {
    const now = this.#now()
    const gained = (Math.max(0, now - this.#countedAt) / 1000) * CALLS_A_SECOND
    this.#allowance = Math.min(CALLS_A_SECOND, this.#allowance + gained)
    this.#countedAt = now
  }

  #goOnLater(): void {
    clearTimeout(this.#timer)
    const waitMs = Math.ceil(((1 - this.#allowance) / CALLS_A_SECOND) * 1000)
    this.#timer = setTimeout(() => this.#goOn(), waitMs).unref()
  }
}
