import Sqlite from 'better-sqlite3'
import { join } from 'node:path'

/** What the store says of the newest attempt, read past the program. */
export interface StoredAttempt {
  readonly key: number
  readonly status: string
  readonly answer: string | null
  readonly verdict: string | null
  readonly gamma: number | null
  readonly gamma_decode: number | null
  readonly wall_ratio: number | null
}

/** Asks the store of a running program, reading only. */
export function ask<T>(data: string, sql: string): T[] {
  const database = new Sqlite(join(data, 'tandem.db'), { readonly: true })
  try {
    return database.prepare<[], T>(sql).all()
  } finally {
    database.close()
  }
}

export function newestAttempt(data: string): StoredAttempt {
  return ask<StoredAttempt>(data, 'SELECT * FROM attempts ORDER BY key DESC LIMIT 1')[0]!
}

/** Whether a program has nothing left to do: no run goes on or waits. */
export function isAtRest(data: string): boolean {
  return (
    ask(data, "SELECT 1 FROM runs WHERE status IN ('running', 'waiting')").length === 0 &&
    ask(data, 'SELECT 1 FROM leases').length === 0
  )
}

/** Deletes every row of the store of a running program; keys begin anew, what is searched in goes by its triggers. */
export function emptyStore(data: string): void {
  const database = new Sqlite(join(data, 'tandem.db'))
  try {
    database.pragma('foreign_keys = OFF')
    const tables = database
      .prepare<[], { name: string }>(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
           AND (name NOT LIKE 'sqlite_%' OR name = 'sqlite_sequence')`
      )
      .all()
    database.transaction(() => {
      for (const { name } of tables) database.exec(`DELETE FROM ${name}`)
    })()
  } finally {
    database.close()
  }
}
