import type { Database } from '../store/sql.ts'
import { findRun, listRunRecords, type RunRecord, runsBeginning } from '../store/tables/runs.ts'
import { UserError } from '../user-error.ts'

/**
 * The run of that id, of an id that begins so, or the newest one for "latest". Deleted runs are found by their id
 * alone, so that they can be brought back.
 *
 * @throws UserError when there is none, or several begin so.
 */
export function resolveRun(database: Database, name: string): RunRecord {
  if (name === 'latest') {
    const [newest] = listRunRecords(database, { limit: 1 })
    if (newest) return newest
    throw new UserError('There are no runs yet.', 'Begin one with: tandem bench SET')
  }
  const exact = findRun(database, name)
  if (exact) return exact
  const [found, second] = name === '' ? [] : runsBeginning(database, name)
  if (found && !second) return found
  throw found
    ? new UserError(`Several runs begin with "${name}".`, 'Write more of the id.')
    : new UserError(`There is no run "${name}".`, 'See them with: tandem runs')
}

/** As `resolveRun`, for what makes sense only for a run that is not deleted. */
export function resolveLiveRun(database: Database, name: string): RunRecord {
  const run = resolveRun(database, name)
  if (run.deletedAt === null) return run
  throw new UserError(
    `The run ${run.id} is deleted.`,
    `Bring it back with: tandem undelete ${run.id}`
  )
}
