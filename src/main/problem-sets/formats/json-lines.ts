import { ImportError } from '../import-error.ts'
import { isFields, kindOf, type SourceRecord } from '../source-record.ts'
import type { TextFormat } from './format.ts'
import { isOneObject } from './json-object.ts'
import { parseJson, reasonOf } from './json-text.ts'
import type { Source } from './source.ts'
import { readLines } from './text.ts'

/** Problems as lines of JSON. */
export const jsonLinesFormat: TextFormat = {
  claims: async ({ first, lines }) => first === '{' && !isOneObject(await lines()),
  read: readJsonLines
}

/** One JSON object a line; empty lines are passed over. */
async function* readJsonLines(source: Source): AsyncGenerator<SourceRecord, void> {
  for await (const { number, text } of readLines(source)) {
    if (text.trim() !== '') yield toRecord(text, `line ${number}`)
  }
}

/**
 * Reads one problem's object.
 *
 * @throws ImportError when the text is no JSON, or no object.
 */
export function toRecord(text: string, place: string): SourceRecord {
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    if (error instanceof ImportError) throw new ImportError(`At ${place}: ${error.message}`)
    throw new ImportError(
      `At ${place}: expected one problem as a JSON object, but it is not valid JSON (${reasonOf(error)}).`
    )
  }
  if (!isFields(value)) {
    throw new ImportError(
      `At ${place}: expected one problem as a JSON object, found ${kindOf(value)}.`
    )
  }
  return { place, fields: value }
}
