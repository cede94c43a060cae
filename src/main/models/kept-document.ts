import { readFileSync } from 'node:fs'
import { replaceFile } from '../replace-file.ts'
import { requireFile } from '../require-file.ts'
import { asUserError, isOutOfReach } from '../system-errors.ts'
import { UserError } from '../user-error.ts'

/**
 * A JSON document of the data folder. Each change replaces the file as a whole, so that a crash leaves the old one or the
 * new one; whoever changes it reads it first, so that two programs on one data folder see each other's changes.
 */
export interface KeptDocument<T> {
  /** @throws UserError where the file holds something else */
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
}

export function keptDocument<T extends object>(
  path: string,
  { name, anew, absent, parse }: KeptDocumentOptions<T>
): KeptDocument<T> {
  return {
    read() {
      requireFile(path)
      let text: string
      try {
        text = readFileSync(path, 'utf8')
      } catch (error) {
        if (isOutOfReach(error)) return absent
        throw error
      }
      try {
        return parse(JSON.parse(text))
      } catch {
        throw new UserError(
          `The ${name} ${path} cannot be read.`,
          `Move the file away, and ${anew}.`
        )
      }
    },
    write(document) {
      try {
        replaceFile(path, `${JSON.stringify(document, null, 1)}\n`)
      } catch (error) {
        const refusal = asUserError(error)
        if (!refusal) throw error
        throw new UserError(
          `The ${name} cannot be written. ${refusal.message}`,
          'Let it be written there, or choose another data folder with --data-dir.'
        )
      }
    }
  }
}
