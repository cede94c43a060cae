import { hasProblem } from '../field-names.ts'
import { ImportError, quote } from '../import-error.ts'
import { READING_LIMITS } from '../limits.ts'
import { letterAt } from '../options.ts'
import type { SourceRecord } from '../source-record.ts'
import type { TextFormat } from './format.ts'
import type { Source } from './source.ts'
import { newlines, readText } from './text.ts'

/** Problems as rows of a table: what is no JSON. */
export const csvFormat: TextFormat = {
  claims: ({ first }) => first !== '[' && first !== '{',
  read: readCsv
}

interface Row {
  /** The line on which it begins. */
  readonly line: number
  readonly fields: readonly string[]
}

/**
 * CSV as RFC 4180 has it, with a header; separated as the header is, by commas, semicolons, tabs or bars, or as Excel's
 * line `sep=;` before it says. Spaces around quoted fields and empty lines do not count.
 */
async function* readCsv(source: Source): AsyncGenerator<SourceRecord, void> {
  let header: readonly string[] | undefined
  for await (const { line, fields } of readRows(source)) {
    if (fields.every((field) => field.trim() === '')) continue
    if (header === undefined) {
      const isHeadless = holdsProblem(fields)
      header = isHeadless ? namesOf(fields) : fields.map((name) => name.trim())
      const twice = repeated(header.filter((name) => name !== ''))
      if (twice !== undefined) {
        throw new ImportError(
          `At line ${line}: the column ${quote(twice)} appears twice; rename one.`
        )
      }
      if (!isHeadless) continue
    }
    if (fields.length !== header.length) {
      throw new ImportError(
        `At line ${line}: expected ${header.length} fields as in the header, found ${fields.length}; ` +
          'put fields with commas or line breaks into double quotes.'
      )
    }
    yield {
      place: `line ${line}`,
      fields: Object.fromEntries(header.map((name, index) => [name, fields[index]]))
    }
  }
}

/** MMLU's files have no header: a question, its options and the letter of the right one. */
function holdsProblem(fields: readonly string[]): boolean {
  const letter = fields.at(-1)?.trim() ?? ''
  const options = fields.length - 2
  return (
    options >= 2 &&
    /^[A-J]$/.test(letter) &&
    letter.charCodeAt(0) - 65 < options &&
    !hasProblem(fields) &&
    (fields[0] ?? '').trim().length > 1
  )
}

function namesOf(fields: readonly string[]): string[] {
  const letters = fields.slice(1, -1).map((_, at) => letterAt(at))
  return ['question', ...letters, 'answer']
}

function repeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>()
  return names.find((name) => seen.size === seen.add(name).size)
}

async function* readRows(source: Source): AsyncGenerator<Row, void> {
  let separator: string | undefined
  let line = 1
  let row: string[] = []
  let began = 1
  let field = ''
  // `closed`: behind the closing quote, where only a separator or the end of the line may follow.
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start'

  /** Takes a part of a field in, while it is one that a problem can have. */
  function extend(text: string): void {
    field += text
    if (field.length > READING_LIMITS.field) {
      throw new ImportError(
        `At line ${began}: a field is longer than ${READING_LIMITS.field} characters; is a quote left open?`
      )
    }
  }
  function endField(): void {
    if (row.push(field) > READING_LIMITS.columns) {
      throw new ImportError(
        `At line ${began}: more than ${READING_LIMITS.columns} columns; expected a table of problems, one a line.`
      )
    }
    field = ''
    state = 'start'
  }
  function endRow(): Row {
    const whole = { line: began, fields: row }
    row = []
    return whole
  }

  for await (const piece of fromHeader(readText(source))) {
    const { text } = piece
    if (piece.separator !== undefined) {
      separator = piece.separator
      line += piece.skippedLines
      began = line
    }
    for (let at = 0; at < text.length; at++) {
      const character = text[at]!
      if (state === 'quoted') {
        const end = text.indexOf('"', at)
        const part = text.slice(at, end < 0 ? text.length : end)
        line += newlines(part)
        extend(part)
        at = end < 0 ? text.length : end
        if (end >= 0) state = 'closed'
      } else if (
        character === '"' &&
        (state === 'start' || (state === 'plain' && isBlank(field)))
      ) {
        field = ''
        state = 'quoted'
      } else if (character === '"' && state === 'closed') {
        extend('"')
        state = 'quoted'
      } else if (character === separator) {
        endField()
      } else if (character === '\n') {
        line++
        endField()
        yield endRow()
        began = line
      } else if (state === 'closed') {
        if (!isBlank(character)) {
          throw new ImportError(
            `At line ${line}: expected a separator after the closing quote; write quotes within a field twice.`
          )
        }
      } else {
        const end = endOfPlain(text, at, separator!)
        extend(text.slice(at, end))
        at = end - 1
        state = 'plain'
      }
    }
  }
  if (state === 'quoted') {
    throw new ImportError(`At line ${began}: a quoted field is never closed.`)
  }
  if (row.length > 0 || field !== '' || state !== 'start') {
    endField()
    yield endRow()
  }
}

/** Where the plain text that goes on at `from` may end: at the next character with a meaning. */
function endOfPlain(text: string, from: number, separator: string): number {
  let end = from + 1
  while (end < text.length) {
    const character = text[end]!
    if (character === separator || character === '\n' || character === '"') break
    end++
  }
  return end
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}

/** Characters; one that is longer is taken as far as it was read. */
const LONGEST_HEADER = 2 ** 20

/** A piece of a table; the first tells the separator, and how many lines before the header were passed over. */
type Piece =
  | { readonly text: string; readonly separator?: undefined }
  | { readonly text: string; readonly separator: string; readonly skippedLines: number }

/** The text from the header on, once the header's line is complete. */
async function* fromHeader(pieces: AsyncIterable<string>): AsyncGenerator<Piece> {
  let beginning: string | null = ''
  for await (const text of pieces) {
    if (beginning === null) {
      yield { text }
      continue
    }
    beginning += text
    if (!hasTwoLines(beginning) && beginning.length < LONGEST_HEADER) continue
    yield headed(beginning)
    beginning = null
  }
  if (beginning !== null) yield headed(beginning)
}

/** A line that says the separator, and the header, lie before the second newline behind a visible character. */
function hasTwoLines(text: string): boolean {
  const visible = text.trimStart()
  const first = visible.indexOf('\n')
  return first >= 0 && visible.includes('\n', first + 1)
}

function headed(beginning: string): Piece {
  let skippedLines = 0
  let text = beginning
  function skipLine(): void {
    const end = text.indexOf('\n')
    text = end < 0 ? '' : text.slice(end + 1)
    skippedLines++
  }
  while (text !== '' && isBlank(firstLine(text)) && text.includes('\n')) skipLine()
  const said = /^"?sep=(.)"?[\s;,]*$/i.exec(firstLine(text))?.[1]
  if (said !== undefined) skipLine()
  return { text, separator: said ?? likeliestSeparator(firstLine(text)), skippedLines }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!
}

function likeliestSeparator(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t', '|'].map((separator) => ({
    separator,
    count: bare.split(separator).length
  }))
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).separator
}
