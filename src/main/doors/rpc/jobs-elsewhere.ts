import type { AppStatus } from '../../../shared/contract/app.ts'
import { doorNamed } from '../../door-names.ts'
import { leaseHolder, leaseOf } from '../../runs/lease.ts'
import type { RunServices } from '../../runs/services.ts'
import { findAnyRun, runningRuns } from '../../store/tables/runs.ts'
import { tagsOf } from '../../store/tables/tags.ts'
import { API_TAG } from '../api/complete.ts'

/**
 * The runs that are worked on without the page having begun them: for programs that came through the API, or by another
 * process on the same store.
 *
 * @param isOwn whether the page knows of it already
 */
export function jobsElsewhere(
  { database, now }: Pick<RunServices, 'database' | 'now'>,
  isOwn: (run: string) => boolean
): AppStatus['jobs'] {
  return runningRuns(database)
    .filter((id) => !isOwn(id))
    .flatMap((id) => {
      const run = findAnyRun(database, id)
      // A process that died has left its runs behind as if they were running.
      const holder = run && leaseHolder(database, leaseOf(run), now())
      if (!run || !holder) return []
      const forProgram = tagsOf(database, run.key).includes(API_TAG)
      return {
        run: id,
        kind: run.kind === 'benchmark' ? 'benchmark' : 'solve',
        by: forProgram ? 'program' : doorNamed(holder.door),
        progress: null
      }
    })
}
