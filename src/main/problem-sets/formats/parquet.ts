import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData
} from 'hyparquet'
import { ImportError } from '../import-error.ts'
import { READING_LIMITS } from '../limits.ts'
import type { Fields, SourceRecord } from '../source-record.ts'
import type { BinaryFormat } from './format.ts'
import { unpackers } from './parquet-codecs.ts'
import { wholeOf, type Source } from './source.ts'

/** Problems as rows, stored by columns. */
export const parquet: BinaryFormat = { mark: 'PAR1', read: readParquet }

/**
 * A Parquet file, one row group at a time, whatever its codec. What it declares is held against the limits before
 * anything is read: a few bytes can declare millions of rows.
 */
async function* readParquet(source: Source): AsyncGenerator<SourceRecord, void> {
  let row = 0
  try {
    const file = source.packed ? inMemory(source) : asyncBufferFromFile(source.path)
    const opened = await file
    const metadata = await parquetMetadataAsync(opened)
    const rows = refuseTooLarge(metadata)
    const floats = parquetSchema(metadata).children.flatMap(({ element }) =>
      element.type === 'FLOAT' ? [element.name] : []
    )
    for (const group of metadata.row_groups) {
      const rowEnd = row + Number(group.num_rows)
      const records = await parquetReadObjects({
        file: opened,
        metadata,
        rowStart: row,
        rowEnd,
        compressors: unpackers,
        // Bytes that are marked as no text are a picture more often than not.
        utf8: false
      })
      for (const fields of records) {
        yield { place: `row ${++row}`, fields: withShortFloats(fields, floats) }
      }
      if (row !== rowEnd) {
        throw new ImportError(`Expected ${rowEnd} rows, found ${row}: the file is damaged.`)
      }
      source.progress = rows === 0 ? 1 : row / rows
    }
  } catch (error) {
    if (error instanceof ImportError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ImportError(
      `The Parquet file cannot be read after row ${row} (${reason.slice(0, 200)}).`
    )
  }
}

/** Numbers of 32 bits as they were written: 0.1, and not the 0.10000000149011612 that is nearest to it in 64. */
function withShortFloats(fields: Fields, columns: readonly string[]): Fields {
  if (columns.length === 0) return fields
  const short = columns.flatMap((name): [string, number][] => {
    const value = fields[name]
    return typeof value === 'number' && Number.isFinite(value) ? [[name, shortest(value)]] : []
  })
  return { ...fields, ...Object.fromEntries(short) }
}

function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}

/** Files are read from their end, so a packed one is unpacked whole. */
async function inMemory(source: Source): Promise<AsyncBuffer> {
  const bytes = await wholeOf(source, READING_LIMITS.page)
  // A buffer of its own: views of a part of a shared one are not what the reader expects.
  const { buffer } = Uint8Array.from(bytes)
  return {
    byteLength: buffer.byteLength,
    slice: (start, end) => buffer.slice(start, end)
  }
}

/** Returns the number of rows. */
function refuseTooLarge(metadata: FileMetaData): number {
  const declared = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0)
  if (declared > READING_LIMITS.problems || Number(metadata.num_rows) > READING_LIMITS.problems) {
    const rows = Math.max(declared, Number(metadata.num_rows)).toLocaleString('en')
    throw new ImportError(
      `The file declares ${rows} rows, and a set can have ${READING_LIMITS.problems.toLocaleString('en')} problems: ` +
        'make a smaller file of those that you need.'
    )
  }
  const columns = metadata.schema.length
  if (columns > READING_LIMITS.columns) {
    throw new ImportError(
      `The file has ${columns.toLocaleString('en')} columns, more than the ${READING_LIMITS.columns.toLocaleString('en')} that are read: ` +
        'make a smaller file of those that you need.'
    )
  }
  refuseDeepSchema(parquetSchema(metadata), 0)
  for (const group of metadata.row_groups) {
    const bytes = group.columns.reduce(
      (sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0),
      0
    )
    if (!(bytes <= READING_LIMITS.rowGroup)) {
      throw new ImportError(
        `A row group of the file unpacks to more than ${READING_LIMITS.rowGroup / 2 ** 20} MB: write it with smaller row groups, ` +
          'or without the columns that are not needed.'
      )
    }
  }
  return declared
}

interface Branch {
  readonly children: readonly Branch[]
}

function refuseDeepSchema({ children }: Branch, depth: number): void {
  if (depth > READING_LIMITS.nesting) {
    throw new ImportError(`Columns are nested more than ${READING_LIMITS.nesting} deep.`)
  }
  for (const child of children) refuseDeepSchema(child, depth + 1)
}
