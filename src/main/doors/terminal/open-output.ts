import { openForOthers } from '../../private-files.ts'
import { isAbsent } from '../../system-errors.ts'
import { UserError } from '../../user-error.ts'

/**
 * Opens a file that a person named for an output, with the rights that new files usually get.
 *
 * @throws UserError where its folder is not there
 */
export function openOutput(path: string): number {
  try {
    return openForOthers(path)
  } catch (error) {
    if (!isAbsent(error)) throw error
    throw new UserError(`The folder of ${path} is not there.`, 'Make it first.')
  }
}
