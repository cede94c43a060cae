import { existsSync, rmSync, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { asUserError } from '../../system-errors.ts'
import type { Incident } from '../incidents.ts'
import { migrate, type Migration } from '../migrate.ts'
import { migrations } from '../migrations/all.ts'
import { APPLICATION_ID, prepared } from '../sql.ts'
import { mendReferences, rebuildAttempts } from './make-whole.ts'
import { readPages } from './pages.ts'
import { salvage } from './salvage.ts'

/**
 * Reads a damaged store into a new one, which replaces whatever was begun there. What the disk refuses is thrown; anything else
 * leaves the new one empty.
 */
export function saveInto(fresh: string, damaged: string): Incident['saved'] {
  removeStore(fresh)
  // A store of which only the log is left is an empty file.
  if (!existsSync(damaged)) writeFileSync(damaged, '')
  try {
    return rescue(fresh, damaged)
  } catch (error) {
    removeStore(fresh)
    if (asUserError(error)) throw error
    createStore(fresh, migrations).close()
    return null
  }
}

function rescue(fresh: string, damaged: string): Incident['saved'] {
  const pages = readPages(damaged)
  const known = migrations.filter(({ version }) => version <= (pages.version ?? Infinity))
  const database = createStore(fresh, known.length > 0 ? known : migrations)
  try {
    const read = salvage(pages, database)
    const lostProblems = mendReferences(database)
    migrate(database, migrations)
    const cutAttempts = rebuildAttempts(database)
    const rows = (text: string) => prepared<[], number>(database, text).pluck().get()!
    const saved = {
      runs: rows('SELECT count(*) FROM runs'),
      attempts: rows('SELECT count(*) FROM attempts'),
      sets: rows('SELECT count(*) FROM problem_sets'),
      cutAttempts,
      lostProblems,
      pages: read
    }
    const isEmpty = saved.runs + saved.sets + rows('SELECT count(*) FROM settings') === 0
    return isEmpty ? null : saved
  } finally {
    database.close()
    pages.close()
  }
}

function createStore(path: string, steps: readonly Migration[]): Sqlite.Database {
  const database = new Sqlite(path)
  // Rows come in any order.
  database.pragma('foreign_keys = OFF')
  database.pragma(`application_id = ${APPLICATION_ID}`)
  migrate(database, steps)
  return database
}

/** Removes a store that was begun, with what SQLite has beside it. */
export function removeStore(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(path + suffix, { force: true })
}
