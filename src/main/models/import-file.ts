import {
  constants,
  copyFileSync,
  createReadStream,
  createWriteStream,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { UserError } from '../user-error.ts'
import type { ImportMode } from '../../shared/model-library.ts'
import { makeFolder } from '../make-folder.ts'
import { lockPartial } from './download/download-lock.ts'

/** Left free on a disk, so that the machine does not choke on a model. */
const SPARE_BYTES = 512 * 2 ** 20
/** Bytes that are copied at once. */
const PIECE = 2 ** 20

/**
 * Takes the files of one model into `folder`, or leaves them where they are, and returns their paths. The originals
 * are never moved or changed; a copy gets its name when it is whole.
 *
 * @throws UserError, where the disk or a name is in the way; an AbortError where it was stopped, with nothing left
 */
export async function importFiles(
  files: readonly string[],
  {
    mode,
    folder,
    signal
  }: {
    readonly mode: ImportMode
    readonly folder: string
    readonly signal?: AbortSignal | undefined
  }
): Promise<readonly string[]> {
  if (mode === 'reference') return files
  makeFolder(folder)
  const taken = files.map((file) => ({ from: file, to: join(folder, asGguf(basename(file))) }))
  for (const { to } of taken) requireFree(to)
  if (mode === 'copy') {
    requireSpace(
      folder,
      files.reduce((sum, file) => sum + statSync(file).size, 0)
    )
  }
  const made: string[] = []
  try {
    for (const { from, to } of taken) {
      if (mode === 'copy') await copy(from, to, signal)
      else link(from, to)
      made.push(to)
    }
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    throw error
  }
  return made
}

/** @throws UserError where something has the name already, a link that leads nowhere included. */
function requireFree(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return
  throw new UserError(`${path} exists already.`, 'Rename the file, or import it by reference.')
}

/** Piece by piece, so that it can be stopped, where the disk cannot share the data between both. */
async function copy(from: string, to: string, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  const part = `${to}.copy`
  const release = lockPartial(part)
  try {
    rmSync(part, { force: true })
    if (!share(from, part)) {
      await pipeline(
        createReadStream(from, { highWaterMark: PIECE }),
        createWriteStream('', { fd: openSync(part, 'w') }),
        signal ? { signal } : {}
      )
    }
    requireFree(to)
    renameSync(part, to)
  } catch (error) {
    await rm(part, { force: true, maxRetries: 3 })
    throw error
  } finally {
    release()
  }
}

/** Whether the disk could make a copy that takes no room until one of both changes. */
function share(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch {
    // Whatever is in the way of every copy is met, and told of, by the next one.
    return false
  }
}

/**
 * Throws where `bytes` more would fill the disk of `folder`.
 *
 * @param spare bytes that must stay free
 */
export function requireSpace(folder: string, bytes: number, spare = SPARE_BYTES): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (bytes + spare > free) {
    throw new UserError(
      `The disk has ${gigabytes(free)} free and ${gigabytes(bytes + spare)} are needed.`,
      'Make room, or choose another folder.'
    )
  }
}

function link(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EXDEV') {
      throw new UserError(`${from} is on another disk.`, 'Import it by reference or as a copy.')
    }
    throw error
  }
}

/** Blobs of other programs have no ending. */
function asGguf(name: string): string {
  return name.toLowerCase().endsWith('.gguf') ? name : `${name}.gguf`
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GB`
}
