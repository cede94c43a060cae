import type { z } from 'zod'
import { type SolveOptions, solveOptionsSchema } from '../../shared/options.ts'
import { runConfigSchema } from '../../shared/run-record.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { UserError } from '../user-error.ts'

/**
 * What was set by a later version cannot be done here; half of it would be another benchmark.
 *
 * @throws UserError
 */
export function refuseOtherVersions({ id, config }: RunRecord): void {
  const of = reasonOf(runConfigSchema.safeParse(config))
  if (of === null) return
  throw new UserError(
    `The run ${id} was set up by another version of Tandem: ${of.place}: ${of.reason}.`,
    'Go on with it there, or begin a new run.'
  )
}

/** As `refuseOtherVersions`, of what a single attempt was made with. @throws UserError */
export function refuseOtherOptions(attempt: number, options: SolveOptions): void {
  const of = reasonOf(solveOptionsSchema.safeParse(options))
  if (of === null) return
  throw new UserError(
    `The attempt ${attempt} was made by another version of Tandem: ${of.place}: ${of.reason}.`,
    'Go on with it there, or begin a new run.'
  )
}

function reasonOf({ error }: z.ZodSafeParseResult<unknown>) {
  const [issue] = error?.issues ?? []
  return issue ? { place: issue.path.join('.'), reason: issue.message } : null
}
