import { ImportError } from '../import-error.ts'
import { READING_LIMITS } from '../limits.ts'
import { beginningOf, type Source } from './source.ts'
import { encodingOf, ENOUGH_TO_TELL } from './encoding.ts'

/** A line of text with its number, the first being 1. */
export interface Line {
  readonly number: number
  readonly text: string
}

/**
 * The text of a file in pieces, its byte order mark removed and every end of a line a newline, as it may be written by
 * any system, old ones too. Each piece is a turn of the event loop.
 *
 * @throws ImportError where the bytes are not of the encoding that the file begins with.
 */
export async function* readText(source: Source): AsyncGenerator<string> {
  const encoding = encodingOf(await beginningOf(source, ENOUGH_TO_TELL))
  if (encoding === 'windows-1252') source.notes.add('latin-1', 'the first accented letter')
  const decoder = new TextDecoder(encoding, { fatal: true })
  const toNewlines = lineEnds()
  let line = 1
  function decode(chunk?: Buffer): string {
    try {
      const text = toNewlines(
        decoder.decode(chunk, { stream: chunk !== undefined }),
        chunk === undefined
      )
      line += newlines(text)
      return text
    } catch {
      const [before] = new TextDecoder(encoding).decode(chunk).split('\uFFFD', 1)
      throw new ImportError(
        `The file is not ${encoding.toUpperCase()} text (near line ${line + newlines(before!)}): save it as UTF-8, and ` +
          'unpack it first if it is compressed.'
      )
    }
  }
  for await (const chunk of source.bytes()) yield decode(chunk)
  yield decode()
}

/** Ends of lines as newlines. A file with returns alone has only such; elsewhere a lone return is left as it is. */
function lineEnds(): (text: string, last: boolean) => string {
  let returnsAlone: boolean | null = null
  // A return at the end of a piece may be half of an end.
  let held = ''
  return (piece, last) => {
    let text = held + piece
    held = ''
    if (!last && text.endsWith('\r')) {
      held = '\r'
      text = text.slice(0, -1)
    }
    returnsAlone ??= endsWithReturns(text)
    if (!text.includes('\r')) return text
    return text.replace(returnsAlone === true ? /\r\n?/g : /\r\n/g, '\n')
  }
}

/** Null while no line has ended. */
function endsWithReturns(text: string): boolean | null {
  const first = /\r\n|\r|\n/.exec(text)
  return first === null ? null : first[0] === '\r'
}

/** How many there are. */
export function newlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** The lines of a text without their ends. A file that ends with a newline has no line after it. */
export async function* readLines(source: Source): AsyncGenerator<Line> {
  yield* linesOf(readText(source))
}

/** @param pieces of a text whose lines end with newlines. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 1
  let parts: string[] = []
  let length = 0
  for await (const text of pieces) {
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      parts.push(text.slice(start, end))
      yield { number: number++, text: parts.join('') }
      parts = []
      length = 0
      start = end + 1
    }
    parts.push(text.slice(start))
    length += text.length - start
    if (length > READING_LIMITS.record) {
      throw new ImportError(
        `Line ${number} is longer than ${READING_LIMITS.record} characters: expected one problem a line.`
      )
    }
  }
  const text = parts.join('')
  if (text !== '') yield { number, text }
}
