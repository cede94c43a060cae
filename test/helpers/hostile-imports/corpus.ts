import {
  brotliCompressSync,
  createGzip,
  createZstdCompress,
  createDeflateRaw,
  gzipSync,
  zstdCompressSync
} from 'node:zlib'
import { Readable, type Duplex } from 'node:stream'
import { emptyMember, zip } from './zip-bytes.ts'
import { parquetFile, type CODECS } from './parquet-bytes.ts'

/** A file that means harm. All of them must be refused in a sentence. */
export interface HostileImport {
  readonly name: string
  bytes(): Buffer | Promise<Buffer>
  /** It takes seconds: left to the bench. */
  readonly slow?: boolean
}

const MEGABYTE = 2 ** 20
const good = '{"problem":"A?","answer":"1"}\n'

export function* repeated(text: string, megabytes: number): Generator<Buffer> {
  const block = Buffer.from(text.repeat(Math.ceil(MEGABYTE / text.length)))
  for (let done = 0; done < megabytes; done++) yield block
}

export async function packed(by: Duplex, text: string, megabytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of Readable.from(repeated(text, megabytes)).compose(by))
    chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** A page of zeros that says how large it is, or that it is small. */
function pageBomb(codec: keyof typeof CODECS, page: Buffer, unpackedSize: number): Buffer {
  return parquetFile({ codec, rows: 2n, values: 2, unpackedSize, page })
}

const zeros = (megabytes: number) => Buffer.alloc(megabytes * MEGABYTE)
const wrapped = (json: string) => `{"problem":"A?","x":${json}}`
const nested = (open: string, close: string) => open.repeat(100_000) + '1' + close.repeat(100_000)
/** Run lengths of one value: bit width 0, then how often. */
const oneRun = Buffer.from([0])

