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
import Sqlite from 'better-sqlite3'
import { requireFile } from '../../require-file.ts'
import { UserError } from '../../user-error.ts'
import { aloneWhile } from '../alone.ts'
import { askStoreProcess } from '../ask-store-process.ts'
import { timestamp, unused } from '../file-names.ts'
import { acknowledgeIncidents, noteIncident } from '../incidents.ts'
import type { BackupContent } from './backup-content.ts'
import { type Backup, backupPath, isPast, listBackups } from './backup-list.ts'
import { makeFolder } from '../../make-folder.ts'

/** What a restoration did. */
export interface Restored {
  readonly from: string
  /** Where the store that was in place is now; null where there was none. */
  readonly kept: string | null
}

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
  signal = AbortSignal.any([])
): Promise<Restored> {
  requireFile(store)
  const from = await findUsable(store, name, { now, signal })
  makeFolder(dirname(store))
  return aloneWhile(store, signal, async () => {
    const fresh = `${store}.new`
    try {
      await copyWhole(from, fresh, signal)
      await requireUsable(fresh, from, signal)
      const isThere = existsSync(store)
      const isSound = isThere && (await askStoreProcess({ do: 'leave-whole', store }, signal))
      signal.throwIfAborted()
      // From here on nothing is waited for: no moment is left at which the store could stay away.
      const kept = isThere ? putAway(store, now, isSound) : null
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
async function copyWhole(from: string, to: string, signal: AbortSignal): Promise<void> {
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

function copy(from: string, to: string, signal: AbortSignal): Promise<void> {
  return pipeline(createReadStream(from), createWriteStream(to), { signal })
}

/** @throws UserError where a backup is of no use */
async function requireUsable(path: string, from: string, signal: AbortSignal): Promise<void> {
  const [content] = await contentsOf([path], signal)
  if ('unusable' in content!) {
    throw new UserError(`${from} cannot be restored: ${content.unusable}`)
  }
}

/** What backups hold, in their order. Every page of each is read, by a process that can be stopped. @throws the signal's reason */
export function contentsOf(
  backups: readonly string[],
  signal: AbortSignal
): Promise<readonly BackupContent[]> {
  if (backups.length === 0) return Promise.resolve([])
  return askStoreProcess({ do: 'contents', backups }, signal)
}

/** The backup that is meant, looked into once: page by page. */
async function findUsable(
  store: string,
  name: string,
  { now, signal }: { readonly now: Date; readonly signal: AbortSignal }
): Promise<string> {
  const backups = listBackups(store)
  const latest = name === 'latest' ? await latestUsable(backups, now, signal) : undefined
  if (latest) return latest.path
  const from = backups.find((backup) => backup.name === name)?.path ?? copyElsewhere(name)
  await requireUsable(from, from, signal)
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
async function latestUsable(
  backups: readonly Backup[],
  now: Date,
  signal: AbortSignal
): Promise<Backup | undefined> {
  const past = backups.filter((one) => isPast(one, now))
  const others = backups.filter((one) => !isPast(one, now))
  for (const backup of [...past, ...others]) {
    const [content] = await contentsOf([backup.path], signal)
    if (!('unusable' in content!)) return backup
  }
  return undefined
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
