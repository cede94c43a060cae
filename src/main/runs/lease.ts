import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { isAlive } from '../process-alive.ts'
import { requireInPlace } from '../store/in-place.ts'
import type { RunHead } from '../store/tables/runs.ts'
import { UserError } from '../user-error.ts'
import type { Database } from '../store/sql.ts'
import { deleteLease, type Lease, readLease, writeLease } from '../store/tables/leases.ts'

/** The lease of the queue of benchmarks. */
export const QUEUE = 'queue'
/** A lease that nobody renewed for so long has no owner any more, whatever its process does. */
const LEASE_MS = 60_000
/** Clocks of machines that share a folder differ by less. */
const APART_MS = 24 * 60 * 60_000
const RENEW_MS = 10_000

/** Another process has what was asked for. */
export class LeaseBusy extends UserError {
  override name = 'LeaseBusy'
  readonly holder: Lease

  constructor(holder: Lease) {
    const since = new Date(holder.acquiredAt).toTimeString().slice(0, 5)
    super(
      `${holder.door} is at work already (process ${holder.pid} on ${holder.host}, since ${since}).`,
      'One process runs the queue at a time: wait for it, or stop it there.'
    )
    this.holder = holder
  }
}

/** Another process took the queue over, since this one was not heard of for a minute. */
export class LeaseLost extends UserError {
  override name = 'LeaseLost'

  constructor() {
    super(
      'Another process has taken over, because this one was suspended too long.',
      'What was finished is stored.'
    )
  }
}

/**
 * For what cannot go on, or would only wait, while the queue is worked off.
 *
 * @throws LeaseBusy
 */
export function refuseBusyQueue({
  database,
  now
}: {
  readonly database: Database
  readonly now: () => number
}): void {
  const holder = leaseHolder(database, QUEUE, now())
  if (holder) throw new LeaseBusy(holder)
}

/** The right to work on something, held until it is released. */
export interface HeldLease {
  /**
   * Call inside the transaction that must not happen twice.
   *
   * @param at a store that the run has gone to since, with its lease
   * @throws LeaseLost when it is no longer ours
   */
  check(at?: Database): void
  release(): void
}

/** The lease that working on a run takes: benchmarks share the queue, a single problem is solved beside it. */
export function leaseOf({ id, kind }: Pick<RunHead, 'id' | 'kind'>): string {
  return kind === 'benchmark' ? QUEUE : `run ${id}`
}

/**
 * Takes the lease for this process and keeps it until `release`.
 *
 * @throws LeaseBusy when a living process has it.
 */
export function acquireLease(
  database: Database,
  name: string,
  { door, now, renewMs = RENEW_MS }: { door: string; now: () => number; renewMs?: number }
): HeldLease {
  const lease: Lease = {
    owner: randomUUID(),
    door,
    host: hostname(),
    pid: process.pid,
    acquiredAt: now(),
    expiresAt: now() + LEASE_MS
  }
  const take = database.transaction(() => {
    const holder = leaseHolder(database, name, now())
    if (holder) throw new LeaseBusy(holder)
    writeLease(database, name, lease)
  })
  take.immediate()

  function check(at = database): void {
    requireInPlace(at)
    if (readLease(at, name)?.owner !== lease.owner) throw new LeaseLost()
  }
  const renew = database.transaction(() => {
    check()
    writeLease(database, name, { ...lease, expiresAt: now() + LEASE_MS })
  })
  const timer = setInterval(() => {
    try {
      renew.immediate()
    } catch (error) {
      // A store that is busy, or a disk that is full, may be so no more the next time.
      if (error instanceof LeaseLost) clearInterval(timer)
    }
  }, renewMs)
  timer.unref()

  return {
    check,
    release() {
      clearInterval(timer)
      deleteLease(database, name, lease.owner)
    }
  }
}

/** The living process that has the lease, or null. */
export function leaseHolder(database: Database, name: string, now: number): Lease | null {
  const lease = readLease(database, name)
  return lease && lease.expiresAt > now && mayLive(lease, now) ? lease : null
}

/**
 * A process of another machine (a data directory on a share) can only be judged by its lease. One that is to last for days is
 * of a time before the clock was put back.
 */
function mayLive({ host, pid, expiresAt }: Lease, now: number): boolean {
  return host === hostname() ? isAlive(pid) : expiresAt - now < APART_MS
}
