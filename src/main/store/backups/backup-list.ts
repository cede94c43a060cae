import { rmSync, statSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { IN_DATA } from '../../data-directory.ts'
import { namesIn } from '../../folder-names.ts'
import { timestamp, unused } from '../file-names.ts'

/** Why a backup was made. Those of the day are made and removed by themselves. */
export type BackupReason = 'daily' | 'by-hand' | 'before-restore' | `before-${number}`

/** A copy of the store in the folder `backups` beside it. */
export interface Backup {
  readonly name: string
  readonly path: string
  readonly made: Date
  readonly reason: string
  readonly bytes: number
}

/** The newest of so many days are kept, and of those before one for each of so many weeks. */
const KEPT_DAYS = 7
const KEPT_WEEKS = 4
const DAY_MS = 24 * 60 * 60_000
const NAME = /-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-([a-z0-9-]+)\.db$/
/** A copy that has no name yet, and what SQLite keeps beside it. */
const UNFINISHED = /\.db\.(?:\d+\.)?part(?:-journal)?$/
/** No backup goes so long without writing anything. */
const LONGEST_MS = 60 * 60_000

/** All backups of a store, the newest first. */
export function listBackups(store: string): readonly Backup[] {
  return namesIn(backupFolder(store), 'empty')
    .flatMap((name) => {
      const path = join(backupFolder(store), name)
      const found = NAME.exec(name)
      const file = statSync(path, { throwIfNoEntry: false })
      if (!found || !file?.isFile()) return []
      const [, day, hour, minute, second, reason] = found
      const made = new Date(`${day!}T${hour!}:${minute!}:${second!}Z`)
      return [{ name, path, made, reason: reason!, bytes: file.size }]
    })
    .sort((a, b) => b.made.getTime() - a.made.getTime() || b.name.localeCompare(a.name))
}

/** Where the next backup goes. */
export function backupPath(store: string, now: Date, reason: BackupReason): string {
  const name = `${parse(store).name}-${timestamp(now)}-${reason}.db`
  return unused(join(backupFolder(store), name))
}

/** Whether the last day has no backup in it. */
export function isBackupDue(backups: readonly Backup[], now: Date): boolean {
  return !backups.some((one) => isPast(one, now) && now.getTime() - one.made.getTime() < DAY_MS)
}

/**
 * Whether a backup was made before now, as far as one can tell. A clock that ran ahead for a while leaves some of an hour to
 * come, which say nothing of what is newest.
 */
export function isPast({ made }: Backup, now: Date): boolean {
  return made.getTime() <= now.getTime()
}

/**
 * Daily backups that others make superfluous: the newest of each day stays, and before them that of each week. Those of an hour to
 * come are left alone until it comes: they would push out every new one.
 */
export function superfluous(backups: readonly Backup[], now: Date): readonly Backup[] {
  const daily = backups.filter((one) => one.reason === 'daily' && isPast(one, now))
  const days = newestOfEach(daily, DAY_MS).slice(0, KEPT_DAYS)
  const oldest = spanOf(days.at(-1), DAY_MS)
  const before = daily.filter((one) => spanOf(one, DAY_MS) < oldest)
  const kept = new Set([...days, ...newestOfEach(before, 7 * DAY_MS).slice(0, KEPT_WEEKS)])
  return daily.filter((backup) => !kept.has(backup))
}

/** The newest of each span of time, the newest of all first. */
function newestOfEach(newestFirst: readonly Backup[], spanMs: number): Backup[] {
  const spans = Map.groupBy(newestFirst, (one) => spanOf(one, spanMs))
  return [...spans.values()].map(([newest]) => newest!)
}

function spanOf(backup: Backup | undefined, spanMs: number): number {
  return Math.floor((backup?.made.getTime() ?? 0) / spanMs)
}

/** Removes superfluous backups, and what a backup that was cut off left. */
export function rotate(store: string, now: Date): void {
  for (const { path } of superfluous(listBackups(store), now)) rmSync(path, { force: true })
  for (const name of namesIn(backupFolder(store), 'empty').filter((one) => UNFINISHED.test(one))) {
    const path = join(backupFolder(store), name)
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    // Another process may be at it.
    if (now.getTime() - changed > LONGEST_MS) rmSync(path, { force: true })
  }
}

/** What a backup is called until it is whole, in this process: others may be at one of the same second. */
export function partOf(target: string): string {
  return `${target}.${process.pid}.part`
}

/** Removes what there is of a backup that is not going to be finished. */
export function removeUnfinished(target: string): void {
  for (const suffix of ['', '-journal']) rmSync(partOf(target) + suffix, { force: true })
}

export function backupFolder(store: string): string {
  return join(dirname(store), IN_DATA.backups)
}
