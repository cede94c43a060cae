import { createReadStream } from 'node:fs'
import { ImportError } from '../import-error.ts'

/** A line of text with its number, the first being 1. */
export interface Line {
  readonly number: number
  readonly text: string
}

// Far longer than any problem; a file of another kind must not fill the memory before it is refused.
const LONGEST_LINE = 64 * 2 ** 20

/**
 * The text of a UTF-8 file in pieces, its byte order mark removed. Each piece is a turn of the event loop, so that a
 * large file holds nobody up.
 *
 * @throws ImportError where the bytes are not UTF-8.
 */
export async function* readText(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  function decode(chunk?: Buffer): string {
    try {
      const text = decoder.decode(chunk, { stream: chunk !== undefined })
      line += newlines(text)
      return text
    } catch {
      const [before] = new TextDecoder().decode(chunk).split('\uFFFD', 1)
      throw new ImportError(
        `The file is not UTF-8 text (near line ${line + newlines(before!)}): save it as UTF-8, and unpack it first ` +
          'if it is compressed.'
      )
    }
  }
  for await (const chunk of createReadStream(path)) yield decode(chunk as Buffer)
  yield decode()
}

function newlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** The lines of a text file without their ends, LF or CRLF. A file that ends with a newline has no line after it. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let number = 1
  let pieces: string[] = []
  let length = 0
  for await (const text of readText(path)) {
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      pieces.push(text.slice(start, end))
      yield { number: number++, text: pieces.join('').replace(/\r$/, '') }
      pieces = []
      length = 0
      start = end + 1
    }
    pieces.push(text.slice(start))
    length += text.length - start
    if (length > LONGEST_LINE) {
      throw new ImportError(
        `Line ${number} is longer than ${LONGEST_LINE} characters: expected one problem a line.`
      )
    }
  }
  const text = pieces.join('')
  if (text !== '') yield { number, text: text.replace(/\r$/, '') }
}
