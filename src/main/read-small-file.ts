import { readFileSync, statSync } from 'node:fs'
import { bytesText } from './bytes-text.ts'
import { requireFile } from './require-file.ts'
import { UserError } from './user-error.ts'

/** Far more than any document of the data folder has. */
const MOST_BYTES = 64 * 2 ** 20

/**
 * The text of a document that is read whole.
 *
 * @throws UserError where it is no file, or larger than such documents are; the system's error, such as where it is missing
 */
export function readSmallFile(path: string, most = MOST_BYTES): string {
  requireFile(path)
  const { size } = statSync(path)
  if (size <= most) return readFileSync(path, 'utf8')
  throw new UserError(
    `${path} is larger than such files are: it has ${bytesText(size)}, at most ${bytesText(most)} are read.`,
    'Move it away.'
  )
}
