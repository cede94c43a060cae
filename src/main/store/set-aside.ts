import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync
} from 'node:fs'
import Sqlite from 'better-sqlite3'
import { isAlive } from '../process-alive.ts'
import { asUserError } from '../system-errors.ts'
import { timestamp, unused } from './file-names.ts'
import { type Incident, noteIncident } from './incidents.ts'
import { migrate, type Migration } from './migrate.ts'
import { migrations } from './migrations/all.ts'
import { mendReferences, rebuildAttempts } from './salvage/make-whole.ts'
import { readPages } from './salvage/pages.ts'
import { salvage } from './salvage/salvage.ts'
import { APPLICATION_ID, prepared } from './sql.ts'

const WAIT_MS = 100
/** No store takes so long to be read. */
const LONGEST_MS = 30 * 60_000

/**
 * Puts a new store in the place of a damaged one: with all that can be read of it, or empty where that is nothing. The
 * damaged file and its log stay beside it, as they are. The old store is in its place until the new one is complete.
 *
 * @param isDamaged asked again once no other process is at it, which may have mended it meanwhile.
 * @returns null where another process did it.
 */
export function setAside(store: string, now: Date, isDamaged: () => boolean): Incident | null {
  return alone(`${store}.recovering`, () => {
    if (!isDamaged()) return null
    const fresh = `${store}.new`
    removeStore(fresh)
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

/** Does something while no other process does, told by a file that names who does. */
function alone<T>(lock: string, work: () => T): T {
  while (!taken(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS)
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function taken(lock: string): boolean {
  let handle: number
  try {
    handle = openSync(lock, 'wx')
  } catch (error) {
    if (!existsSync(lock)) throw error
    if (isStale(lock)) rmSync(lock, { force: true })
    return false
  }
  try {
    writeSync(handle, String(process.pid))
    return true
  } catch (error) {
    // A lock that names nobody would be waited for, by this process too.
    rmSync(lock, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
}

/** Left by a process that is no more: it was killed, or another has its number now. */
function isStale(lock: string): boolean {
  const made = statSync(lock, { throwIfNoEntry: false })
  if (!made) return false
  const pid = Number(readFileSync(lock, 'utf8'))
  // Between making the file and writing into it there is nothing in it yet.
  const isGone = pid > 0 && (pid === process.pid || !isAlive(pid))
  return isGone || Date.now() - made.mtimeMs > LONGEST_MS
}
