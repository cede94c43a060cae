import { readSmallDocument } from '../read-small-file.ts'
import { replaceFile } from '../replace-file.ts'
import { setAsideFile } from '../set-aside-file.ts'
import { asUserError, isAbsent, isOutOfReach } from '../system-errors.ts'
import { UserError } from '../user-error.ts'

/**
 * A JSON document of the data folder. Each change replaces the file as a whole, so that a crash leaves the old one or the
 * new one; whoever changes it reads it first, so that two programs on one data folder see each other's changes.
 */
export interface KeptDocument<T> {
  /**
   * What the file holds. One that no version can have written is set aside, which is said, and counts as absent.
   *
   * @throws UserError where a later version wrote it, or it is out of reach
   */
  read(): T
  /** @throws UserError with what the system refused */
  write(document: T): void
}

export interface KeptDocumentOptions<T> {
  /** For people: "model library". */
  readonly name: string
  /** What a person does once the file is out of the way: "scan for models again". */
  readonly anew: string
  /** Where there is no file yet. */
  readonly absent: T
  /** What the file's JSON says. @throws where it is something else */
  readonly parse: (stored: unknown) => T
  /** Whether a later version wrote the file's JSON. */
  readonly isLater: (stored: unknown) => boolean
}

export function keptDocument<T extends object>(
  path: string,
  { name, anew, absent, parse, isLater }: KeptDocumentOptions<T>
): KeptDocument<T> {
  function read(): T {
    let stored: unknown
    try {
      stored = readSmallDocument(path)
    } catch (error) {
      if (isOutOfReach(error)) return absent
      throw error
    }
    try {
      return parse(stored)
    } catch {
      if (isLater(stored)) throw new WrittenByNewer(`The ${name} ${path}`, anew)
    }
    moveAway()
    return absent
  }
  function moveAway(): void {
    try {
      setAsideFile(path, name)
    } catch (error) {
      // Another program on this data folder was first.
      if (!isAbsent(error)) throw asUserError(error) ?? error
    }
  }
  return {
    read,
    write(document) {
      try {
        replaceFile(path, `${JSON.stringify(document, null, 1)}\n`)
      } catch (error) {
        // Unknown fields are kept as they are, also where they are nested too deeply to be written.
        const refusal =
          error instanceof RangeError
            ? new Unreadable(`The ${name} ${path}`, anew)
            : asUserError(error)
        if (!refusal) throw error
        throw new UserError(
          `The ${name} cannot be written. ${refusal.message}`,
          'Let it be written there, or choose another data folder with --data-dir.'
        )
      }
    }
  }
}

class Unreadable extends UserError {
  constructor(what: string, anew: string) {
    super(`${what} cannot be read.`, `Move the file away, and ${anew}.`)
  }
}

class WrittenByNewer extends UserError {
  constructor(what: string, anew: string) {
    super(
      `${what} was written by a newer Tandem, and stays as it is.`,
      `Update Tandem. Or move the file away, and ${anew}.`
    )
  }
}
