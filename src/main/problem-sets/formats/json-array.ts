import { ImportError } from '../import-error.ts'
import { READING_LIMITS } from '../limits.ts'
import type { SourceRecord } from '../source-record.ts'
import type { TextFormat } from './format.ts'
import { toRecord } from './json-lines.ts'
import { tooDeep } from './json-text.ts'
import type { Source } from './source.ts'
import { readText } from './text.ts'

/** Problems as a list. */
export const jsonArray: TextFormat = {
  claims: ({ first }) => first === '[',
  read: readJsonArray
}

/** A JSON array of objects, taken apart element by element as it is read: never whole in memory, and lines are known. */
async function* readJsonArray(source: Source): AsyncGenerator<SourceRecord, void> {
  let line = 1
  let depth = 0
  let inString = false
  let escaped = false
  let closed = false
  // The element being read: its text so far, and the line on which it began (0 while there is none).
  let element = ''
  let began = 0
  let elements = 0

  function takeElement(): SourceRecord {
    if (began === 0) throw new ImportError(`At line ${line}: expected a problem before the comma.`)
    const record = toRecord(element, `line ${began}`)
    element = ''
    began = 0
    elements++
    return record
  }

  for await (const text of readText(source)) {
    // Where the part of this piece that belongs to the element starts.
    let start = 0
    for (let at = 0; at < text.length; at++) {
      const character = text[at]!
      if (character === '\n') line++
      if (inString) {
        if (escaped) escaped = false
        else if (character === '\\') escaped = true
        else if (character === '"') inString = false
        continue
      }
      if (character <= ' ') continue
      if (closed) throw new ImportError(`At line ${line}: expected nothing after the closing "]".`)
      if (depth === 0) {
        // The format was recognised by its first bracket.
        depth = 1
        start = at + 1
        continue
      }
      if (depth === 1 && (character === ',' || character === ']')) {
        element += text.slice(start, at)
        start = at + 1
        // Only an empty array has nothing before its bracket.
        if (character === ',' || began > 0 || elements > 0) yield takeElement()
        if (character === ']') closed = true
        continue
      }
      if (began === 0) {
        began = line
        start = at
      }
      if (character === '"') inString = true
      else if (character === '{' || character === '[') {
        // The list itself is one more than its elements may have.
        if (++depth > READING_LIMITS.nesting + 1)
          throw new ImportError(`At line ${line}: ${tooDeep().message}`)
      } else if (character === '}' || character === ']') depth--
    }
    if (began > 0) element += text.slice(start)
    if (element.length > READING_LIMITS.record) {
      throw new ImportError(
        `At line ${began}: expected a problem of at most ${READING_LIMITS.record} characters.`
      )
    }
  }
  if (!closed) {
    throw new ImportError(
      began > 0
        ? `At line ${began}: expected a complete problem, but the file ends within it.`
        : `At line ${line}: expected "]" at the end of the list, but the file ends.`
    )
  }
}
