import type { Pages } from './pages.ts'

/** A value as SQLite stores it. */
export type Value = null | number | bigint | string | Buffer

/** One row, or one entry of an index, read from a page. */
export interface Cell {
  /** Null in an index and in a table without row ids. */
  readonly rowId: number | null
  readonly values: readonly Value[]
}

/** A page of a b-tree. */
export interface Node {
  readonly kind: 'table' | 'index'
  readonly children: readonly number[]
  /** Those that could be read. */
  readonly cells: readonly Cell[]
}

const INTERIOR_INDEX = 0x02
const INTERIOR_TABLE = 0x05
const LEAF_INDEX = 0x0a
const LEAF_TABLE = 0x0d

/** Reads a page as a part of a b-tree; null where it is none. What is wrong in one cell does not hide the others. */
export function readNode(pages: Pages, number: number): Node | null {
  const page = pages.page(number)
  if (!page) return null
  const at = number === 1 ? 100 : 0
  const type = page[at]!
  const isInterior = type === INTERIOR_INDEX || type === INTERIOR_TABLE
  if (!isInterior && type !== LEAF_INDEX && type !== LEAF_TABLE) return null
  const count = page.readUInt16BE(at + 3)
  const pointers = at + (isInterior ? 12 : 8)
  if (pointers + 2 * count > pages.usable) return null

  const children = isInterior ? [page.readUInt32BE(at + 8)] : []
  const cells: Cell[] = []
  for (let index = 0; index < count; index++) {
    const start = page.readUInt16BE(pointers + 2 * index)
    try {
      if (start < pointers + 2 * count) throw new RangeError('The cell is among the pointers')
      if (isInterior) children.push(page.readUInt32BE(start))
      if (type !== INTERIOR_TABLE) {
        cells.push(readCell(pages, page, start + (isInterior ? 4 : 0), type === LEAF_TABLE))
      }
    } catch {
      // The others may be whole.
    }
  }
  const kind = type === LEAF_TABLE || type === INTERIOR_TABLE ? 'table' : 'index'
  return { kind, children, cells }
}

function readCell(pages: Pages, page: Buffer, start: number, inTable: boolean): Cell {
  const bytes = new Cursor(page, start)
  const length = bytes.varint()
  const rowId = inTable ? bytes.varint() : null
  const payload = readPayload(pages, page, bytes.at, length, inTable)
  return { rowId, values: readRecord(payload) }
}

/** A payload that is too long for its page goes on in a chain of others (section 1.6 of the format). */
function readPayload(
  pages: Pages,
  page: Buffer,
  start: number,
  length: number,
  inTable: boolean
): Buffer {
  const { usable } = pages
  const most = inTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23
  if (length <= most) return slice(page, start, length)
  if (length > pages.expected * usable) throw new RangeError('Longer than the file')
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const wanted = least + ((length - least) % (usable - 4))
  const here = wanted <= most ? wanted : least
  const parts = [slice(page, start, here)]
  let next = slice(page, start + here, 4).readUInt32BE(0)
  for (let rest = length - here; rest > 0;) {
    const further = pages.page(next)
    if (!further) throw new RangeError('A page of the chain is missing')
    const part = slice(further, 4, Math.min(rest, usable - 4))
    parts.push(part)
    rest -= part.length
    next = further.readUInt32BE(0)
  }
  return Buffer.concat(parts)
}

function readRecord(payload: Buffer): Value[] {
  const header = new Cursor(payload, 0)
  const end = header.varint()
  const types: number[] = []
  while (header.at < end) types.push(header.varint())
  const body = new Cursor(payload, end)
  const values = types.map((type) => readValue(body, type))
  if (header.at !== end || body.at !== payload.length) throw new RangeError('Not a record')
  return values
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8]
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readValue(body: Cursor, type: number): Value {
  if (type === 0) return null
  if (type === 7) return body.take(8).readDoubleBE(0)
  if (type === 8 || type === 9) return type - 8
  if (type <= 6) return readInteger(body.take(INTEGER_BYTES[type]!))
  if (type < 12) throw new RangeError('No such type')
  const bytes = body.take((type - (type % 2 === 0 ? 12 : 13)) / 2)
  return type % 2 === 0 ? Buffer.from(bytes) : UTF8.decode(bytes)
}

function readInteger(bytes: Buffer): number | bigint {
  if (bytes.length < 8) return bytes.readIntBE(0, bytes.length)
  const value = bytes.readBigInt64BE(0)
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

/** @throws RangeError where the page ends before. */
function slice(page: Buffer, start: number, length: number): Buffer {
  if (start + length > page.length) throw new RangeError('The page ends before')
  return page.subarray(start, start + length)
}

class Cursor {
  readonly #bytes: Buffer
  at: number

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  take(length: number): Buffer {
    const taken = slice(this.#bytes, this.at, length)
    this.at += length
    return taken
  }

  /** A whole number of up to nine bytes; those that JavaScript cannot hold are in no page of ours. */
  varint(): number {
    let value = 0
    for (let count = 0; count < 8; count++) {
      const byte = this.take(1)[0]!
      value = value * 128 + (byte & 0x7f)
      if (byte < 0x80) return value
    }
    throw new RangeError('No such number')
  }
}
