import { ImportError, quote } from '../import-error.ts'
import type { SourceRecord } from '../source-record.ts'
import { readText } from './text.ts'

interface Row {
  /** The line on which it begins. */
  readonly line: number
  readonly fields: readonly string[]
}

/** CSV as RFC 4180 has it, with a header; commas, semicolons or tabs, whichever the header has most of. */
export async function* readCsv(path: string): AsyncGenerator<SourceRecord, void> {
  let header: readonly string[] | undefined
  for await (const { line, fields } of readRows(path)) {
    if (fields.length === 1 && fields[0] === '') continue
    if (header === undefined) {
      header = fields.map((name) => name.trim())
      const twice = header.find((name, index) => name !== '' && header!.indexOf(name) !== index)
      if (twice !== undefined) {
        throw new ImportError(
          `At line ${line}: the column ${quote(twice)} appears twice; rename one.`
        )
      }
      continue
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

async function* readRows(path: string): AsyncGenerator<Row, void> {
  let separator: string | undefined
  let line = 1
  let row: string[] = []
  let began = 1
  let field = ''
  // `closed`: behind the closing quote, where only a separator or the end of the line may follow.
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start'

  function endField(): void {
    row.push(field)
    field = ''
    state = 'start'
  }
  function endRow(): Row {
    const whole = { line: began, fields: row }
    row = []
    return whole
  }

  for await (const text of readText(path)) {
    separator ??= likeliestSeparator(text)
    for (const character of text) {
      if (character === '\n') line++
      if (state === 'quoted') {
        if (character === '"') state = 'closed'
        else field += character
      } else if (character === '"' && state === 'start') {
        state = 'quoted'
      } else if (character === '"' && state === 'closed') {
        field += '"'
        state = 'quoted'
      } else if (character === separator) {
        endField()
      } else if (character === '\n') {
        if (state !== 'closed') field = field.replace(/\r$/, '')
        endField()
        yield endRow()
        began = line
      } else if (state === 'closed') {
        if (character !== '\r') {
          throw new ImportError(
            `At line ${line}: expected a separator after the closing quote; write quotes within a field twice.`
          )
        }
      } else {
        field += character
        state = 'plain'
      }
    }
  }
  if (state === 'quoted') {
    throw new ImportError(`At line ${began}: a quoted field is never closed.`)
  }
  if (row.length > 0 || field !== '' || state !== 'start') {
    if (state !== 'closed') field = field.replace(/\r$/, '')
    endField()
    yield endRow()
  }
}

function likeliestSeparator(beginning: string): string {
  const header = beginning.split('\n', 1)[0]!
  const counts = [',', ';', '\t'].map((separator) => ({
    separator,
    count: header.split(separator).length
  }))
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).separator
}
