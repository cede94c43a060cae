import { statSync } from 'node:fs'
import { UserError } from '../user-error.ts'
import type { Database } from './sql.ts'

const places = new WeakMap<Database, string>()

/** Notes which file a store was opened from. */
export function rememberPlace(database: Database): void {
  const place = fileAt(database.name)
  if (place !== null) places.set(database, place)
}

/**
 * Makes sure that a store is still where it was opened: where its file was deleted or replaced, whatever is written
 * would be lost without a word.
 */
export function requireInPlace(database: Database): void {
  const place = places.get(database)
  if (place === undefined || place === fileAt(database.name)) return
  throw new UserError(
    `The store ${database.name} was moved, deleted or replaced while it was in use.`,
    'Put it back, or see the backups with: tandem restore'
  )
}

function fileAt(path: string): string | null {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false })
  return file ? `${file.dev} ${file.ino}` : null
}
