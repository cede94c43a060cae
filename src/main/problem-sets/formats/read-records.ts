import { open } from 'node:fs/promises'
import { ImportError } from '../import-error.ts'
import { isFields, type SourceRecord } from '../source-record.ts'
import { readCsv } from './csv.ts'
import { readJsonArray } from './json-array.ts'
import { readJsonLines } from './json-lines.ts'
import { isByColumns, readJsonObject } from './json-object.ts'
import { parseJson } from './json-text.ts'
import { readParquet } from './parquet.ts'
import { readLines, readText } from './text.ts'

type Format = 'json-lines' | 'json-array' | 'json-object' | 'csv' | 'parquet'

/**
 * The records of a file of any known format.
 *
 * @throws ImportError, while it is read, at the first thing that is not as expected.
 */
export async function* readRecords(path: string): AsyncGenerator<SourceRecord, void> {
  const format = await detectFormat(path)
  switch (format) {
    case 'json-lines':
      yield* readJsonLines(path)
      break
    case 'json-array':
      yield* readJsonArray(path)
      break
    case 'json-object':
      yield* await readJsonObject(path)
      break
    case 'csv':
      yield* readCsv(path)
      break
    case 'parquet':
      yield* readParquet(path)
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
async function detectFormat(path: string): Promise<Format> {
  const magic = await firstBytes(path, 4)
  if (magic.toString('latin1') === 'PAR1') return 'parquet'

  const beginning = await firstVisible(path)
  if (beginning === '[') return 'json-array'
  if (beginning !== '{') return 'csv'

  const lines: string[] = []
  for await (const { text } of readLines(path)) {
    if (text.trim() !== '') lines.push(text)
    if (lines.length === 2) break
  }
  // Two lines: if either of them stands by itself, lines do.
  if (lines.length === 2) return lines.some(isObject) ? 'json-lines' : 'json-object'
  return singleLine(lines[0]!)
}

async function firstVisible(path: string): Promise<string> {
  for await (const text of readText(path)) {
    if (text.includes('\u0000')) {
      throw new ImportError('The file is not text: expected JSON, JSON Lines, CSV or Parquet.')
    }
    const visible = text.trimStart()
    if (visible !== '') return visible[0]!
  }
  throw new ImportError('The file is empty: expected at least one problem.')
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** A file of one line may be a table by columns; one problem, or half of one, is a line of JSON Lines. */
function singleLine(line: string): Format {
  const value = tryParse(line)
  const isTable =
    isFields(value) && (isByColumns(value) || Object.values(value).some(isTableOfRows))
  return isTable ? 'json-object' : 'json-lines'
}

function isTableOfRows(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isFields)
}

function isObject(text: string): boolean {
  return isFields(tryParse(text))
}

function tryParse(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
