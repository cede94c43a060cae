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
  refuse(`The run ${id}`, runConfigSchema.safeParse(config))
}

/** As `refuseOtherVersions`, of what a single attempt was made with. @throws UserError */
export function refuseOtherOptions(attempt: number, options: SolveOptions): void {
  refuse(`The attempt ${attempt}`, solveOptionsSchema.safeParse(options))
}

function refuse(what: string, { error }: z.ZodSafeParseResult<unknown>): void {
  if (!error) return
  const [issue] = error.issues
  throw new UserError(
    `${what} was set up by another version of Tandem: ${issue?.path.join('.')}: ${issue?.message}.`,
    'Go on with it there, or begin a new run.'
  )
}
