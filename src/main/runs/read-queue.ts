import type { Database } from '../store/sql.ts'
import { findAnyRun, runningRuns } from '../store/tables/runs.ts'
import { listKeptQueues } from './kept-queue.ts'
import { leaseHolder, QUEUE } from './lease.ts'

/** A benchmark of the queue, as every process on the store sees it. */
export interface QueuedRun {
  readonly run: string
  /** `left` is one whose process is no more: nobody begins it until somebody says so. */
  readonly state: 'running' | 'waiting' | 'left'
  readonly pid: number
  readonly host: string
}

/** The benchmark that is being worked on, those that wait for their turn in each process, and those that were left. */
export function readQueue(database: Database, now: number): QueuedRun[] {
  const holder = leaseHolder(database, QUEUE, now)
  const running = runningRuns(database).flatMap((run) =>
    holder !== null && findAnyRun(database, run)?.kind === 'benchmark'
      ? [{ run, state: 'running' as const, pid: holder.pid, host: holder.host }]
      : []
  )
  const isRunning = (run: string) => running.some((one) => one.run === run)
  const kept = listKeptQueues(database).flatMap(({ pid, host, isLeft, starts }) =>
    starts
      .filter(({ run }) => !isRunning(run) && findAnyRun(database, run)?.deletedAt === null)
      .map(({ run }) => ({
        run,
        state: isLeft ? ('left' as const) : ('waiting' as const),
        pid,
        host
      }))
  )
  return [
    ...running,
    ...kept.filter(({ state }) => state === 'waiting'),
    ...kept.filter(({ state }) => state === 'left')
  ]
}