export const HOSTILE_IMPORTS: readonly HostileImport[] = [
  {
    name: 'Parquet that declares 150 million rows',
    bytes: () =>
      parquetFile({
        rows: 150_000_000n,
        values: 150_000_000,
        unpackedSize: 1,
        page: oneRun,
        encoding: 8
      })
  },
  {
    name: 'Parquet that declares a negative number of rows',
    bytes: () => parquetFile({ rows: -5n, values: 2, unpackedSize: 1, page: oneRun, encoding: 8 })
  },
  {
    name: 'Parquet with a page of 2 billion values among 10 rows',
    slow: true,
    bytes: () =>
      parquetFile({ rows: 10n, values: 2 ** 31 - 1, unpackedSize: 1, page: oneRun, encoding: 8 })
  },
  {
    name: 'Parquet with a page of 50 million plain values',
    bytes: () =>
      parquetFile({ rows: 10n, values: 50_000_000, unpackedSize: 4, page: Buffer.alloc(4) })
  },
  {
    name: 'Parquet with 200,000 columns',
    bytes: () =>
      parquetFile({ rows: 1n, values: 1, unpackedSize: 1, page: oneRun, moreColumns: 200_000 })
  },
  {
    name: 'Parquet whose footer is nothing but lists',
    bytes: () => {
      const footer = Buffer.alloc(300_000, 0x9c)
      const length = Buffer.alloc(4)
      length.writeUInt32LE(footer.length)
      return Buffer.concat([Buffer.from('PAR1'), footer, length, Buffer.from('PAR1')])
    }
  },
  ...(
    [
      ['GZIP', () => gzipSync(zeros(300))],
      ['BROTLI', () => brotliCompressSync(zeros(300))],
      ['ZSTD', () => zstdCompressSync(zeros(300))],
      [
        'SNAPPY',
        () =>
          Buffer.concat([
            Buffer.from([0x80, 0x80, 0x80, 0x96, 1, 0, 0]),
            Buffer.alloc(3 * 100_000, 0xfe)
          ])
      ],
      [
        'LZ4_RAW',
        () => Buffer.concat([Buffer.from([0x1f, 0, 1, 0]), Buffer.alloc(MEGABYTE, 0xff)])
      ],
      ['LZ4', () => Buffer.concat([Buffer.from([0x1f, 0, 1, 0]), Buffer.alloc(MEGABYTE, 0xff)])]
    ] as const
  ).flatMap(([codec, page]) => [
    {
      name: `Parquet with a page of 300 MB in ${codec}`,
      bytes: () => pageBomb(codec, page(), 300 * MEGABYTE),
      slow: true
    },
    {
      name: `Parquet with a page in ${codec} that says that it is small`,
      bytes: () => pageBomb(codec, page(), 100),
      slow: codec === 'BROTLI'
    }
  ]),
  {
    name: 'Zstandard of 1.1 GB of spaces',
    bytes: () => packed(createZstdCompress(), ' ', 1100),
    slow: true
  },
  {
    name: 'gzip of 1.1 GB of empty lines',
    bytes: () => packed(createGzip({ level: 1 }), '\n', 1100),
    slow: true
  },
  { name: 'gzip of one line of 100 MB', bytes: () => packed(createGzip({ level: 1 }), 'a', 100) },
  {
    name: 'gzip of millions of problems',
    bytes: () => packed(createGzip({ level: 1 }), good, 40),
    slow: true
  },
  {
    name: 'zip of 1.1 GB of spaces that says that it is small',
    bytes: async () =>
      zip([
        {
          name: 'a.csv',
          packed: await packed(createDeflateRaw({ level: 1 }), ' ', 1100),
          size: 100,
          crc: 0
        }
      ])
  },
  {
    name: 'zip within zip',
    bytes: () => {
      const inner = zip([emptyMember('a.csv')])
      return gzipSync(inner)
    }
  },
  {
    name: 'zip of 60,000 files',
    bytes: () => zip(Array.from({ length: 60_000 }, (_, at) => emptyMember(`${at}.csv`)))
  },
  { name: 'gzip that ends early', bytes: () => gzipSync(good.repeat(1000)).subarray(0, -20) },
  {
    name: 'a quoted CSV field of 40 MB',
    bytes: () => Buffer.from(`problem,answer\n"${'a'.repeat(40 * MEGABYTE)}",1\n`)
  },
  {
    name: 'a quoted CSV field of 200 MB that never ends',
    bytes: () => Buffer.concat([Buffer.from('problem,answer\n"'), ...repeated('a\n', 200)]),
    slow: true
  },
  {
    name: 'CSV with 200,000 columns',
    bytes: () =>
      Buffer.from(`problem${Array.from({ length: 200_000 }, (_, at) => `,c${at}`).join('')}\n`)
  },
  {
    name: 'CSV of a million commas in a row',
    bytes: () => Buffer.from(`problem\n${','.repeat(1e6)}\n`)
  },
  { name: 'JSON Lines nested 100,000 deep', bytes: () => Buffer.from(wrapped(nested('[', ']'))) },
  {
    name: 'JSON Lines of objects nested 100,000 deep',
    bytes: () => Buffer.from(wrapped(nested('{"a":', '}')))
  },
  { name: 'a JSON array nested 100,000 deep', bytes: () => Buffer.from(nested('[', ']')) },
  { name: '100,000 open brackets', bytes: () => Buffer.from('['.repeat(100_000)) },
  {
    name: 'a JSON object over lines nested 100,000 deep',
    bytes: () => Buffer.from(`{\n"problem": ${nested('[', ']')}\n}`)
  },
  {
    name: 'a problem with 200,000 fields',
    bytes: () =>
      Buffer.from(
        `{"problem":"A?"${Array.from({ length: 200_000 }, (_, at) => `,"c${at}":1`).join('')}}`
      )
  },
  {
    name: 'a table of 200,000 columns',
    bytes: () =>
      Buffer.from(`{${Array.from({ length: 200_000 }, (_, at) => `"c${at}":["A?"]`).join(',')}}`)
  },
  {
    name: 'a JSON object of 150 MB',
    bytes: () =>
      Buffer.concat([Buffer.from('{"problem":\n"'), ...repeated('a', 150), Buffer.from('"\n}')]),
    slow: true
  },
  {
    name: 'a JSON element of 70 MB',
    bytes: () =>
      Buffer.concat([Buffer.from('[{"problem":"'), ...repeated('a', 70), Buffer.from('"}]')]),
    slow: true
  },
  { name: 'UTF-32', bytes: () => Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]) },
  {
    name: 'Chinese text that is no UTF-8',
    bytes: () => Buffer.from('problem,answer\n\u00b6\u00e0\u00c9\u00d9\u00c4\u00ea,1\n', 'latin1')
  }
]
