import type { Recording } from '../../actions/recording.ts'
import type { Supervisor } from '../../engine/supervisor.ts'
import type { SolveContext } from './solve-context.ts'

/** What the commands about runs need of the application. */
export interface RunContext extends SolveContext, Recording {
  readonly engine: Supervisor
  /** Where the user's data lives. It may not exist yet. */
  readonly data: string
}
