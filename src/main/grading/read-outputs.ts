import { open } from 'node:fs/promises'
import { readRecords } from '../problem-sets/formats/read-records.ts'
import { openSource, type Source } from '../problem-sets/formats/source.ts'
import { readLines } from '../problem-sets/formats/text.ts'
import { ImportError } from '../problem-sets/import-error.ts'
import { createImportNotes } from '../problem-sets/import-notes.ts'
import { READING_LIMITS } from '../problem-sets/limits.ts'
import type { Fields } from '../problem-sets/source-record.ts'
import { requireFile } from '../require-file.ts'
import { inWords } from '../system-errors.ts'
import { isGradingLine, parseLine, type GradingLine } from './grading-line.ts'
import { readInspectLog } from './inspect-log.ts'
import { readStoredOutput } from './stored-outputs.ts'

/** The outputs of a file, as lines to grade. */
export interface StoredOutputs {
  /** Who stored them; null for lines of our own. */
  readonly tool: string | null
  readonly lines: readonly GradingLine[]
  /** Records without a gold answer or without a written output. */
  readonly leftOut: number
}

/**
 * Reads lines of our own, or the outputs that another tool stored, in this very process; `outputsOfFile` does it in one that may die of it.
 *
 * @throws ImportError where the file cannot be read, or has nothing that can be graded.
 */
export function readOutputs(path: string): Promise<StoredOutputs> {
  requireFile(path)
  return inWords(() => readAll(path))
}

async function readAll(path: string): Promise<StoredOutputs> {
  if (await isZip(path)) return readStored(readInspectLog(path))
  const source = await openSource(path, createImportNotes())
  if (await isOwn(source)) return readOwn(source)
  return readStored(fieldsOf(source))
}

async function isOwn(source: Source): Promise<boolean> {
  for await (const { text } of readLines(source)) {
    if (text.trim() !== '') return isGradingLine(text)
  }
  return false
}

async function readOwn(source: Source): Promise<StoredOutputs> {
  const found = new Lines()
  for await (const { number, text } of readLines(source)) {
    if (text.trim() !== '') found.add(parseLine(text, `${source.path}, line ${number}`))
  }
  return { tool: null, lines: found.all, leftOut: 0 }
}

async function readStored(records: AsyncIterable<Fields>): Promise<StoredOutputs> {
  const found = new Lines()
  let [tool, leftOut, seen] = ['', 0, 0]
  // lm-evaluation-harness stores each output once for every filter that it reads the answer with.
  let filter: unknown
  for await (const record of records) {
    if (seen++ === 0) filter = record.filter
    if (record.filter !== filter) continue
    const output = readStoredOutput(record)
    if (output === null) leftOut++
    else found.add(output.line)
    tool ||= output?.tool ?? ''
  }
  if (found.all.length === 0) {
    throw new ImportError(
      'The file has no outputs with a gold answer: expected lines with "gold" and "pred", or what lm-evaluation-harness, ' +
        'lighteval or Inspect store.'
    )
  }
  return { tool, lines: found.all, leftOut }
}

/** The lines of a file, as many as can be graded at once. */
class Lines {
  readonly all: GradingLine[] = []
  #characters = 0

  add(line: GradingLine): void {
    this.#characters += line.pred.length + (line.gold?.length ?? 0)
    if (this.all.push(line) > READING_LIMITS.problems || this.#characters > READING_LIMITS.text) {
      throw new ImportError(
        `The file has more than ${READING_LIMITS.problems.toLocaleString('en')} outputs, or more than ` +
          `${READING_LIMITS.text / 2 ** 20} million characters of them: grade it in parts.`
      )
    }
  }
}

async function* fieldsOf(source: Source): AsyncGenerator<Fields, void> {
  for await (const { fields } of readRecords(source)) yield fields
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.toString('latin1') === 'PK\u0003\u0004'
  } finally {
    await file.close()
  }
}
