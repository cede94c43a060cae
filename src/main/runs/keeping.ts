import { asUserError } from '../system-errors.ts'
import { UserError } from '../user-error.ts'

/** How much it matters that what happens is written down. */
export interface Keeping {
  /**
   * Writes. Null where that was given up, now or before.
   *
   * @throws what the store refuses, where nothing may be given up
   */
  write<T>(work: () => T): T | null
}

/** A benchmark is worth what is kept of it: it stops where nothing more can be. */
export const keptWhole: Keeping = { write: (work) => work() }

/**
 * Somebody waits for the answer to a problem: where the system refuses to write on, such as on a full disk, that is told
 * once, and the rest happens without being written down.
 */
export function keptWhilePossible(store: string, tell: (refusal: UserError) => void): Keeping {
  let isGivenUp = false
  return {
    write(work) {
      if (isGivenUp) return null
      try {
        return work()
      } catch (error) {
        // What has words of its own, such as that somebody else took the run over, is no refusal of the system.
        const refusal = error instanceof UserError ? null : asUserError(error, store)
        if (refusal === null) throw error
        isGivenUp = true
        tell(refusal)
        return null
      }
    }
  }
}
