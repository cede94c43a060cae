import { OpenForReadingOnly } from './open-for-reading.ts'
import { schemaVersion } from './database.ts'
import type { Database } from './sql.ts'

/** Makes sure that a store can be written, by writing what it says already. Throws what the disk refuses. */
export function requireWritable(database: Database): void {
  if (database.readonly) throw new OpenForReadingOnly()
  const write = database.transaction(() =>
    database.pragma(`user_version = ${schemaVersion(database)}`)
  )
  write.immediate()
}
