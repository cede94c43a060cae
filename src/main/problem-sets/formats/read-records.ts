import { ImportError } from '../import-error.ts'
import { isFields, type SourceRecord } from '../source-record.ts'
import { readCsv } from './csv.ts'
import { readJsonArray } from './json-array.ts'
import { readJsonLines } from './json-lines.ts'
import { isTableOrList, readJsonObject } from './json-object.ts'
import { parseJson } from './json-text.ts'
import { readParquet } from './parquet.ts'
import { beginningOf, type Source } from './source.ts'
import { readLines, readText } from './text.ts'

type Format = 'json-lines' | 'json-array' | 'json-object' | 'csv' | 'parquet'

/** Formats of data that are no text and that people take for a problem set, by how they begin. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['ARROW1', 'an Arrow file: write it as Parquet'],
  ['SQLite format 3', 'a database: export the table as CSV'],
  ['%PDF', 'a PDF: expected JSON, JSON Lines, CSV or Parquet'],
  ['\u0089HDF', 'an HDF5 file: write it as Parquet'],
  ['\u001f\u008b', 'packed twice: unpack it first'],
  ['(\u00b5/\u00fd', 'packed twice: unpack it first'],
  ['PK\u0003\u0004', 'packed twice: unpack it first']
]

/**
 * The records of a file of any known format.
 *
 * @throws ImportError, while it is read, at the first thing that is not as expected.
 */
export async function* readRecords(source: Source): AsyncGenerator<SourceRecord, void> {
  const format = await detectFormat(source)
  switch (format) {
    case 'json-lines':
      yield* readJsonLines(source)
      break
    case 'json-array':
      yield* readJsonArray(source)
      break
    case 'json-object':
      yield* await readJsonObject(source)
      break
    case 'csv':
      yield* readCsv(source)
      break
    case 'parquet':
      yield* readParquet(source)
      break
    default:
      throw new Error(`Unknown format ${String(format satisfies never)}`)
  }
}

/**
 * Tells the format by the content: names of files lie.
 *
 * @throws ImportError when there is nothing in it, or nothing that is text.
 */
async function detectFormat(source: Source): Promise<Format> {
  const bytes = await beginningOf(source, 512)
  const beginning = bytes.toString('latin1')
  if (beginning.startsWith('PAR1')) return 'parquet'
  const foreign = FOREIGN.find(([mark]) => beginning.startsWith(mark))
  if (foreign) throw new ImportError(`The file is ${foreign[1]}.`)
  if (beginning.slice(257, 262) === 'ustar') {
    throw new ImportError('The file is a tar archive: unpack it, and import one of its files.')
  }

  const visible = await firstVisible(source)
  if (visible === '[') return 'json-array'
  if (visible !== '{') return 'csv'

  const lines: string[] = []
  for await (const { text } of readLines(source)) {
    if (text.trim() !== '') lines.push(text)
    if (lines.length === 2) break
  }
  // Two lines: if either of them stands by itself, lines do.
  if (lines.length === 2) return lines.some(isObject) ? 'json-lines' : 'json-object'
  return singleLine(lines[0]!)
}

async function firstVisible(source: Source): Promise<string> {
  for await (const text of readText(source)) {
    if (text.includes('\u0000')) {
      throw new ImportError('The file is not text: expected JSON, JSON Lines, CSV or Parquet.')
    }
    const visible = text.trimStart()
    if (visible !== '') return visible[0]!
  }
  throw new ImportError('The file is empty: expected at least one problem.')
}

/** A file of one line may be a table or hold a list; one problem, or half of one, is a line of JSON Lines. */
function singleLine(line: string): Format {
  const value = tryParse(line)
  return isFields(value) && isTableOrList(value) ? 'json-object' : 'json-lines'
}

function isObject(text: string): boolean {
  return isFields(tryParse(text))
}

/** Undefined for what is no JSON; brackets that are nested too deep are refused when the line is read. */
function tryParse(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
