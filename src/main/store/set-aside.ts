import { copyFileSync, existsSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { asUserError } from '../system-errors.ts'
import { alone } from './alone.ts'
import { timestamp, unused } from './file-names.ts'
import { type Incident, noteIncident } from './incidents.ts'
import { migrate, type Migration } from './migrate.ts'
import { migrations } from './migrations/all.ts'
import { mendReferences, rebuildAttempts } from './salvage/make-whole.ts'
import { readPages } from './salvage/pages.ts'
import { salvage } from './salvage/salvage.ts'
import { APPLICATION_ID, prepared } from './sql.ts'

/**
 * Puts a new store in the place of a damaged one: with all that can be read of it, or empty where that is nothing. The
 * damaged file and its log stay beside it, as they are. The old store is in its place until the new one is complete. Where
 * there is nothing but a log, what that holds is saved.
 *
 * @param isDamaged asked again once no other process is at it, which may have mended it meanwhile.
 * @returns null where another process did it.
 */
export function setAside(store: string, now: Date, isDamaged: () => boolean): Incident | null {
  return alone(store, () => {
    if (!isDamaged()) return null
    const fresh = `${store}.new`
    removeStore(fresh)
    // A store of which only the log is left is an empty file.
    if (!existsSync(store)) writeFileSync(store, '')
    const saved = saveInto(fresh, store)
    const aside = unused(`${store}.damaged-${timestamp(now)}`)
    linkOrCopy(store, aside)
    if (existsSync(`${store}-wal`)) linkOrCopy(`${store}-wal`, `${aside}-wal`)
    const incident = { at: now.toISOString(), aside, saved, acknowledged: null }
    noteIncident(store, incident)
    // The log belongs to the damaged file: applied to a new one it would damage that too.
    for (const suffix of ['-wal', '-shm']) rmSync(store + suffix, { force: true })
    renameSync(fresh, store)
    return incident
  })
}

/** Reads the damaged store into a new one. What the disk refuses is thrown; anything else leaves the new one empty. */
function saveInto(fresh: string, damaged: string): Incident['saved'] {
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

function removeStore(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(path + suffix, { force: true })
}

/** A second name costs no room; some disks know none. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
