import { SET_FORMAT_LABELS } from '../../../shared/set-formats.ts'
import { ImportError } from '../import-error.ts'
import type { SourceRecord } from '../source-record.ts'
import type { BinaryFormat, TextBeginning, TextFormat } from './format.ts'
import { FORMATS } from './formats.ts'
import { beginningOf, type Source } from './source.ts'
import { readLines, readText } from './text.ts'

/** Formats of data that are no text and that people take for a problem set, by how they begin. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['ARROW1', 'an Arrow file: write it as Parquet'],
  ['SQLite format 3', 'a database: export the table as CSV'],
  ['%PDF', `a PDF: expected ${SET_FORMAT_LABELS}`],
  ['\u0089HDF', 'an HDF5 file: write it as Parquet'],
  ['\u001f\u008b', 'packed twice: unpack it first'],
  ['(\u00b5/\u00fd', 'packed twice: unpack it first'],
  ['PK\u0003\u0004', 'packed twice: unpack it first']
]

/**
 * The records of a file of any known format.
 *
 * @throws ImportError, while it is read, at the first thing that is not as expected.
 */
export async function* readRecords(source: Source): AsyncGenerator<SourceRecord, void> {
  yield* (await detectFormat(source)).read(source)
}

/**
 * Tells the format by the content: names of files lie.
 *
 * @throws ImportError when there is nothing in it, or nothing that is text.
 */
async function detectFormat(source: Source): Promise<BinaryFormat | TextFormat> {
  const formats = Object.values(FORMATS)
  const bytes = await beginningOf(source, 512)
  const beginning = bytes.toString('latin1')
  const binary = formats.find((format) => 'mark' in format && beginning.startsWith(format.mark))
  if (binary) return binary
  const foreign = FOREIGN.find(([mark]) => beginning.startsWith(mark))
  if (foreign) throw new ImportError(`The file is ${foreign[1]}.`)
  if (beginning.slice(257, 262) === 'ustar') {
    throw new ImportError('The file is a tar archive: unpack it, and import one of its files.')
  }
  let lines: Promise<readonly string[]> | undefined
  const text: TextBeginning = {
    first: await firstVisible(source),
    lines: () => (lines ??= firstLines(source))
  }
  for (const format of formats) {
    if ('claims' in format && (await format.claims(text))) return format
  }
  throw new Error('No format claims the file')
}

async function firstLines(source: Source): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const { text } of readLines(source)) {
    if (text.trim() !== '') lines.push(text)
    if (lines.length === 2) break
  }
  return lines
}

async function firstVisible(source: Source): Promise<string> {
  for await (const text of readText(source)) {
    if (text.includes('\u0000')) {
      throw new ImportError(`The file is not text: expected ${SET_FORMAT_LABELS}.`)
    }
    const visible = text.trimStart()
    if (visible !== '') return visible[0]!
  }
  throw new ImportError('The file is empty: expected at least one problem.')
}
