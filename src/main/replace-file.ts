import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from './make-folder.ts'
import { requireFile } from './require-file.ts'
import { isAbsent } from './system-errors.ts'

/**
 * Replaces a file as a whole, on the disk before it is in its place.
 *
 * @throws UserError where a folder, a pipe or a device is there; the system's error
 */
export function replaceFile(path: string, content: string | Uint8Array, mode = 0o600): void {
  requireFile(path)
  makeFolder(dirname(path))
  const target = linkedTo(path)
  const temporary = `${target}.${process.pid}.new`
  const handle = openSync(temporary, 'w', mode)
  try {
    try {
      writeFileSync(handle, content)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(temporary, target)
  } catch (error) {
    // What there is of it would only take room: a part that still fitted, or what may not have its name.
    rmSync(temporary, { force: true })
    throw error
  }
}

/** A file that a person keeps elsewhere and links to is replaced there. */
export function linkedTo(path: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    if (isAbsent(error)) return path
    throw error
  }
}
