import { type AtOnceChange, MOST_AT_ONCE } from '../../shared/at-once.ts'

/** By so much more attempts at once have to be faster, or fewer do as well. */
const WORTHWHILE = 1.1
/** Speed is measured over so many attempts for each one at once. */
const ROUNDS = 2

/** What stands on the counters when an attempt is settled. */
export interface Counters {
  /** Milliseconds since whenever. */
  readonly at: number
  /** Tokens that all attempts have written. */
  readonly written: number
  /** How often servers said that they had too much to do. */
  readonly refusals: number
}

type Change = Omit<AtOnceChange, 'at'>

/**
 * Finds how many attempts at once suit servers, while they are made: twice as many are tried for as long as that writes a
 * tenth more tokens a second; where it does not, the number before stays. Where servers say that they have too much to do,
 * half as many go on, and more are tried after a quiet time that is twice as long each time.
 */
export class MeasuredAtOnce {
  #attempts: number
  readonly #methods: number
  /** The number before and its speed; null where there is nothing to compare with. */
  #before: { readonly attempts: number; readonly speed: number } | null = null
  /** Whether more are tried no longer. */
  #isFound = false
  #troubles = 0
  /** Measurements that have to pass before more are tried again. */
  #quiet = 0
  /** Attempts that say nothing: they began before the number did. */
  #unsteady: number
  #from: Counters = { at: 0, written: 0, refusals: 0 }
  #settled = 0

  /** @param methods of the run: a measurement sees each of them */
  constructor(attempts: number, methods: number) {
    this.#attempts = attempts
    this.#methods = methods
    this.#unsteady = attempts
  }

  /** As many are to be made now. */
  get attempts(): number {
    return this.#attempts
  }

  /** An attempt is settled, and others took its place. Returns the number that is gone over to, or null where it stays. */
  settled(counters: Counters): Change | null {
    if (this.#unsteady > 0) {
      this.#unsteady -= 1
      this.#measureFrom(counters)
      return null
    }
    if (counters.refusals > this.#from.refusals) return this.#ease(counters)
    this.#settled += 1
    if (this.#settled < Math.max(ROUNDS * this.#attempts, this.#methods)) return null
    const { at, written } = this.#from
    const speed = (1000 * (counters.written - written)) / Math.max(1, counters.at - at)
    this.#measureFrom(counters)
    return this.#judge(speed)
  }

  /** Fewer were under way than there might have been: that measures nothing. */
  notFull(): void {
    this.#unsteady = Math.max(1, this.#unsteady)
  }

  /** There is no room for the number that is to be tried: back to the one before, for good. */
  noRoom(): Change {
    this.#isFound = true
    const { attempts, speed } = this.#before ?? { attempts: 1, speed: null }
    return this.#goOverTo(attempts, 'no-room', speed)
  }

  #judge(speed: number): Change | null {
    if (this.#quiet > 0) {
      this.#quiet -= 1
      return null
    }
    if (this.#isFound) return null
    const before = this.#before
    if (before !== null && speed < before.speed * WORTHWHILE) {
      this.#isFound = true
      return this.#goOverTo(before.attempts, 'no-faster', speed)
    }
    if (this.#attempts >= MOST_AT_ONCE) {
      this.#isFound = true
      return null
    }
    this.#before = { attempts: this.#attempts, speed }
    return this.#goOverTo(Math.min(MOST_AT_ONCE, 2 * this.#attempts), 'tried', speed)
  }

  #ease(counters: Counters): Change | null {
    this.#before = null
    this.#isFound = false
    this.#troubles += 1
    this.#quiet = 2 ** this.#troubles
    this.#measureFrom(counters)
    if (this.#attempts === 1) return null
    return this.#goOverTo(Math.floor(this.#attempts / 2), 'busy', null)
  }

  #goOverTo(attempts: number, because: Change['because'], tokensPerSecond: number | null): Change {
    this.#attempts = attempts
    this.#unsteady = attempts
    return { attempts, because, tokensPerSecond }
  }

  #measureFrom(counters: Counters): void {
    this.#from = counters
    this.#settled = 0
  }
}
