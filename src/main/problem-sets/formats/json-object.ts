import { hasProblem } from '../field-names.ts'
import { ImportError, quote } from '../import-error.ts'
import { READING_LIMITS } from '../limits.ts'
import { isConversation } from '../prompt.ts'
import { isFields, kindOf, type Fields, type SourceRecord } from '../source-record.ts'
import type { TextFormat } from './format.ts'
import { parseJson, reasonOf } from './json-text.ts'
import type { Source } from './source.ts'
import { readText } from './text.ts'

/** The lists under which files keep their problems beside a description; others count where there is none of these. */
const LISTS = [
  ...['problems', 'questions', 'data', 'examples', 'example', 'rows', 'samples', 'tests'],
  ...['test', 'validation', 'dev', 'train']
]
/** Lists that describe the problems. */
const DESCRIPTIONS = ['features', 'fields', 'columns', 'schema']

/** Problems within a single object. */
export const jsonObject: TextFormat = {
  claims: async ({ first, lines }) => first === '{' && isOneObject(await lines()),
  read: readJsonObject
}

/**
 * Whether lines are parts of one object. Of two lines either stands by itself, or no line does; a file of one line may be
 * a table or hold a list, and one problem, or half of one, is a line of JSON Lines.
 */
export function isOneObject(lines: readonly string[]): boolean {
  if (lines.length >= 2) return !lines.some((line) => isFields(tryParse(line)))
  const value = tryParse(lines[0]!)
  return isFields(value) && isTableOrList(value)
}

/** Undefined for what is no JSON; brackets that are nested too deep are refused when the line is read. */
function tryParse(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/**
 * A file that is a single JSON object: by columns (`{problem: {"0": ...}, answer: {"0": ...}}` or with lists), by rows
 * (`{"0": {problem: ..., answer: ...}}`), in the parts that pandas calls "split", a list of problems in a field of its
 * own, or a single problem.
 *
 * @throws ImportError
 */
async function* readJsonObject(source: Source): AsyncGenerator<SourceRecord, void> {
  let value: unknown
  try {
    let text = ''
    for await (const piece of readText(source)) {
      text += piece
      if (text.length > READING_LIMITS.object) throw tooLarge()
    }
    value = parseJson(text)
  } catch (error) {
    if (error instanceof ImportError) throw error
    throw new ImportError(`The file is not valid JSON (${reasonOf(error)}).`)
  }
  if (!isFields(value)) throw new ImportError(`Expected a JSON object, found ${kindOf(value)}.`)
  yield* recordsOf(value, source)
}

function tooLarge(): ImportError {
  return new ImportError(
    `The file is a single JSON object of more than ${READING_LIMITS.object / 2 ** 20} MB: use JSON Lines, one problem a line.`
  )
}

function recordsOf(value: Fields, source: Source): SourceRecord[] {
  if (isSplit(value)) return fromSplit(value)
  if (!holdsText(value)) {
    const [name, ...others] = listsIn(value)
    if (name !== undefined) {
      if (others.length > 0) source.notes.add('other-lists', others.map(quote).join(', '))
      return (value[name] as Fields[]).map((fields, index) => ({
        place: `${name}[${index}]`,
        fields
      }))
    }
  }
  const nested = Object.values(value).find(holdsNamedList)
  if (isFields(nested) && !holdsText(value) && !isByRows(value)) return recordsOf(nested, source)
  if (!isTable(value)) return [{ place: 'line 1', fields: value }]
  return isByRows(value) ? fromRows(value) : fromColumns(value)
}

/** A problem by itself has its text as a text, or as a conversation. */
function holdsText(value: Fields): boolean {
  return hasProblem(
    Object.keys(value).filter(
      (name) => typeof value[name] === 'string' || isConversation(value[name])
    )
  )
}

/** The lists of objects in it, likeliest first. */
function listsIn(value: Fields): string[] {
  const lists = Object.keys(value).filter(
    (name) => !DESCRIPTIONS.includes(name.toLowerCase()) && isListOfFields(value[name])
  )
  const rank = (name: string) => LISTS.indexOf(name.toLowerCase())
  return lists.sort((a, b) => (rank(a) >>> 0) - (rank(b) >>> 0))
}

function isListOfFields(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isFields)
}

/** Is it a table, by columns or by rows, or does it hold a list of problems? A single problem has its text as a text. */
function isTableOrList(value: Fields): boolean {
  return isTable(value) || isSplit(value) || (!holdsText(value) && holdsLists(value))
}

/** Is there a list under a name that problems have? Options are lists of objects as well. */
function holdsNamedList(value: unknown): boolean {
  return isFields(value) && listsIn(value).some((name) => LISTS.includes(name.toLowerCase()))
}

/** Lists of problems in it, or in an object in it, as `{data: {questions: [...]}}` has them. */
function holdsLists(value: Fields): boolean {
  return listsIn(value).length > 0 || Object.values(value).some(holdsNamedList)
}

function isTable(value: Fields): boolean {
  const parts = Object.values(value)
  const objects = parts.every((part) => typeof part === 'object' && part !== null)
  return parts.length > 0 && objects && !holdsText(value)
}

/** By rows the names of fields are the inner ones. */
function isByRows(value: Fields): boolean {
  const [first] = Object.values(value)
  return isFields(first) && !hasProblem(Object.keys(value)) && hasProblem(Object.keys(first))
}

function fromRows(rows: Fields): SourceRecord[] {
  return Object.entries(rows).map(([key, row]) => {
    if (!isFields(row)) {
      throw new ImportError(`Expected a problem under ${quote(key)}, found ${kindOf(row)}.`)
    }
    // The key is what the file calls the problem.
    return { place: `row ${quote(key)}`, fields: { id: key, ...row } }
  })
}

interface Split extends Fields {
  readonly columns: readonly string[]
  readonly data: readonly (readonly unknown[])[]
}

function isSplit(value: Fields): value is Split {
  const { columns, data } = value
  return (
    Array.isArray(columns) &&
    columns.every((name) => typeof name === 'string') &&
    Array.isArray(data) &&
    data.every(Array.isArray)
  )
}

function fromSplit({ columns, data }: Split): SourceRecord[] {
  refuseTooMany(columns.length)
  return data.map((row, index) => {
    if (row.length !== columns.length) {
      throw new ImportError(
        `At data[${index}]: expected ${columns.length} values as there are columns, found ${row.length}.`
      )
    }
    return {
      place: `data[${index}]`,
      fields: Object.fromEntries(columns.map((name, at) => [name, row[at]]))
    }
  })
}

function refuseTooMany(columns: number): void {
  if (columns <= READING_LIMITS.columns) return
  throw new ImportError(
    `The file has ${columns.toLocaleString('en')} columns, more than the ${READING_LIMITS.columns.toLocaleString('en')} that are read.`
  )
}

function fromColumns(columns: Fields): SourceRecord[] {
  const names = Object.keys(columns)
  refuseTooMany(names.length)
  const entries = names.map(
    (name) => [name, new Map(Object.entries(columns[name] as object))] as const
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
