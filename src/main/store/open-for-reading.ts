import { UserError } from '../user-error.ts'
import type { Database } from './sql.ts'

/** What a person is told when a store is opened so. */
export const OPEN_FOR_READING =
  'This store was written by a newer Tandem: it is open for reading. Update Tandem to go on.'

/** Something was to be written to a store that a newer Tandem wrote, and that this version may only read. */
export class OpenForReadingOnly extends UserError {
  override name = 'OpenForReadingOnly'

  constructor() {
    super(
      'Nothing was changed: this store was written by a newer Tandem and is open for reading.',
      'Update Tandem to go on.'
    )
  }
}

/** Stores that are open so. SQLite's error does not tell them from a file that nobody may write. */
const reading = new Set<Database>()

/** Notes that a connection only reads because a newer version wrote its store. */
export function noteNewer(database: Database): void {
  reading.add(database)
}

/** Whether a store of a newer version is open in this process. */
export function isNewerOpen(): boolean {
  for (const database of reading) if (!database.open) reading.delete(database)
  return reading.size > 0
}
