import { UserError } from '../user-error.ts'

/** The database was written by a newer Tandem. It was not touched. */
export class NewerDatabase extends UserError {
  override name = 'NewerDatabase'

  constructor(path: string, found: number, known: number) {
    super(
      `${path} was written by a newer version of Tandem (its format is ${found}, this version knows ${known}). It was left untouched.`,
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

/** No room is left where the database lives. What was committed is safe. */
export class DiskFull extends UserError {
  override name = 'DiskFull'

  constructor(path: string, cause: unknown) {
    super(
      `The disk that holds ${path} is full. Everything that was finished is stored.`,
      'Free some space and resume.'
    )
    this.cause = cause
  }
}

/** What SQLite reports, by code, when a file is not a database or no longer a sound one. */
export function isDamage(error: unknown): boolean {
  return hasCode(error, ['SQLITE_NOTADB', 'SQLITE_CORRUPT'])
}

export function isDiskFull(error: unknown): boolean {
  return hasCode(error, ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'ENOSPC'])
}

function hasCode(error: unknown, prefixes: readonly string[]): boolean {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' && prefixes.some((prefix) => code.startsWith(prefix))
}
