import type { SourceRecord } from '../source-record.ts'
import type { TextFormat } from './format.ts'
import { toRecord } from './json-lines.ts'
import { jsonParts } from './json-parts.ts'
import type { Source } from './source.ts'
import { readText } from './text.ts'

/** Problems as a list. */
export const jsonArray: TextFormat = {
  claims: ({ first }) => first === '[',
  read: readJsonArray
}

/** A JSON array of objects, taken apart element by element as it is read: never whole in memory, and lines are known. */
async function* readJsonArray(source: Source): AsyncGenerator<SourceRecord, void> {
  for await (const part of jsonParts(readText(source), isWhole, 'a problem')) {
    if (part.type === 'element') yield toRecord(part.text, `line ${part.line}`)
  }
}

function isWhole(path: readonly string[]): boolean {
  return path.length === 0
}
