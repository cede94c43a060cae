import Sqlite from 'better-sqlite3'
import { codeOf } from '../system-errors.ts'
import { UserError } from '../user-error.ts'
import { isDamage } from './errors.ts'

/**
 * Leaves a store that nobody else has open as one file, without a log. Returns whether every page of it is sound.
 *
 * @throws UserError where another program has it open
 */
export function leaveWhole(store: string): boolean {
  try {
    const database = new Sqlite(store)
    try {
      // Only who has a store for himself can change this.
      database.pragma('busy_timeout = 1000')
      database.pragma('journal_mode = DELETE')
      return database.pragma('quick_check(1)', { simple: true }) === 'ok'
    } finally {
      database.close()
    }
  } catch (error) {
    if (isDamage(error)) return false
    // Whatever else the system refuses is told as such.
    if (codeOf(error)?.startsWith('SQLITE_BUSY') !== true) throw error
    throw new UserError(
      `The store ${store} is open in another Tandem.`,
      'Close its window, its page and its runs first.'
    )
  }
}
