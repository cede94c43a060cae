import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { GgufRefused } from './refused.ts'

/** Bytes that can be read from anywhere. Reads beyond the end return what there is. */
export interface ByteSource {
  readonly size: number
  read(offset: number, length: number): Uint8Array
}

/** A source over bytes in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length)
  }
}

/**
 * Opens a file for the time of one call. Only regular files: a pipe or a device would block, or never end.
 *
 * @throws GgufRefused when the file cannot be opened.
 */
export function withFileSource<T>(path: string, use: (source: ByteSource) => T): T {
  let handle: number
  try {
    // Without waiting: a pipe has no end, and perhaps no beginning. Windows has neither flag nor pipes in folders.
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw new GgufRefused('unreadable', unreadable(error))
  }
  try {
    const stat = fstatSync(handle)
    if (!stat.isFile()) throw new GgufRefused('unreadable', 'It is not a file.')
    return use({
      size: stat.size,
      read(offset, length) {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, stat.size - offset)))
        let filled = 0
        while (filled < bytes.length) {
          const count = readSync(handle, bytes, filled, bytes.length - filled, offset + filled)
          if (count === 0) return bytes.subarray(0, filled)
          filled += count
        }
        return bytes
      }
    })
  } finally {
    closeSync(handle)
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'The file is not there any more.',
  ENOTDIR: 'The file is not there: a part of its path is a file and no folder.',
  EACCES: 'Tandem is not allowed to read it.',
  EPERM: 'Tandem is not allowed to read it.',
  ELOOP: 'It is a link that leads back to itself.',
  ENAMETOOLONG: 'Its path is too long for this system.',
  ERR_INVALID_ARG_VALUE: 'No file can be called so.',
  EISDIR: 'It is a folder.',
  EMFILE: 'Too many files are open to read it.',
  ENFILE: 'Too many files are open to read it.',
  EIO: 'The disk reports an error while it is read.'
}

/** By codes, as main/system-errors.ts does for all but this process. */
function unreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (Object.hasOwn(WORDS, code)) return WORDS[code]!
  return `It cannot be read (${code || String(error)}).`
}
