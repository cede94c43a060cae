import type { Argument } from 'commander'
import { KnownNameArgument } from './completion/known-name.ts'

/** How a run is named. */
export const NAMING_A_RUN = 'its id, the beginning of it, or "latest"'

/** The run that a command is about. */
export function runArgument(): Argument {
  return new KnownNameArgument('<run>', NAMING_A_RUN, 'runs')
}
