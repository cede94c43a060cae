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
