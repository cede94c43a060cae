import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  renameSync,
  rmSync
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { requireFile } from '../../require-file.ts'
import { codeOf } from '../../system-errors.ts'
import { UserError } from '../../user-error.ts'
import { aloneWhile } from '../alone.ts'
import { isDamage, NewerDatabase } from '../errors.ts'
import { timestamp, unused } from '../file-names.ts'
import { acknowledgeIncidents, noteIncident } from '../incidents.ts'
import { migrations } from '../migrations/all.ts'
import { APPLICATION_ID } from '../sql.ts'
import { type Backup, backupPath, isPast, listBackups } from './backup-list.ts'
import { makeFolder } from '../../make-folder.ts'

/** What a restoration did. */
export interface Restored {
  readonly from: string
  /** Where the store that was in place is now; null where there was none. */
  readonly kept: string | null
}

/** What a backup holds, or why it is of no use. */
export type BackupContent =
  | { readonly runs: number; readonly attempts: number; readonly sets: number }
  | { readonly unusable: string }

/**
 * Puts a backup in the place of the store. The present store is kept: as a backup where it is sound, else as a damaged
 * one. Whoever restores knows what happened, so that incidents are acknowledged.
 *
 * @param name a backup's name, "latest", or the path of a copy elsewhere
 * @param signal stops it, as if it had not begun, for as long as the present store is in its place
 * @throws UserError where the backup is of no use, or the store is in use; the signal's reason
 */
export async function restore(
  store: string,
  name: string,
  now: Date,
  signal?: AbortSignal
): Promise<Restored> {
  requireFile(store)
  const from = findUsable(store, name, now)
  await hearOut(signal)
  makeFolder(dirname(store))
  return aloneWhile(store, signal, async () => {
    const fresh = `${store}.new`
    try {
      await copyWhole(from, fresh, signal)
      requireUsable(fresh, from)
      const present = existsSync(store) ? { isSound: isSoundAndUnused(store) } : null
      await hearOut(signal)
      // From here on nothing is waited for: no moment is left at which the store could stay away.
      const kept = present && putAway(store, now, present.isSound)
      for (const suffix of LOG) rmSync(store + suffix, { force: true })
      renameSync(fresh, store)
      acknowledgeIncidents(store, now)
      return { from, kept }
    } finally {
      for (const suffix of ['', ...LOG]) rmSync(fresh + suffix, { force: true })
    }
  })
}

/** What SQLite keeps beside a store. */
const LOG = ['-wal', '-shm'] as const

/** Copies a store into one file: with what is still in its log, where it is no backup but a store that a program left. */
async function copyWhole(from: string, to: string, signal: AbortSignal | undefined): Promise<void> {
  for (const suffix of ['', ...LOG]) rmSync(to + suffix, { force: true })
  await copy(from, to, signal)
  chmodSync(to, 0o600)
  const log = `${from}-wal`
  if (!existsSync(log)) return
  await copy(log, `${to}-wal`, signal)
  const copied = new Sqlite(to)
  try {
    copied.pragma('journal_mode = DELETE')
  } finally {
    copied.close()
  }
}

function copy(from: string, to: string, signal: AbortSignal | undefined): Promise<void> {
  return pipeline(createReadStream(from), createWriteStream(to), { signal })
}

function requireUsable(path: string, from: string): void {
  const content = contentOfBackup(path)
  if ('unusable' in content) throw new UserError(`${from} cannot be restored: ${content.unusable}`)
}

/** Looks into a backup without changing it. */
export function contentOfBackup(path: string): BackupContent {
  let database: Sqlite.Database
  try {
    database = new Sqlite(path, { readonly: true, fileMustExist: true })
  } catch {
    return { unusable: 'it cannot be opened.' }
  }
  try {
    const single = (pragma: string) => database.pragma(pragma, { simple: true })
    if (single('application_id') !== APPLICATION_ID)
      return { unusable: 'it is not one of Tandem’s.' }
    const version = single('user_version') as number
    const known = migrations.at(-1)!.version
    if (version > known) return { unusable: new NewerDatabase(path, version, known).message }
    if (single('quick_check(1)') !== 'ok') return { unusable: 'it is damaged.' }
    const rows = (table: string) =>
      database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!
    return { runs: rows('runs'), attempts: rows('attempts'), sets: rows('problem_sets') }
  } catch {
    return { unusable: 'it is damaged.' }
  } finally {
    database.close()
  }
}

/** Lets a wish to stop be heard that came while this thread was busy. @throws the signal's reason */
export async function hearOut(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate()
  signal?.throwIfAborted()
}

/** The backup that is meant, looked into once: page by page. */
function findUsable(store: string, name: string, now: Date): string {
  const backups = listBackups(store)
  const latest = name === 'latest' ? latestUsable(backups, now) : undefined
  if (latest) return latest.path
  const from = backups.find((backup) => backup.name === name)?.path ?? copyElsewhere(name)
  requireUsable(from, from)
  return from
}

function copyElsewhere(name: string): string {
  if (!existsSync(name)) {
    throw new UserError(`There is no backup "${name}".`, 'See them with: tandem restore')
  }
  requireFile(name)
  return resolve(name)
}

/** Of those of an hour to come, which a wrong clock left, nobody knows whether they are the latest. */
function latestUsable(backups: readonly Backup[], now: Date): Backup | undefined {
  const past = backups.filter((one) => isPast(one, now))
  const others = backups.filter((one) => !isPast(one, now))
  return [...past, ...others].find(({ path }) => !('unusable' in contentOfBackup(path)))
}

/** Moves the present store away. */
function putAway(store: string, now: Date, isSound: boolean): string {
  if (isSound) {
    const kept = backupPath(store, now, 'before-restore')
    makeFolder(dirname(kept))
    renameSync(store, kept)
    return kept
  }
  const aside = unused(`${store}.damaged-${timestamp(now)}`)
  noteIncident(store, { at: now.toISOString(), aside, saved: null, acknowledged: null })
  for (const suffix of ['', '-wal']) {
    if (existsSync(store + suffix)) renameSync(store + suffix, aside + suffix)
  }
  return aside
}

/** Leaves a sound store as one file, without a log. @throws UserError where another program has it open. */
function isSoundAndUnused(store: string): boolean {
  try {
    const database = new Sqlite(store)
    try {
      // Only who has a store for himself can change this.
      database.pragma('busy_timeout = 1000')
      database.pragma('journal_mode = DELETE')
      return database.pragma('quick_check(1)', { simple: true }) === 'ok'
    } finally {
      database.close()
    }
  } catch (error) {
    if (isDamage(error)) return false
    // Whatever else the system refuses is told as such.
    if (codeOf(error)?.startsWith('SQLITE_BUSY') !== true) throw error
    throw new UserError(
      `The store ${store} is open in another Tandem.`,
      'Close its window, its page and its runs first.'
    )
  }
}
