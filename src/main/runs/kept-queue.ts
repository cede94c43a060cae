import { hostname } from 'node:os'
import { z } from 'zod'
import { documentKind } from '../../shared/documents/document-kind.ts'
import { isAlive } from '../process-alive.ts'
import { statusOf } from './list-runs.ts'
import type { Database } from '../store/sql.ts'
import { findAnyRun } from '../store/tables/runs.ts'
import {
  deleteSetting,
  readSetting,
  settingsBeginning,
  writeSetting
} from '../store/tables/settings.ts'

/** A benchmark that a process was at, or that waited for its turn there, and how it is begun. */
export interface KeptStart {
  readonly run: string
  readonly retryErrors: boolean
  readonly loadAnyway: boolean
}

/** The benchmarks of one process, the one that it is at first. */
const keptQueues = documentKind({
  name: 'queue of benchmarks',
  schema: z.strictObject({
    pid: z.int(),
    host: z.string(),
    starts: z.array(
      z.strictObject({ run: z.string(), retryErrors: z.boolean(), loadAnyway: z.boolean() })
    )
  }),
  upcasters: []
})

/** Each process keeps its own, so that two on one store do not overwrite each other. */
const PREFIX = 'queue '
const OWN = `${PREFIX}${hostname()} ${process.pid}`

/** Keeps what this process is at and what waits there. */
export function keepQueue(database: Database, starts: readonly KeptStart[]): void {
  if (database.readonly) return
  if (starts.length === 0) return deleteSetting(database, OWN)
  writeSetting(database, OWN, keptQueues, {
    pid: process.pid,
    host: hostname(),
    starts: [...starts]
  })
}

/** The queue of a process, as it was kept last. */
export interface KeptQueue {
  readonly pid: number
  readonly host: string
  /** Whether the process is no more, so that nobody begins what waits there. */
  readonly isLeft: boolean
  readonly starts: readonly KeptStart[]
}

/** What every process is at and what waits there, as far as it can be read. */
export function listKeptQueues(database: Database): KeptQueue[] {
  return readQueues(database).map(({ kept: { pid, host, starts } }) => {
    return { pid, host, isLeft: host === hostname() && !isAlive(pid), starts }
  })
}

/** Takes over what processes that are no more have left, in its order, as far as it can still be done. */
export function takeLeftQueues(database: Database, now: number): KeptStart[] {
  if (database.readonly) return []
  const left = readQueues(database).flatMap(({ key, kept }) => {
    // What a later version says more in than is read here stays as it is.
    if (keptQueues.isLater(kept)) return []
    // A process with this one's number is one before it.
    const isLeft = kept.host === hostname() && (key === OWN || !isAlive(kept.pid))
    if (!isLeft) return []
    deleteSetting(database, key)
    return kept.starts
  })
  const open = left.filter(({ run }) => isOpen(database, now, run))
  return [...new Map(open.map((start) => [start.run, start])).values()]
}

/** The queues that can be read; the others stay as they are. */
function readQueues(database: Database) {
  return settingsBeginning(database, PREFIX).flatMap((key) => {
    const kept = readSetting(database, key, keptQueues)
    return kept === null ? [] : [{ key, kept }]
  })
}

/** Whether anything is left to do of a benchmark that nobody works on. */
function isOpen(database: Database, now: number, id: string): boolean {
  const run = findAnyRun(database, id)
  if (run === null || run.config === null || run.deletedAt !== null) return false
  return !['finished', 'running'].includes(statusOf(database, now, run))
}
