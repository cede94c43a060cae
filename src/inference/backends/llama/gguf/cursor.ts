import { isUtf8 } from 'node:buffer'
import type { ByteSource } from './byte-source.ts'
import { GgufRefused } from './refused.ts'

const CHUNK = 1 << 20
/** The largest header in the wild holds a tokenizer of some 30 MB; anything beyond this is an attack or an accident. */
const MAX_HEADER = 128 * 2 ** 20

/** Reads a header from its beginning, refusing to step over the end of the file or over its own bound. */
export class Cursor {
  readonly #source: ByteSource
  #chunk: Buffer = Buffer.alloc(0)
  #chunkAt = 0
  #at = 0

  constructor(source: ByteSource) {
    this.#source = source
  }

  get position(): number {
    return this.#at
  }

  /** Bytes between here and the end of the file. */
  get left(): number {
    return this.#source.size - this.#at
  }

  u8 = (): number => this.#take(1).readUInt8()
  i8 = (): number => this.#take(1).readInt8()
  u16 = (): number => this.#take(2).readUInt16LE()
  i16 = (): number => this.#take(2).readInt16LE()
  u32 = (): number => this.#take(4).readUInt32LE()
  i32 = (): number => this.#take(4).readInt32LE()
  f32 = (): number => this.#take(4).readFloatLE()
  f64 = (): number => this.#take(8).readDoubleLE()
  /** Above 2^53 the number is rounded: it is out of every range that the gate accepts anyway. */
  u64 = (): number => Number(this.#take(8).readBigUInt64LE())
  i64 = (): number => Number(this.#take(8).readBigInt64LE())

  /** The bytes of a string, valid until the next read; its length is checked before anything is allocated. */
  stringBytes(what: string, limit: number): Buffer {
    const length = this.u64()
    if (length > this.left) {
      throw new GgufRefused(
        'truncated',
        `${what} claims ${length} bytes, more than the file has left.`
      )
    }
    if (length > limit) {
      throw new GgufRefused('too-large', `${what} has ${length} bytes; at most ${limit} are read.`)
    }
    return this.#take(length)
  }

  string(what: string, limit: number): string {
    return this.stringBytes(what, limit).toString('utf8')
  }

  /** A string that must be valid UTF-8, or null. */
  validString(what: string, limit: number): string | null {
    const bytes = this.stringBytes(what, limit)
    return isUtf8(bytes) ? bytes.toString('utf8') : null
  }

  skip(length: number): void {
    this.#check(length)
    this.#at += length
  }

  #check(length: number): void {
    if (length > this.left) {
      throw new GgufRefused('truncated', 'The file ends in the middle of its header.')
    }
    if (this.#at + length > MAX_HEADER) {
      throw new GgufRefused('too-large', `Its header is longer than ${MAX_HEADER} bytes.`)
    }
  }

  #take(length: number): Buffer {
    this.#check(length)
    let from = this.#at - this.#chunkAt
    if (from < 0 || from + length > this.#chunk.length) {
      const bytes = this.#source.read(this.#at, Math.max(CHUNK, length))
      this.#chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.#chunkAt = this.#at
      from = 0
      if (this.#chunk.length < length) {
        throw new GgufRefused('truncated', 'The file became shorter while it was read.')
      }
    }
    this.#at += length
    return this.#chunk.subarray(from, from + length)
  }
}
