import { readFileSync, statSync } from 'node:fs'
import { bytesText } from './bytes-text.ts'
import { requireFile } from './require-file.ts'
import { UserError } from './user-error.ts'

/** Far more than any document of the data folder has. */
const MOST_BYTES = 64 * 2 ** 20

/**
 * A file that is read whole.
 *
 * @throws UserError where it is no file, or larger than such files are; the system's error, such as where it is missing
 */
export function readSmallBytes(path: string, most = MOST_BYTES): Buffer {
  requireFile(path)
  const { size } = statSync(path)
  if (size <= most) return readFileSync(path)
  throw new UserError(
    `${path} is larger than such files are: it has ${bytesText(size)}, at most ${bytesText(most)} are read.`,
    'Move it away.'
  )
}

/** As `readSmallBytes`, as text. */
export function readSmallFile(path: string, most?: number): string {
  return readSmallBytes(path, most).toString()
}

/** As `readSmallFile`, what it says as JSON; undefined where it is none. */
export function readSmallDocument(path: string): unknown {
  const text = readSmallFile(path)
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
