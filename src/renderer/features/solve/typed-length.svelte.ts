import type { CallerInput } from '../../../shared/contract.ts'
import type { ProblemLength } from '../../../shared/contract/solve.ts'
import { call } from '../../lib/api.ts'

/** So long after the last key the problem is counted. */
const PAUSE_MS = 350

/** How long the typed problem is, as its pair counts it; null until that is known. */
export class TypedLength {
  value = $state.raw<ProblemLength | null>(null)
  #latest = 0

  /** Counts after a pause; returns what forgets it. What cannot be counted says so at a start. */
  count(request: CallerInput<'solve.length'>): () => void {
    this.#latest += 1
    const own = this.#latest
    const timer = setTimeout(() => {
      call('solve.length', request).then(
        (length) => {
          if (own === this.#latest) this.value = length
        },
        () => {
          if (own === this.#latest) this.value = null
        }
      )
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }

  forget(): void {
    this.#latest += 1
    this.value = null
  }
}
