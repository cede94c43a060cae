import { type DocumentKind, UnreadableDocument } from '../../../shared/documents/document-kind.ts'
import { UserError } from '../../user-error.ts'
import { type Database, prepared } from '../sql.ts'

/** The stored setting, or null where there is none or it cannot be read. */
export function readSetting<T extends object>(
  database: Database,
  key: string,
  kind: DocumentKind<T>
): T | null {
  const text = textOf(database, key)
  return text === null ? null : read(text, kind)
}

/**
 * Keeps a setting; what a later version has in it stays. One that cannot be read is set aside in the store first, which
 * is said on standard error.
 *
 * @throws UserError where a later version wrote what cannot be read.
 */
export function writeSetting<T extends object>(
  database: Database,
  key: string,
  kind: DocumentKind<T>,
  value: T
): void {
  const text = textOf(database, key)
  const known = text === null ? null : read(text, kind)
  if (text !== null && known === null) setAside(database, key, kind)
  prepared<[string, string]>(
    database,
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
  ).run(key, JSON.stringify(kind.stamped({ ...known, ...value })))
}

/** Keys of the settings whose key begins so, in their order. */
export function settingsBeginning(database: Database, prefix: string): string[] {
  return prepared<[string, string], { key: string }>(
    database,
    'SELECT key FROM settings WHERE key >= ? AND key < ? ORDER BY key'
  )
    .all(prefix, `${prefix}\u{10ffff}`)
    .map(({ key }) => key)
}

export function deleteSetting(database: Database, key: string): void {
  prepared<[string]>(database, 'DELETE FROM settings WHERE key = ?').run(key)
}

function textOf(database: Database, key: string): string | null {
  const row = prepared<[string], { value: string }>(
    database,
    'SELECT value FROM settings WHERE key = ?'
  ).get(key)
  return row?.value ?? null
}

/** Null where it says nothing that this version understands. */
function read<T>(text: string, kind: DocumentKind<T>): T | null {
  try {
    return kind.read(JSON.parse(text))
  } catch (error) {
    if (error instanceof UnreadableDocument) return null
    throw error
  }
}

/** Gives a setting that cannot be read another key, under which nobody looks for it. */
function setAside<T>(database: Database, key: string, kind: DocumentKind<T>): void {
  if (kind.isLater(JSON.parse(textOf(database, key)!))) {
    throw new UserError(
      `The ${kind.name} in the store were written by a newer Tandem, and stay as they are.`,
      'Update Tandem to change them.'
    )
  }
  const taken = settingsBeginning(database, UNREADABLE).length
  const aside = `${UNREADABLE}${taken + 1} ${key}`
  prepared<[string, string]>(database, 'UPDATE settings SET key = ? WHERE key = ?').run(aside, key)
  console.error(
    `The ${kind.name} in the store could not be read. They were set aside there, unchanged, as the setting "${aside}".`
  )
}

const UNREADABLE = 'unreadable '
