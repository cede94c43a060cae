import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline, type Readable, type Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { SetPacking } from '../../../shared/set-formats.ts'
import { ImportError } from '../import-error.ts'
import type { ImportNotes } from '../import-notes.ts'
import { READING_LIMITS } from '../limits.ts'
import { openSoleMember } from './zip.ts'

/** A file to import, unpacked as it is read. */
export interface Source {
  /** The file itself, as it lies on the disk. */
  readonly path: string
  /** Whether what the readers see differs from the file's own bytes. */
  readonly packed: boolean
  /** The content from its beginning, each time. */
  bytes(): AsyncGenerator<Buffer, void>
  /** How much of the file was read, from 0 to 1; a reader that knows better sets it. */
  progress: number
  /** What its readers have to say about it. */
  readonly notes: ImportNotes
}

/** How packed files begin: those that can be unpacked, and those that people also have. */
const PACKINGS: Readonly<Record<SetPacking, string>> = {
  gzip: '1f8b',
  zstd: '28b52ffd',
  zip: '504b0304'
}
const FOREIGN: readonly (readonly [string, string])[] = [
  ['bzip2', '425a68'],
  ['xz', 'fd377a585a00'],
  ['7-Zip', '377abcaf271c'],
  ['RAR', '526172211a07'],
  ['LZ4', '04224d18']
]

/**
 * Opens a file, packed with gzip, Zstandard or as the only file of a zip archive, or as it is.
 *
 * @throws ImportError when it is packed in another way.
 */
export async function openSource(path: string, notes: ImportNotes): Promise<Source> {
  const { size } = await stat(path)
  const packing = packingOf(await firstBytes(path))
  const source: Source = {
    path,
    packed: packing !== null,
    progress: 0,
    notes,
    async *bytes() {
      const file = createReadStream(path)
      const stream = packing === null ? file : await unpack(packing, file, path)
      let total = 0
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          total += chunk.length
          if (packing !== null && total > READING_LIMITS.unpacked) {
            throw new ImportError(
              `The file unpacks to more than ${READING_LIMITS.unpacked / 2 ** 20} MB: split it, and import the parts.`
            )
          }
          source.progress = size === 0 ? 1 : Math.min(1, file.bytesRead / size)
          yield chunk
        }
      } catch (error) {
        throw packing === null ? error : unpackingError(error, packing)
      } finally {
        stream.destroy()
        file.destroy()
      }
    }
  }
  return source
}

function packingOf(beginning: Buffer): SetPacking | null {
  const hex = beginning.toString('hex')
  const foreign = FOREIGN.find(([, mark]) => hex.startsWith(mark))
  if (foreign) {
    throw new ImportError(
      `The file is packed with ${foreign[0]}, which is not unpacked here: unpack it, or pack it with gzip or zstd.`
    )
  }
  return (
    (Object.keys(PACKINGS) as SetPacking[]).find((name) => hex.startsWith(PACKINGS[name])) ?? null
  )
}

async function unpack(packing: SetPacking, file: Readable, path: string): Promise<Readable> {
  if (packing === 'zip') {
    file.destroy()
    return openSoleMember(path)
  }
  // Node before 22.15 has no Zstandard.
  if (packing === 'zstd' && typeof createZstdDecompress !== 'function') {
    throw new ImportError(
      'This Node cannot unpack Zstandard: use Node 24, or unpack the file first.'
    )
  }
  const unpacker: Transform = packing === 'gzip' ? createGunzip() : createZstdDecompress()
  // What goes wrong is thrown where the unpacked bytes are read.
  return pipeline(file, unpacker, () => {})
}

function unpackingError(error: unknown, packing: SetPacking): unknown {
  if (error instanceof ImportError) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new ImportError(
    `The file is packed with ${packing} and damaged (${reason.slice(0, 100)}): get it again, or unpack it first.`
  )
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * The first bytes of the content, at least as many as asked for where there are that many.
 *
 * @throws as reading does.
 */
export async function beginningOf(source: Source, count: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of source.bytes()) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= count) break
  }
  return Buffer.concat(chunks).subarray(0, count)
}

/**
 * All of the content, for formats that are read from their end.
 *
 * @throws ImportError beyond `limit` bytes.
 */
export async function wholeOf(source: Source, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of source.bytes()) {
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) {
      throw new ImportError(
        `The packed file holds more than ${Math.round(limit / 2 ** 20)} MB: unpack it first.`
      )
    }
  }
  return Buffer.concat(chunks)
}
