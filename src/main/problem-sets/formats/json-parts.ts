import { ImportError } from '../import-error.ts'
import { READING_LIMITS } from '../limits.ts'
import { tooDeep } from './json-text.ts'

/** A part of a JSON text: an element of one of the lists that are taken apart, or, in the end, all that is in none. */
export type JsonPart =
  | { readonly type: 'element'; readonly text: string; readonly line: number }
  /** A whole document in which these lists are empty. */
  | { readonly type: 'rest'; readonly text: string }

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * Takes a JSON text apart as it is read, so that it is never whole in memory. Where brackets and commas are, and how deep
 * they go, is checked here; what stands between them by whoever parses the parts.
 *
 * @param isTaken whether a list is taken apart, by the names that lead to it: none for the document itself
 * @param what an element is called where one is missing: "a problem"
 * @throws ImportError
 */
export async function* jsonParts(
  pieces: AsyncIterable<string>,
  isTaken: (path: readonly string[]) => boolean,
  what: string
): AsyncGenerator<JsonPart, void> {
  let line = 1
  let depth = 0
  let inString = false
  let escaped = false
  let closed = false
  // How deep the list lies whose elements are being taken; 0 outside of one.
  let list = 0
  let rest = ''
  // The element being read: its text so far, and the line on which it began (0 while there is none).
  let element = ''
  let began = 0
  let elements = 0
  // The names under which the open objects and lists stand, the last string, and the name of what comes next.
  const path: string[] = []
  let string = ''
  let name = ''

  function takeElement(): JsonPart {
    if (began === 0) throw new ImportError(`At line ${line}: expected ${what} before the comma.`)
    const taken = { type: 'element', text: element, line: began } as const
    element = ''
    began = 0
    elements++
    return taken
  }

  for await (const text of pieces) {
    // Where the part of this piece that belongs to the element, the rest or the string starts.
    let start = 0
    let stringStart = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x0a) line++
      if (inString) {
        if (escaped) escaped = false
        else if (code === BACKSLASH) escaped = true
        else if (code === QUOTE) {
          inString = false
          if (list === 0) string += text.slice(stringStart, at)
        }
        continue
      }
      if (code <= 0x20) continue
      if (closed) throw new ImportError(`At line ${line}: expected nothing after the last bracket.`)
      if (list > 0 && depth === list) {
        if (code === CLOSE_OBJECT) {
          throw new ImportError(`At line ${line}: expected ${what} or "]", found "}".`)
        }
        if (code === COMMA || code === CLOSE_LIST) {
          element += text.slice(start, at)
          // Only an empty list has nothing before its bracket.
          if (code === COMMA || began > 0 || elements > 0) yield takeElement()
          start = code === COMMA ? at + 1 : at
          if (code === COMMA) continue
          list = 0
        } else if (began === 0) {
          began = line
          start = at
        }
      }
      switch (code) {
        case QUOTE:
          inString = true
          string = ''
          stringStart = at + 1
          break
        case OPEN_OBJECT:
        case OPEN_LIST:
          // The lists that hold an element are more than it may have itself.
          if (++depth > READING_LIMITS.nesting + list) {
            throw new ImportError(`At line ${line}: ${tooDeep().message}`)
          }
          if (list > 0) break
          if (depth > 1) path.push(name)
          name = ''
          if (code === OPEN_LIST && isTaken(path)) {
            list = depth
            rest += text.slice(start, at + 1)
            start = at + 1
            elements = 0
          }
          break
        case CLOSE_OBJECT:
        case CLOSE_LIST:
          depth--
          if (list === 0) path.pop()
          closed = depth === 0
          break
        case COLON:
          if (list === 0) name = spelled(string)
          break
        case COMMA:
          if (list === 0) name = ''
      }
    }
    if (inString && list === 0) string += text.slice(stringStart)
    if (list === 0) rest += text.slice(start)
    else if (began > 0) element += text.slice(start)
    if (element.length > READING_LIMITS.record) {
      throw new ImportError(
        `At line ${began}: expected ${what} of at most ${READING_LIMITS.record} characters.`
      )
    }
    if (rest.length > READING_LIMITS.object) {
      throw new ImportError(
        `At line ${line}: more than ${READING_LIMITS.object / 2 ** 20} MB of the file are in no list.`
      )
    }
  }
  if (list > 0) {
    throw new ImportError(
      began > 0
        ? `At line ${began}: expected ${what.replace(/^an? /, 'a complete ')}, but the file ends within it.`
        : `At line ${line}: expected "]" at the end of the list, but the file ends.`
    )
  }
  if (depth > 0) throw new ImportError(`At line ${line}: expected "}", but the file ends.`)
  yield { type: 'rest', text: rest }
}

/** A name as it is meant: "sam\u0070les" is "samples". */
function spelled(string: string): string {
  if (!string.includes('\\')) return string
  try {
    return String(JSON.parse(`"${string}"`))
  } catch {
    // Whoever parses the rest finds it.
    return string
  }
}
