import { resolveAnyLiveRun, resolveAnyRun } from '../runs/find-run.ts'
import { leaseHolder, leaseOf, LeaseBusy } from '../runs/lease.ts'
import type { RunServices } from '../runs/services.ts'
import { setDeleted } from '../store/tables/runs.ts'

type Services = Pick<RunServices, 'database' | 'live' | 'now'>

/**
 * Takes a run out of sight; it can be brought back. Returns its id.
 *
 * @throws LeaseBusy where a process is at work on it: its work would go on, out of sight.
 */
export function deleteRun({ database, live, now }: Services, name: string): string {
  const run = resolveAnyLiveRun(database, name)
  const holder = run.status === 'running' ? leaseHolder(database, leaseOf(run), now()) : null
  if (holder) throw new LeaseBusy(holder)
  setDeleted(database, run.key, now())
  live.emit('changed', run.id)
  return run.id
}

/** Brings a deleted run back. Returns its id. */
export function undeleteRun({ database, live }: Omit<Services, 'now'>, name: string): string {
  const { id, key } = resolveAnyRun(database, name)
  setDeleted(database, key, null)
  live.emit('changed', id)
  return id
}
