import type { Database } from '../store/sql.ts'
import {
  findAnyRun,
  listAllRuns,
  readable,
  type RunRecord,
  runsBeginning,
  type UnreadableRun
} from '../store/tables/runs.ts'
import { UserError } from '../user-error.ts'

const BEGIN = 'Begin one with: tandem bench SET'

/**
 * The run of that id, of an id that begins so, or the newest one for "latest". Deleted runs are found by their id
 * alone, so that they can be brought back.
 *
 * @throws UserError when there is none, several begin so, or it cannot be read.
 */
export function resolveRun(database: Database, name: string): RunRecord {
  return readable(resolveAnyRun(database, name))
}

/** As `resolveRun`, for what can be done with a run that cannot be read. */
export function resolveAnyRun(database: Database, name: string): RunRecord | UnreadableRun {
  if (name === 'latest') {
    const [newest] = listAllRuns(database, { limit: 1 })
    if (newest) return newest
    throw new UserError('There are no runs yet.', BEGIN)
  }
  const exact = findAnyRun(database, name)
  if (exact) return exact
  const [found, second] = name === '' ? [] : runsBeginning(database, name)
  if (found && !second) return found
  throw found
    ? new UserError(`Several runs begin with "${name}".`, 'Write more of the id.')
    : new UserError(`There is no run "${name}".`, 'See them with: tandem runs')
}

/** As `resolveLiveRun`, for what is asked of benchmarks: "latest" is the newest of them. */
export function resolveBenchmark(database: Database, name: string): RunRecord {
  if (name !== 'latest') return resolveLiveRun(database, name)
  const [newest] = listAllRuns(database, { kind: 'benchmark', limit: 1 })
  if (newest) return readable(newest)
  throw new UserError('There are no benchmarks yet.', BEGIN)
}

/** As `resolveRun`, for what makes sense only for a run that is not deleted. */
export function resolveLiveRun(database: Database, name: string): RunRecord {
  return readable(resolveAnyLiveRun(database, name))
}

export function resolveAnyLiveRun(database: Database, name: string): RunRecord | UnreadableRun {
  const run = resolveAnyRun(database, name)
  if (run.deletedAt === null) return run
  throw new UserError(
    `The run ${run.id} is deleted.`,
    `Bring it back with: tandem undelete ${run.id}`
  )
}
