import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'

/** What is still there of a database's file: its pages as they were last committed, damaged or not. */
export interface Pages {
  /** Bytes of a page that hold content. */
  readonly usable: number
  /** Pages that the file had, by its header, its log and its length. */
  readonly expected: number
  /** Number of the last migration, as the header says it; null where the header is lost. */
  readonly version: number | null
  /** A page by its number, the first being 1; null where it is missing. */
  page(number: number): Buffer | null
  close(): void
}

const MAGIC = 'SQLite format 3\u0000'
const USUAL_PAGE_SIZE = 4096
const WAL_HEADER = 32
const FRAME_HEADER = 24

/**
 * Reads a database's file and its write-ahead log, without SQLite, which refuses damaged ones.
 * Formats: https://www.sqlite.org/fileformat2.html, sections 1.3 and 4.
 */
export function readPages(path: string): Pages {
  const file = openSync(path, 'r')
  const read = (at: number, length: number) => {
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(file, bytes, 0, length, at))
  }
  const wal = readIfThere(`${path}-wal`)
  const sizeInLog = wal.length >= WAL_HEADER ? wal.readUInt32BE(8) : 0
  const start = read(0, 100)
  const size =
    [hasHeader(start) ? headerPageSize(start) : 0, sizeInLog].find(isPageSize) ?? USUAL_PAGE_SIZE
  const logged = sizeInLog === size ? committedFrames(wal, size) : new Map<number, Buffer>()

  function page(number: number): Buffer | null {
    const found = logged.get(number) ?? read((number - 1) * size, size)
    return found.length === size ? found : null
  }
  const first = page(1)
  const header = first && hasHeader(first) ? first : null
  return {
    usable: size - (header?.[20] ?? 0),
    expected: Math.max(
      header?.readUInt32BE(28) ?? 0,
      Math.ceil(fstatSync(file).size / size),
      ...logged.keys()
    ),
    version: header?.readUInt32BE(60) ?? null,
    page,
    close: () => closeSync(file)
  }
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}

function hasHeader(page: Buffer): boolean {
  return page.length >= 100 && page.subarray(0, 16).toString('latin1') === MAGIC
}

function headerPageSize(file: Buffer): number {
  const size = file.readUInt16BE(16)
  return size === 1 ? 65_536 : size
}

function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0
}

/** The newest committed version of each page in the log, up to the first frame whose checksum is wrong. */
function committedFrames(wal: Buffer, size: number): Map<number, Buffer> {
  const committed = new Map<number, Buffer>()
  const magic = wal.readUInt32BE(0)
  if (magic >>> 1 !== 0x377f_0682 >>> 1) return committed
  const sum = checksum(magic === 0x377f_0683)
  let last = sum(wal.subarray(0, 24), [0, 0])
  if (!stands(last, wal, 24)) return committed
  let pending = new Map<number, Buffer>()
  for (let at = WAL_HEADER; at + FRAME_HEADER + size <= wal.length; at += FRAME_HEADER + size) {
    const content = wal.subarray(at + FRAME_HEADER, at + FRAME_HEADER + size)
    last = sum(content, sum(wal.subarray(at, at + 8), last))
    const saltsFit = wal.subarray(at + 8, at + 16).equals(wal.subarray(16, 24))
    if (!saltsFit || !stands(last, wal, at + 16)) break
    pending.set(wal.readUInt32BE(at), content)
    if (wal.readUInt32BE(at + 4) > 0) {
      for (const [number, frame] of pending) committed.set(number, frame)
      pending = new Map()
    }
  }
  return committed
}

type Sums = readonly [number, number]

function stands([first, second]: Sums, wal: Buffer, at: number): boolean {
  return wal.readUInt32BE(at) === first && wal.readUInt32BE(at + 4) === second
}

function checksum(bigEndian: boolean): (bytes: Buffer, from: Sums) => Sums {
  return (bytes, [first, second]) => {
    for (let at = 0; at < bytes.length; at += 8) {
      const [a, b] = bigEndian
        ? [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
        : [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
      first = (first + a + second) >>> 0
      second = (second + b + first) >>> 0
    }
    return [first, second]
  }
}
