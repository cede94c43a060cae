import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  rmSync,
  statfsSync,
  statSync
} from 'node:fs'
import { basename, join } from 'node:path'
import { UserError } from '../user-error.ts'
import type { ImportMode } from '../../shared/model-library.ts'
import { makeFolder } from '../make-folder.ts'

/** Left free on a disk, so that the machine does not choke on a model. */
const SPARE_BYTES = 512 * 2 ** 20

/**
 * Takes the files of one model into `folder`, or leaves them where they are, and returns their paths. The originals
 * are never moved or changed.
 *
 * @throws UserError, where the disk or a name is in the way.
 */
export function importFiles(
  files: readonly string[],
  mode: ImportMode,
  folder: string
): readonly string[] {
  if (mode === 'reference') return files
  makeFolder(folder)
  const taken = files.map((file) => ({ from: file, to: join(folder, asGguf(basename(file))) }))
  const existing = taken.find(({ to }) => existsSync(to))
  if (existing !== undefined) {
    throw new UserError(
      `${existing.to} exists already.`,
      'Rename the file, or import it by reference.'
    )
  }
  if (mode === 'copy') {
    requireSpace(
      folder,
      files.reduce((sum, file) => sum + statSync(file).size, 0)
    )
  }
  const made: string[] = []
  try {
    for (const { from, to } of taken) {
      if (mode === 'copy')
        copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
      else link(from, to)
      made.push(to)
    }
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    throw error
  }
  return made
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
