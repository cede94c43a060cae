import { copyRun } from '../store/copy-run.ts'
import { openInMemory } from '../store/database.ts'
import type { Database } from '../store/sql.ts'
import { asUserError } from '../system-errors.ts'
import { UserError } from '../user-error.ts'

/** Where a run is written down, and how much it matters that this lasts. */
export interface Keeping {
  /** The store that has the run now, as far as it has come. */
  readonly database: Database
  /**
   * Writes, all or nothing. The work is done again where it has to go elsewhere.
   *
   * @throws what the store refuses, where the run is to be kept there
   */
  write<T>(work: (database: Database) => T): T
}

/** Told that the system refuses to write on, and of the store in memory that has the run from here on. */
export type Unrecorded = (refusal: UserError, passing: Database) => void

/** A benchmark is worth what is kept of it: it stops where nothing more can be. */
export function keptWhole(database: Database): Keeping {
  return { database, write: (work) => within(database, work) }
}

/**
 * Somebody waits for the answer to a problem: where the system refuses to write on, such as on a full disk, that is told
 * once, and the run goes on in a store that goes with the program.
 */
export function keptWhilePossible(
  { database, databasePath }: { readonly database: Database; readonly databasePath: string },
  run: number,
  tell: Unrecorded
): Keeping {
  let passing: Database | null = null
  return {
    get database() {
      return passing ?? database
    },
    write(work) {
      if (passing !== null) return within(passing, work)
      try {
        return within(database, work)
      } catch (error) {
        const refusal = refusedBySystem(error, databasePath)
        if (refusal === null) throw error
        passing = openInMemory()
        copyRun(database, passing, run)
        tell(refusal, passing)
        return within(passing, work)
      }
    }
  }
}

/** What the system refuses, in words. Null for what has words of its own, such as that somebody else took the run over. */
export function refusedBySystem(error: unknown, store: string): UserError | null {
  return error instanceof UserError ? null : asUserError(error, store)
}

function within<T>(database: Database, work: (database: Database) => T): T {
  return database.transaction(() => work(database)).immediate()
}
