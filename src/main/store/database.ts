import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { requireFile } from '../require-file.ts'
import { backUpNow } from './backups/back-up.ts'
import { listBackups } from './backups/backup-list.ts'
import { ForeignDatabase, isDamage, NewerDatabase } from './errors.ts'
import { type Incident, incidentText, noteIncident } from './incidents.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { migrations } from './migrations/all.ts'
import { canBeRead } from './newer-store.ts'
import { noteNewer, OPEN_FOR_READING } from './open-for-reading.ts'
import { rememberPlace } from './in-place.ts'
import { readPages } from './salvage/pages.ts'
import { setAside, setAsideUnlessStopped } from './set-aside.ts'
import { APPLICATION_ID, type Database } from './sql.ts'
import { makeFolder } from '../make-folder.ts'

const LATEST = migrations.at(-1)!.version

/** A store that is begun is written at once. */
const BEGINNING_MS = 10_000

export interface OpenedDatabase {
  readonly database: Database
  /** What the user should know: a damaged file set aside, a backup made before a migration, a store that can only be read. */
  readonly notices: readonly string[]
}

/**
 * Opens the store, creating or migrating it first. A database from a newer version is opened for reading where its
 * tables allow, and else refused, untouched; a damaged file is set aside under another name, and a new store begun
 * with what can be saved of it.
 *
 * @param now names the backup and the set-aside file.
 */
export function openDatabase(path: string, now: Date): OpenedDatabase {
  makeFolder(dirname(path))
  requireFile(path)
  const notices: string[] = []
  if (isLogAlone(path)) {
    const incident = setAside(path, now, () => isLogAlone(path))
    if (incident) notices.push(incidentText(incident))
  } else if (isLost(path)) {
    const incident = { at: now.toISOString(), aside: null, saved: null, acknowledged: null }
    noteIncident(path, incident)
    notices.push(incidentText(incident))
  }
  try {
    return { database: openSound(path, now, notices), notices }
  } catch (error) {
    if (!isDamage(error)) throw error
    refuseNewerDamaged(path)
    const incident = setAside(path, now, () => cannotBeOpened(path))
    if (incident) notices.push(incidentText(incident))
    return { database: openSound(path, now, notices), notices }
  }
}

/** What this version saved of a newer store would be without all that only that one knows. @throws NewerDatabase */
function refuseNewerDamaged(path: string): void {
  const pages = readPages(path)
  pages.close()
  if (pages.version !== null && pages.version > LATEST) {
    throw new NewerDatabase(path, pages.version, LATEST)
  }
}

/**
 * Whether nothing is left of a store but what was last written to it: SQLite would throw the log away. The log is looked for
 * first, for a new store has a page before it has a log.
 */
function isLogAlone(path: string): boolean {
  return sizeOf(`${path}-wal`) > 0 && sizeOf(path) === 0
}

/**
 * SQLite takes a file that is missing, or empty, for a new store. It is none where there are backups of it, or where the file
 * was emptied after it was made.
 */
function isLost(path: string): boolean {
  const file = statSync(path, { throwIfNoEntry: false })
  if (file && file.size > 0) return false
  // A disk that does not know when a file was made says 0.
  const isEmptied =
    file !== undefined && file.birthtimeMs > 0 && file.mtimeMs - file.birthtimeMs > BEGINNING_MS
  return isEmptied || listBackups(path).length > 0
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/**
 * Saves what can be read of a store that cannot be opened, as `openDatabase` would, where a person can stop it. A store that
 * can be opened, or of which only a log is left, is left to that.
 *
 * @throws the signal's reason
 */
export async function setAsideUnopenable(
  path: string,
  now: Date,
  signal: AbortSignal
): Promise<Incident | null> {
  if (sizeOf(path) === 0 || !cannotBeOpened(path)) return null
  refuseNewerDamaged(path)
  return setAsideUnlessStopped(path, now, () => cannotBeOpened(path), signal)
}

function cannotBeOpened(path: string): boolean {
  const database = new Sqlite(path)
  try {
    refuseUnknown(database, path)
    return false
  } catch (error) {
    return isDamage(error)
  } finally {
    database.close()
  }
}

/** A store that goes with the process: for what is not to be kept. */
export function openInMemory(): Database {
  return openSound(':memory:', new Date(), [])
}

/** A store in a file of its own that is worth nothing unless it is complete: it is written as fast as can be, without a log. */
export function createScratch(path: string): Database {
  const database = new Sqlite(path)
  configure(database, { log: 'MEMORY', synchronous: 'OFF' })
  migrate(database, migrations)
  return database
}

/**
 * A store that goes with the process, from the bytes of one: in this version's tables, where an earlier one wrote it.
 *
 * @param path where they came from, for people
 * @throws UserError for those of a later version or of another program
 */
export function openFromBytes(bytes: Buffer, path: string): Database {
  const database = new Sqlite(bytes)
  try {
    refuseUnknown(database, path)
    const version = schemaVersion(database)
    if (version > LATEST) throw new NewerDatabase(path, version, LATEST)
    migrate(database, migrations)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Another connection to a store that this program has opened, for a thread of its own. It writes nothing. */
export function openForReading(path: string): Database {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true })
  configureReading(database)
  return database
}

/** Another connection to a store that this program has opened, for a process of its own that changes it. */
export function openAgain(path: string): Database {
  const database = new Sqlite(path, { fileMustExist: true })
  configure(database)
  return database
}

function openSound(path: string, now: Date, notices: string[]): Database {
  const database = new Sqlite(path)
  try {
    refuseUnknown(database, path)
    const version = schemaVersion(database)
    if (version > LATEST) return openNewer(database, path, notices)
    configure(database)
    if (version > 0 && pendingMigrations(migrations, version).length > 0) {
      const backup = backUpNow(path, now, `before-${LATEST}`)
      notices.push(`The store was backed up to ${backup} before its format was updated.`)
    }
    migrate(database, migrations)
    rememberPlace(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Gives the connection away for one that cannot write: what the newer version has not yet moved stays in its log. */
function openNewer(database: Database, path: string, notices: string[]): Database {
  const reading = openForReading(path)
  // Who closes last would empty the log; a connection holds the file once it has read.
  schemaVersion(reading)
  database.close()
  noteNewer(reading)
  notices.push(OPEN_FOR_READING)
  return reading
}

/** Reads only, so that a file which is refused stays as it was, byte for byte. */
function refuseUnknown(database: Database, path: string): void {
  const version = schemaVersion(database)
  const application = database.pragma('application_id', { simple: true })
  const tables = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get()!
  if (tables > 0 && application !== APPLICATION_ID) throw new ForeignDatabase(path)
  if (version > LATEST && !canBeRead(database)) throw new NewerDatabase(path, version, LATEST)
}

/** WAL lets a second process read while the queue writes; FULL makes every commit outlive a power cut. */
function configure(database: Database, { log = 'WAL', synchronous = 'FULL' } = {}): void {
  database.pragma(`journal_mode = ${log}`)
  database.pragma(`synchronous = ${synchronous}`)
  database.pragma('foreign_keys = ON')
  configureReading(database)
  // Set once: a write at every opening would have to wait for the process that runs the queue.
  if (schemaVersion(database) === 0) database.pragma(`application_id = ${APPLICATION_ID}`)
}

/** Few pages in memory: the system keeps the file's anyway, and more of them were no faster and grew for an hour. */
function configureReading(database: Database): void {
  database.pragma('busy_timeout = 5000')
  database.pragma('cache_size = -4000')
}

/** The number of the last migration that was applied. */
export function schemaVersion(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number
}
