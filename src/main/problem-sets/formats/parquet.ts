import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { setImmediate } from 'node:timers/promises'
import { ImportError } from '../import-error.ts'
import type { SourceRecord } from '../source-record.ts'

/** A Parquet file, one row group at a time. */
export async function* readParquet(path: string): AsyncGenerator<SourceRecord, void> {
  let row = 0
  try {
    const file = await asyncBufferFromFile(path)
    const metadata = await parquetMetadataAsync(file)
    for (const group of metadata.row_groups) {
      const rowEnd = row + Number(group.num_rows)
      const records = await parquetReadObjects({ file, metadata, rowStart: row, rowEnd })
      for (const fields of records) yield { place: `row ${++row}`, fields }
      if (row !== rowEnd) {
        throw new ImportError(`Expected ${rowEnd} rows, found ${row}: the file is damaged.`)
      }
      await setImmediate()
    }
  } catch (error) {
    if (error instanceof ImportError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ImportError(
      `The Parquet file cannot be read after row ${row} (${reason.slice(0, 200)}).`
    )
  }
}
