import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../store/sql.ts'
import type { Lease } from '../store/tables/leases.ts'
import { keepQueue } from './kept-queue.ts'
import { LeaseBusy, leaseHolder, QUEUE } from './lease.ts'

/** How long until a benchmark asks again whether another process is still at work. */
export const ASK_AGAIN_MS = 2000

interface Waiting {
  readonly database: Database
  readonly now: () => number
  readonly signal: AbortSignal
  /** Told behind whom it waits, once for each. */
  readonly tell: (holder: Lease) => void
  readonly askAgainMs?: number
}

/**
 * Works on a benchmark as soon as no other process works off the queue.
 *
 * @throws what the work throws; the signal's reason
 */
export async function whenFree<T>(
  run: string,
  waiting: Waiting,
  work: () => Promise<T>
): Promise<T> {
  for (;;) {
    await turnOf(run, waiting)
    try {
      return await work()
    } catch (error) {
      // Another process was faster.
      if (!(error instanceof LeaseBusy)) throw error
    }
  }
}

/** Waits until no process has the queue. Until then the run stands in the queue that every process can read. */
async function turnOf(
  run: string,
  { database, now, signal, tell, askAgainMs = ASK_AGAIN_MS }: Waiting
): Promise<void> {
  let told: string | null = null
  try {
    for (;;) {
      const holder = leaseHolder(database, QUEUE, now())
      if (holder === null) return
      if (told === null) keepQueue(database, [{ run, retryErrors: false, loadAnyway: false }])
      if (holder.owner !== told) tell(holder)
      told = holder.owner
      await sleep(askAgainMs, undefined, { signal })
    }
  } finally {
    if (told !== null) keepQueue(database, [])
  }
}
