import { ENOUGH_TO_TELL, encodingOf } from './problem-sets/formats/encoding.ts'
import { UserError } from './user-error.ts'

/**
 * A text that a person gives, by the mark that it begins with, else as what its bytes can only be: PowerShell, for one,
 * writes what a command prints as UTF-16.
 *
 * @param what it is called where it is refused: "The problem"
 * @throws ImportError, UserError for what is no text.
 */
export function decodedText(bytes: Buffer, what: string): string {
  try {
    const encoding = encodingOf(bytes.subarray(0, ENOUGH_TO_TELL))
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new UserError(`${what} is no text that can be read.`, 'Save it as UTF-8.')
  }
}
