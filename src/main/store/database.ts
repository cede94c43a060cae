import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import Sqlite from 'better-sqlite3'
import { ForeignDatabase, isDamage, NewerDatabase } from './errors.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { migrations } from './migrations/all.ts'
import type { Database } from './sql.ts'

/** Marks the file as Tandem's: "TNDM". */
const APPLICATION_ID = 0x544e_444d
const LATEST = migrations.at(-1)!.version

export interface OpenedDatabase {
  readonly database: Database
  /** What the user should know: a damaged file set aside, a backup made before a migration. */
  readonly notices: readonly string[]
}

/**
 * Opens the store, creating or migrating it first. A database from a newer version is refused untouched; a damaged
 * file is set aside under another name and a new store begun.
 *
 * @param now names the backup and the set-aside file.
 */
export function openDatabase(path: string, now: Date): OpenedDatabase {
  mkdirSync(dirname(path), { recursive: true })
  const notices: string[] = []
  try {
    return { database: openSound(path, now, notices), notices }
  } catch (error) {
    if (!isDamage(error)) throw error
    const aside = setAside(path, now)
    notices.push(
      `The store ${path} is damaged and could not be read. It was set aside as ${aside}, unchanged, and a new store was begun. ` +
        `Backups, where there are any, are in ${backupFolder(path)}.`
    )
    return { database: openSound(path, now, notices), notices }
  }
}

/** Another connection to a store that this program has opened, for a thread of its own. It writes nothing. */
export function openForReading(path: string): Database {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true })
  configureReading(database)
  return database
}

function openSound(path: string, now: Date, notices: string[]): Database {
  const database = new Sqlite(path)
  try {
    refuseUnknown(database, path)
    configure(database)
    const version = schemaVersion(database)
    if (version > 0 && pendingMigrations(migrations, version).length > 0) {
      const backup = backUp(database, path, now, `before-${LATEST}`)
      notices.push(`The store was backed up to ${backup} before its format was updated.`)
    }
    migrate(database, migrations)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Reads only, so that a file which is refused stays as it was, byte for byte. */
function refuseUnknown(database: Database, path: string): void {
  const version = schemaVersion(database)
  const application = database.pragma('application_id', { simple: true })
  const tables = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get()!
  if (tables > 0 && application !== APPLICATION_ID) throw new ForeignDatabase(path)
  if (version > LATEST) throw new NewerDatabase(path, version, LATEST)
}

function configure(database: Database): void {
  // WAL lets a second process read while the queue writes; FULL makes every commit outlive a power cut.
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  configureReading(database)
  // Set once: a write at every opening would have to wait for the process that runs the queue.
  if (schemaVersion(database) === 0) database.pragma(`application_id = ${APPLICATION_ID}`)
}

function configureReading(database: Database): void {
  database.pragma('busy_timeout = 5000')
  database.pragma('cache_size = -32000')
}

/** The number of the last migration that was applied. */
export function schemaVersion(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number
}

/**
 * Copies the store, consistent and compacted, into the folder `backups` beside it.
 *
 * @returns the path of the copy.
 */
export function backUp(database: Database, path: string, now: Date, label: string): string {
  const folder = backupFolder(path)
  mkdirSync(folder, { recursive: true })
  const target = unused(join(folder, `${parse(path).name}-${timestamp(now)}-${label}.db`))
  database.prepare('VACUUM INTO ?').run(target)
  return target
}

function setAside(path: string, now: Date): string {
  const aside = unused(`${path}.damaged-${timestamp(now)}`)
  renameSync(path, aside)
  // The log belongs to the damaged file: applied to a new one it would damage that too.
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  }
  return aside
}

function unused(path: string): string {
  const { dir, name, ext } = parse(path)
  for (let number = 2, candidate = path; ; number++) {
    if (!existsSync(candidate)) return candidate
    candidate = join(dir, `${name}-${number}${ext}`)
  }
}

function backupFolder(path: string): string {
  return join(dirname(path), 'backups')
}

function timestamp(date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(':', '-')
}
