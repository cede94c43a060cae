import type { Failure } from '../../shared/failure.ts'
import { failureOf } from './call-failed.ts'

/** Something that is read from the program: not there yet, there, or failed. Of several readings the last one counts. */
export class Loaded<T> {
  value = $state.raw<T | null>(null)
  failure = $state.raw<Failure | null>(null)
  #latest = 0

  read(reading: Promise<T>): void {
    this.#latest += 1
    const own = this.#latest
    reading.then(
      (value) => {
        if (own !== this.#latest) return
        this.value = value
        this.failure = null
      },
      (error: unknown) => {
        if (own === this.#latest) this.failure = failureOf(error)
      }
    )
  }
}
