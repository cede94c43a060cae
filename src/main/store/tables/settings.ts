import { type DocumentKind, UnreadableDocument } from '../../../shared/documents/document-kind.ts'
import { type Database, prepared } from '../sql.ts'

/** The stored setting, or null where there is none or it cannot be read. */
export function readSetting<T extends object>(
  database: Database,
  key: string,
  kind: DocumentKind<T>
): T | null {
  try {
    const stored = readStored(database, key)
    return stored === null ? null : kind.read(stored)
  } catch (error) {
    if (error instanceof UnreadableDocument) return null
    throw error
  }
}

/** Keeps a setting; what a later version has in it stays. */
export function writeSetting<T extends object>(
  database: Database,
  key: string,
  kind: DocumentKind<T>,
  value: T
): void {
  const kept = { ...readSetting(database, key, kind), ...value }
  prepared<[string, string]>(
    database,
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
  ).run(key, JSON.stringify(kind.stamped(kept)))
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

function readStored(database: Database, key: string): unknown {
  const row = prepared<[string], { value: string }>(
    database,
    'SELECT value FROM settings WHERE key = ?'
  ).get(key)
  return row ? JSON.parse(row.value) : null
}
