import { stat } from 'node:fs/promises'
import { ImportError, quote } from '../import-error.ts'
import { isFields, kindOf, type SourceRecord } from '../source-record.ts'
import { parseJson, reasonOf } from './json-text.ts'
import { readText } from './text.ts'

// Parsed in one go, so its size is how long nothing else runs. Sets of this shape are small.
const LARGEST = 256 * 2 ** 20

/** The lists under which a file may keep its problems beside a description. */
const LISTS = ['problems', 'data', 'examples', 'rows']

/**
 * A file that is a single JSON object: by columns (`{problem: {"0": ...}, answer: {"0": ...}}` or with lists), a list
 * of problems in a field of its own, or a single problem.
 *
 * @throws ImportError
 */
export async function readJsonObject(path: string): Promise<SourceRecord[]> {
  if ((await stat(path)).size > LARGEST) {
    throw new ImportError(
      'The file is a single JSON object of more than 256 MB: use JSON Lines, one problem a line.'
    )
  }
  let value: unknown
  try {
    let text = ''
    for await (const piece of readText(path)) text += piece
    value = parseJson(text)
  } catch (error) {
    if (error instanceof ImportError) throw error
    throw new ImportError(`The file is not valid JSON (${reasonOf(error)}).`)
  }
  if (!isFields(value)) throw new ImportError(`Expected a JSON object, found ${kindOf(value)}.`)
  for (const name of LISTS) {
    const list = Object.hasOwn(value, name) ? value[name] : undefined
    if (Array.isArray(list) && list.every(isFields)) {
      return list.map((fields, index) => ({ place: `${name}[${index}]`, fields }))
    }
  }
  return isByColumns(value) ? fromColumns(value) : [{ place: 'line 1', fields: value }]
}

/** Are all values columns? A single problem has at least its text as a text. */
export function isByColumns(value: Readonly<Record<string, unknown>>): boolean {
  const columns = Object.values(value)
  return (
    columns.length > 0 && columns.every((column) => typeof column === 'object' && column !== null)
  )
}

function fromColumns(columns: Readonly<Record<string, unknown>>): SourceRecord[] {
  const entries = Object.entries(columns).map(
    ([name, column]) => [name, new Map(Object.entries(column as object))] as const
  )
  const [firstName, first] = entries[0]!
  for (const [name, column] of entries) {
    const missing = [...first.keys()].find((key) => !column.has(key))
    const extra = [...column.keys()].find((key) => !first.has(key))
    const key = missing ?? extra
    if (key !== undefined) {
      throw new ImportError(
        `Row ${quote(key)} is in only one of the columns ${quote(firstName)} (${first.size} rows) and ${quote(name)} ` +
          `(${column.size} rows): expected the same rows in every column.`
      )
    }
  }
  return [...first.keys()].map((key) => ({
    place: `row ${quote(key)}`,
    fields: Object.fromEntries(entries.map(([name, column]) => [name, column.get(key)]))
  }))
}
