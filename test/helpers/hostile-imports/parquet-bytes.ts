/**
 * Writes Parquet files that say what they are told to say, true or not: metadata in Thrift's compact protocol around
 * pages of any bytes.
 */

type Field =
  | { readonly i32: number }
  | { readonly i64: bigint }
  | { readonly text: string }
  | { readonly structs: readonly Struct[] }
  | { readonly numbers: readonly number[] }
  | { readonly texts: readonly string[] }
  | { readonly struct: Struct }
type Struct = Readonly<Record<number, Field>>

function varint(value: bigint): number[] {
  const bytes: number[] = []
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)]
    bytes.push(Number(rest & 127n) | 128)
  }
}

function zigzag(value: bigint): number[] {
  return varint(value >= 0n ? value << 1n : (-value << 1n) - 1n)
}

function textBytes(text: string): number[] {
  const bytes = [...Buffer.from(text)]
  return [...varint(BigInt(bytes.length)), ...bytes]
}

function listOf(type: number, items: readonly (readonly number[])[]): number[] {
  const head =
    items.length < 15
      ? [(items.length << 4) | type]
      : [0xf0 | type, ...varint(BigInt(items.length))]
  return [...head, ...items.flat()]
}

function encode(struct: Struct): number[] {
  let bytes: number[] = []
  let last = 0
  for (const [key, field] of Object.entries(struct)) {
    const [type, body] = bodyOf(field)
    bytes = bytes.concat([((Number(key) - last) << 4) | type], body)
    last = Number(key)
  }
  return [...bytes, 0]
}

function bodyOf(field: Field): readonly [number, number[]] {
  if ('i32' in field) return [5, zigzag(BigInt(field.i32))]
  if ('i64' in field) return [6, zigzag(field.i64)]
  if ('text' in field) return [8, textBytes(field.text)]
  if ('struct' in field) return [12, encode(field.struct)]
  if ('numbers' in field)
    return [
      9,
      listOf(
        5,
        field.numbers.map((one) => zigzag(BigInt(one)))
      )
    ]
  if ('texts' in field) return [9, listOf(8, field.texts.map(textBytes))]
  return [9, listOf(12, field.structs.map(encode))]
}

export const CODECS = {
  UNCOMPRESSED: 0,
  SNAPPY: 1,
  GZIP: 2,
  BROTLI: 4,
  LZ4: 5,
  ZSTD: 6,
  LZ4_RAW: 7
} as const

export interface Lie {
  readonly codec?: keyof typeof CODECS
  /** What the footer says. */
  readonly rows: bigint
  /** What the page's header says. */
  readonly values: number
  readonly unpackedSize: number
  /** The page as it lies in the file. */
  readonly page: Buffer
  /** Of Parquet's own: 0 is plain, 3 run lengths, 8 a dictionary. */
  readonly encoding?: number
  /** Columns of the schema beside the one that is there. */
  readonly moreColumns?: number
}

/** A file with one column `problem` of texts and one page. */
export function parquetFile(lie: Lie): Buffer {
  const { codec = 'UNCOMPRESSED', encoding = 0 } = lie
  const pageHeader = Buffer.from(
    encode({
      1: { i32: 0 },
      2: { i32: lie.unpackedSize },
      3: { i32: lie.page.length },
      5: { struct: { 1: { i32: lie.values }, 2: { i32: encoding }, 3: { i32: 3 }, 4: { i32: 3 } } }
    })
  )
  const column: Struct = {
    2: { i64: 4n },
    3: {
      struct: {
        1: { i32: 6 },
        2: { numbers: [encoding] },
        3: { texts: ['problem'] },
        4: { i32: CODECS[codec] },
        5: { i64: lie.rows },
        6: { i64: BigInt(Math.min(lie.unpackedSize, 1e6)) },
        7: { i64: BigInt(pageHeader.length + lie.page.length) },
        9: { i64: 4n }
      }
    }
  }
  const leaf = (name: string): Struct => ({
    1: { i32: 6 },
    3: { i32: 0 },
    4: { text: name },
    6: { i32: 0 }
  })
  const more = Array.from({ length: lie.moreColumns ?? 0 }, (_, at) => leaf(`c${at}`))
  const footer = Buffer.from(
    encode({
      1: { i32: 1 },
      2: {
        structs: [{ 4: { text: 'schema' }, 5: { i32: 1 + more.length } }, leaf('problem'), ...more]
      },
      3: { i64: lie.rows },
      4: { structs: [{ 1: { structs: [column] }, 2: { i64: 1000n }, 3: { i64: lie.rows } }] }
    })
  )
  const length = Buffer.alloc(4)
  length.writeUInt32LE(footer.length)
  return Buffer.concat([
    Buffer.from('PAR1'),
    pageHeader,
    lie.page,
    footer,
    length,
    Buffer.from('PAR1')
  ])
}
