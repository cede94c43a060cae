import { snappyUncompress, type Compressors } from 'hyparquet'
import { decompressLz4, decompressLz4Raw } from 'hyparquet-compressors'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { ImportError } from '../import-error.ts'
import { READING_LIMITS } from '../limits.ts'

type Unpack = (packed: Uint8Array, length: number) => Uint8Array

function snappy(packed: Uint8Array, length: number): Uint8Array {
  const page = new Uint8Array(length)
  snappyUncompress(packed, page)
  return page
}

/** Refuses a page that says that it is too large, and unpacks no more of it than it says. */
function bounded(unpack: Unpack): Unpack {
  return (packed, length) => {
    if (!(length >= 0 && length <= READING_LIMITS.page)) {
      throw new ImportError(
        `A page of the file unpacks to more than ${READING_LIMITS.page / 2 ** 20} MB: write it with smaller pages.`
      )
    }
    return unpack(packed, length)
  }
}

/** Every codec of Parquet but LZO, which no writer of our time uses: from Node where it has them. */
export const unpackers: Compressors = {
  SNAPPY: bounded(snappy),
  GZIP: bounded((packed, length) => plain(gunzipSync(packed, { maxOutputLength: least(length) }))),
  BROTLI: bounded((packed, length) =>
    plain(brotliDecompressSync(packed, { maxOutputLength: least(length) }))
  ),
  ZSTD: bounded((packed, length) =>
    plain(zstdDecompressSync(packed, { maxOutputLength: least(length) }))
  ),
  LZ4: bounded(decompressLz4),
  LZ4_RAW: bounded(decompressLz4Raw)
}

/** Node allows no limit of nothing. */
function least(length: number): number {
  return Math.max(1, length)
}

/** Without the buffer's own way to read parts of it. */
function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
