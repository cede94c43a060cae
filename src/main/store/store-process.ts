import Sqlite from 'better-sqlite3'
import { asUserError } from '../system-errors.ts'
import { type BackupContent, contentOfBackup } from './backups/backup-content.ts'
import { openAgain } from './database.ts'
import type { Incident } from './incidents.ts'
import { leaveWhole } from './leave-whole.ts'
import { checkIntegrity, purgeDeleted, vacuum } from './maintenance.ts'
import { saveInto } from './salvage/save-into.ts'
import type { Database } from './sql.ts'

/** What is to be done with which store. */
export type StoreRequest =
  | { readonly do: 'check'; readonly store: string; readonly readonly: boolean }
  | { readonly do: 'save'; readonly store: string; readonly fresh: string }
  | { readonly do: 'contents'; readonly backups: readonly string[] }
  | { readonly do: 'leave-whole'; readonly store: string }
  | { readonly do: 'purge'; readonly store: string; readonly before: number }
  | { readonly do: 'vacuum'; readonly store: string }

/** What came of each. */
export interface StoreResults {
  readonly check: readonly string[]
  readonly save: Incident['saved']
  /** In the order in which the backups were named. */
  readonly contents: readonly BackupContent[]
  /** Whether every page is sound. */
  readonly 'leave-whole': boolean
  /** How many runs are no more. */
  readonly purge: number
  readonly vacuum: true
}

/** Errors lose their class on the way, so those that are for people go as data. */
export type StoreReply =
  | { readonly result: StoreResults[StoreRequest['do']] }
  | { readonly refused: { readonly message: string; readonly hint: string | null } }

/**
 * The process that reads or writes every page of a store, for minutes where it is large: SQLite hears nobody meanwhile, so that
 * whoever wants it to stop ends the process. It does one thing and ends; what it writes is worth nothing until its reply.
 */
process.once('message', (request: StoreRequest) => {
  process.send!(reply(request), undefined, undefined, () => {
    process.disconnect()
  })
})

// The parent is gone: so is every reason to go on.
process.on('disconnect', () => {
  process.exit(0)
})

function reply(request: StoreRequest): StoreReply {
  try {
    return { result: done(request) }
  } catch (error) {
    const refusal = asUserError(error, 'store' in request ? request.store : undefined)
    if (!refusal) throw error
    return { refused: { message: refusal.message, hint: refusal.hint } }
  }
}

function done(request: StoreRequest): StoreResults[StoreRequest['do']] {
  switch (request.do) {
    case 'check':
      return check(request)
    case 'save':
      return saveInto(request.fresh, request.store)
    case 'contents':
      return request.backups.map(contentOfBackup)
    case 'leave-whole':
      return leaveWhole(request.store)
    case 'purge':
      return changed(request.store, (database) => purgeDeleted(database, request.before))
    case 'vacuum':
      return changed(request.store, (database) => {
        vacuum(database)
        return true
      })
    default:
      return request satisfies never
  }
}

/** On a connection of its own, beside the one with which the store was opened. */
function check({ store, readonly }: Extract<StoreRequest, { do: 'check' }>): string[] {
  const database = new Sqlite(store, { readonly, fileMustExist: true })
  try {
    return checkIntegrity(database)
  } finally {
    database.close()
  }
}

/** What became of a change of a store, made on such a connection too. */
function changed<T>(store: string, change: (database: Database) => T): T {
  const database = openAgain(store)
  try {
    return change(database)
  } finally {
    database.close()
  }
}
