import type { Database } from '../store/sql.ts'
import { type RunHead, setDeleted } from '../store/tables/runs.ts'
import { leaseHolder, leaseOf, LeaseBusy } from './lease.ts'

/**
 * Takes a run out of sight; it can be brought back.
 *
 * @throws LeaseBusy where a process is at work on it: its work would go on, out of sight.
 */
export function deleteRun(database: Database, run: RunHead, now: number): void {
  const holder = run.status === 'running' ? leaseHolder(database, leaseOf(run), now) : null
  if (holder) throw new LeaseBusy(holder)
  setDeleted(database, run.key, now)
}
