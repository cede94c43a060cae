import { copyRun } from '../store/copy-run.ts'
import { openInMemory } from '../store/database.ts'
import { requireInPlace } from '../store/in-place.ts'
import type { Database } from '../store/sql.ts'
import { allAttempts } from '../store/tables/attempts.ts'
import { deleteLease, readLease, writeLease } from '../store/tables/leases.ts'
import { findAnyRun, readAnyRun, type RunHead } from '../store/tables/runs.ts'
import { asUserError } from '../system-errors.ts'
import { UserError } from '../user-error.ts'
import { LeaseBusy, leaseHolder, leaseOf } from './lease.ts'
import type { RunServices } from './services.ts'

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
 * once, and the run goes on in a store that goes with the program. `recordHeld` brings it back.
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
        moveOut(database, passing, run)
        tell(refusal, passing)
        return within(passing, work)
      }
    }
  }
}

/** With the lease: whoever works on the run goes on with the right to do so. */
function moveOut(database: Database, passing: Database, run: number): void {
  copyRun(database, passing, run)
  const name = leaseOf(readAnyRun(database, run))
  const lease = readLease(database, name)
  if (lease) writeLease(passing, name, lease)
}

/**
 * Writes a run that went on in memory into the store, once nobody works on it: where there is room again, and nobody
 * else has gone on with what the store has of it.
 *
 * @returns what the keys of its attempts are in the store, by what they were in memory; or why it is still not recorded
 */
export function recordHeld(
  { database, databasePath, now }: Pick<RunServices, 'database' | 'databasePath' | 'now'>,
  passing: Database,
  id: string
): ReadonlyMap<number, number> | UserError {
  try {
    requireInPlace(database)
    const run = findAnyRun(passing, id)!
    return within(database, () => {
      endOwnLease(database, passing, run, now())
      refuseOthersWork(database, passing, run)
      return copyRun(passing, database, run.key)
    })
  } catch (error) {
    const refusal = asUserError(error, databasePath)
    if (refusal === null) throw error
    return refusal
  }
}

/** The one that the run had when it left the store may lie there still. */
function endOwnLease(database: Database, passing: Database, run: RunHead, now: number): void {
  const name = leaseOf(run)
  const own = readLease(passing, name)
  if (own) deleteLease(database, name, own.owner)
  const other = leaseHolder(database, name, now)
  if (other) throw new LeaseBusy(other)
}

/** What is in the store would be lost. */
function refuseOthersWork(database: Database, passing: Database, { id, key }: RunHead): void {
  const stored = findAnyRun(database, id)
  if (!stored) return
  const known = new Map(
    allAttempts(passing, key).map((attempt) => [attempt.key, attempt.startedAt])
  )
  const isOurs = allAttempts(database, stored.key).every(
    (attempt) => known.get(attempt.key) === attempt.startedAt
  )
  if (isOurs) return
  throw new UserError(
    `Another process went on with the run ${id} while it was not recorded here.`,
    'Save what this one did of it with Export.'
  )
}

/** What the system refuses, in words. Null for what has words of its own, such as that somebody else took the run over. */
export function refusedBySystem(error: unknown, store: string): UserError | null {
  return error instanceof UserError ? null : asUserError(error, store)
}

function within<T>(database: Database, work: (database: Database) => T): T {
  return database.transaction(() => work(database)).immediate()
}
