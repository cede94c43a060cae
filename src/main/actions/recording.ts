import { failureText } from '../../shared/failure.ts'
import type { Application } from '../application.ts'
import type { RunServices } from '../runs/services.ts'
import { requireWritable } from '../store/require-writable.ts'
import { asUserError } from '../system-errors.ts'
import type { UserError } from '../user-error.ts'

/** The parts of the application that decide where attempts are written down. */
export type Recording = Pick<Application, 'databasePath' | 'runServices' | 'passingServices'>

/**
 * Where a problem that is solved now is written down: in the store, or, where that is not wanted or not possible,
 * in one that goes with the program. Nobody has to do without an answer because it cannot be kept.
 *
 * @param tell is told why it is not kept, though it was wanted.
 */
export function recordingServices(
  { databasePath, runServices, passingServices }: Recording,
  { record, tell }: { readonly record: boolean; readonly tell: (notice: string) => void }
): RunServices {
  if (!record) return passingServices()
  try {
    const services = runServices()
    requireWritable(services.database)
    return services
  } catch (error) {
    const refusal = asUserError(error, databasePath)
    if (!refusal) throw error
    tell(untilThenUnrecorded(refusal))
    return passingServices()
  }
}

/** Why something that happens is not recorded, and what ends that. */
export function untilThenUnrecorded(refusal: UserError): string {
  return `${failureText(refusal)} Until then nothing is recorded.`
}
