import { codeOf } from '../system-errors.ts'
import { UserError } from '../user-error.ts'

/** The database was written by a newer Tandem, and lacks tables that this version reads. It was not touched. */
export class NewerDatabase extends UserError {
  override name = 'NewerDatabase'

  constructor(path: string, found: number, known: number) {
    super(
      `${path} was written by a newer version of Tandem (its format is ${found}, this version knows ${known}) and cannot be read by this one. It was left untouched.`,
      'Update Tandem, or choose another data directory with --data-dir.'
    )
  }
}

/** The file is a healthy SQLite database of another program. It was not touched. */
export class ForeignDatabase extends UserError {
  override name = 'ForeignDatabase'

  constructor(path: string) {
    super(
      `${path} is a database of another program. It was left untouched.`,
      'Choose another data directory with --data-dir.'
    )
  }
}

/** What SQLite reports, by code, when a file is not a database or no longer a sound one. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error) ?? '')
}
