import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Finding } from '../../shared/contract/diagnostics.ts'
import { bytesText } from '../bytes-text.ts'
import { namesIn } from '../folder-names.ts'
import { leaseHolder, QUEUE } from '../runs/lease.ts'
import { IN_DATA, storeIn } from '../data-directory.ts'
import { isSetAside } from '../set-aside-file.ts'
import { openForReading, schemaVersion } from '../store/database.ts'
import { openIncidents } from '../store/incidents.ts'
import { checkIntegrity } from '../store/maintenance.ts'
import { migrations } from '../store/migrations/all.ts'
import { OPEN_FOR_READING } from '../store/open-for-reading.ts'
import type { Database } from '../store/sql.ts'
import { failed } from './failed.ts'

/** Below this a long benchmark, or the backup of the day, may not fit. */
const LITTLE_DISK = 2e9
/** A larger store takes too long to be read whole while somebody waits. */
const QUICKLY_CHECKED = 500e6
/** Rights of the group and of everybody else. */
const OTHERS = 0o077

/** The folder of the user's data: whether it can be used, and whether others see into it. */
export function folderFinding(data: string): Finding {
  const part = 'Data folder'
  const existing = nearestExisting(data)
  try {
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    return failed(part, error, { place: data })
  }
  if (existing !== data) {
    return { part, state: 'works', said: `${data} will be made when it is needed.`, advice: null }
  }
  const stats = statSync(data)
  if (!stats.isDirectory()) {
    return {
      part,
      state: 'fails',
      said: `${data} is a file and no folder.`,
      advice: 'Move it away, or choose another data folder with --data-dir.'
    }
  }
  if (process.platform !== 'win32' && (stats.mode & OTHERS) !== 0) {
    return {
      part,
      state: 'limited',
      said: `${data} can be entered by other users of this machine.`,
      advice: `What Tandem writes in it is closed to them all the same. To close the folder: chmod 700 '${data}'`
    }
  }
  return { part, state: 'works', said: `${data}, for you alone.`, advice: null }
}

/** Documents that could not be read, and that others took the place of. */
export function asideFindings(data: string): readonly Finding[] {
  const folders = [data, join(data, IN_DATA.calibrations), join(data, IN_DATA.targetChecks)]
  const aside = folders.flatMap((folder) => namesIn(folder, 'empty').filter(isSetAside))
  if (aside.length === 0) return []
  return [
    {
      part: 'Set aside',
      state: 'limited',
      said: `What could not be read in the data folder was set aside: ${aside.join(', ')}.`,
      advice: 'Move these files away once you do not want them any more.'
    }
  ]
}

/** Room on the disk that the data lie on. */
export function diskFinding(data: string): Finding {
  const part = 'Disk'
  try {
    const { bavail, bsize, blocks } = statfsSync(nearestExisting(data))
    const free = bavail * bsize
    const said = `${bytesText(free)} of ${bytesText(blocks * bsize)} are free where your data lie.`
    return free < LITTLE_DISK
      ? { part, state: 'limited', said, advice: 'Free some space before a long run or a download.' }
      : { part, state: 'works', said, advice: null }
  } catch (error) {
    return failed(part, error, { place: data })
  }
}

/** The store, read and never changed: one that is damaged is left for `tandem store recover`. */
export function storeFindings(data: string, now: number): readonly Finding[] {
  const part = 'Store'
  try {
    const path = storeIn(data)
    if (!existsSync(path)) {
      return [{ part, state: 'works', said: 'There is none yet: nothing was kept.', advice: null }]
    }
    const database = openForReading(path)
    try {
      return [
        storeFinding(path, database),
        ...incidentFindings(path),
        ...queueFindings(database, now)
      ]
    } finally {
      database.close()
    }
  } catch (error) {
    return [failed(part, error, { place: join(data, IN_DATA.store) })]
  }
}

function storeFinding(path: string, database: Database): Finding {
  const part = 'Store'
  const { size } = statSync(path)
  const version = schemaVersion(database)
  const latest = migrations.at(-1)!.version
  if (version > latest) return { part, state: 'limited', said: OPEN_FOR_READING, advice: null }
  if (version < latest) {
    return {
      part,
      state: 'works',
      said: `${bytesText(size)}, of an earlier version: the next command backs it up and updates it.`,
      advice: null
    }
  }
  const runs = database.prepare<[], number>('SELECT count(*) FROM runs').pluck().get()!
  const said = `${bytesText(size)}, ${runs} ${runs === 1 ? 'run' : 'runs'}`
  if (size > QUICKLY_CHECKED) {
    return {
      part,
      state: 'works',
      said: `${said}; not read whole.`,
      advice: 'To read every page of it: tandem store check'
    }
  }
  const complaints = checkIntegrity(database)
  return complaints.length === 0
    ? { part, state: 'works', said: `${said}; every page is sound.`, advice: null }
    : {
        part,
        state: 'fails',
        said: `${path} is damaged: ${complaints[0]!}.`,
        advice: 'Save what can be read of it with: tandem store recover'
      }
}

function incidentFindings(path: string): readonly Finding[] {
  const incidents = openIncidents(path)
  if (incidents.length === 0) return []
  return [
    {
      part: 'Damage',
      state: 'limited',
      said: `A store was found damaged and set aside (${incidents.length}).`,
      advice: 'See it with: tandem store check. Say that you know: tandem store acknowledge'
    }
  ]
}

function queueFindings(database: Database, now: number): readonly Finding[] {
  const holder = leaseHolder(database, QUEUE, now)
  if (holder === null) return []
  return [
    {
      part: 'At work',
      state: 'works',
      said: `${holder.door} runs a benchmark (process ${holder.pid} on ${holder.host}).`,
      advice: null
    }
  ]
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path))
}
