import {
  accessSync,
  constants,
  createWriteStream,
  fchmodSync,
  renameSync,
  type Stats,
  statSync
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openForOthers } from '../../private-files.ts'
import { linkedTo } from '../../replace-file.ts'
import { isAbsent } from '../../system-errors.ts'
import { UserError } from '../../user-error.ts'
import { withInterrupt } from './interrupt.ts'

/** Bytes of a name in a folder, on most disks. */
const LONGEST_NAME = 255

/**
 * Writes a file that a person named for an output, with the rights that new files usually get, and says so. Until it is
 * whole it has another name: what is stopped, or meets a full disk, leaves what was there before.
 *
 * @throws UserError where its folder is not there
 */
export async function writeOutput(path: string, pieces: Iterable<string>): Promise<void> {
  await withInterrupt((signal) => replaceWhole(linkedTo(path), pieces, signal))
  process.stderr.write(`Wrote ${path}.\n`)
}

async function replaceWhole(
  target: string,
  pieces: Iterable<string>,
  signal: AbortSignal
): Promise<void> {
  const found = statSync(target, { throwIfNoEntry: false })
  if (!isReplaceable(target, found)) return write(openOutput(target), pieces, signal)
  const temporary = temporaryOf(target)
  const handle = openOutput(temporary)
  try {
    if (found) fchmodSync(handle, found.mode & 0o777)
    await write(handle, pieces, signal)
    renameSync(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true, maxRetries: 3 })
    throw error
  }
}

function temporaryOf(target: string): string {
  return `${target}.${process.pid}.new`
}

/** A pipe and a device have no content to keep, and beside some files nothing can be made: these are written in place. */
function isReplaceable(target: string, found: Stats | undefined): boolean {
  if (found?.isFile() === false) return false
  // Beside the longest of names there is no longer one.
  if (Buffer.byteLength(basename(temporaryOf(target))) > LONGEST_NAME) return false
  if (found) accessSync(target, constants.W_OK)
  try {
    accessSync(dirname(target), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** The handle is closed with the stream, also where it fails. */
function write(handle: number, pieces: Iterable<string>, signal: AbortSignal): Promise<void> {
  return pipeline(Readable.from(pieces), createWriteStream('', { fd: handle }), { signal })
}

function openOutput(path: string): number {
  try {
    return openForOthers(path)
  } catch (error) {
    if (!isAbsent(error)) throw error
    throw new UserError(`The folder of ${path} is not there.`, 'Make it first.')
  }
}
