import Sqlite from 'better-sqlite3'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/all.ts'
import type { Database } from './sql.ts'

/** Whether a store has every table and column that this version reads, whatever else a newer one added. */
export function canBeRead(database: Database): boolean {
  const own = new Sqlite(':memory:')
  try {
    migrate(own, migrations)
    const there = new Set(columnsOf(database))
    return columnsOf(own).every((column) => there.has(column))
  } finally {
    own.close()
  }
}

function columnsOf(database: Database): string[] {
  return database
    .prepare<[], string>(
      `SELECT list.name || '.' || info.name
       FROM pragma_table_list AS list, pragma_table_xinfo(list.name) AS info
       WHERE list.schema = 'main' AND list.type IN ('table', 'view', 'virtual')`
    )
    .pluck()
    .all()
}
