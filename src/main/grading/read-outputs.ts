import { open } from 'node:fs/promises'
import { readRecords } from '../problem-sets/formats/read-records.ts'
import { openSource } from '../problem-sets/formats/source.ts'
import { ImportError } from '../problem-sets/import-error.ts'
import { createImportNotes } from '../problem-sets/import-notes.ts'
import { LIMITS } from '../problem-sets/limits.ts'
import type { Fields } from '../problem-sets/source-record.ts'
import { requireFile } from '../require-file.ts'
import { inWords } from '../system-errors.ts'
import type { GradingLine } from './grading-line.ts'
import { readInspectLog } from './inspect-log.ts'
import { readStoredOutput } from './stored-outputs.ts'

/** The outputs of a file, as lines to grade. */
export interface StoredOutputs {
  /** Who stored them. */
  readonly tool: string
  readonly lines: readonly GradingLine[]
  /** Records without a gold answer or without a written output. */
  readonly leftOut: number
}

/**
 * Reads the outputs that another tool stored, in this very process; `outputsOfFile` does it in one that may die of it.
 *
 * @throws ImportError where the file cannot be read, or has nothing that can be graded.
 */
export function readOutputs(path: string): Promise<StoredOutputs> {
  requireFile(path)
  return inWords(() => readAll(path))
}

async function readAll(path: string): Promise<StoredOutputs> {
  const lines: GradingLine[] = []
  let [tool, leftOut, seen] = ['', 0, 0]
  // lm-evaluation-harness stores each output once for every filter that it reads the answer with.
  let filter: unknown
  for await (const record of recordsOf(path)) {
    if (seen++ === 0) filter = record.filter
    if (record.filter !== filter) continue
    const found = readStoredOutput(record)
    if (found === null) leftOut++
    else if (lines.push(found.line) > LIMITS.problems) {
      throw new ImportError(
        `The file has more than ${LIMITS.problems.toLocaleString('en')} outputs: grade it in parts.`
      )
    }
    tool ||= found?.tool ?? ''
  }
  if (lines.length === 0) {
    throw new ImportError(
      'The file has no outputs with a gold answer: expected lines with "gold" and "pred", or what lm-evaluation-harness, ' +
        'lighteval or Inspect store.'
    )
  }
  return { tool, lines, leftOut }
}

async function* recordsOf(path: string): AsyncGenerator<Fields, void> {
  if (await isZip(path)) return yield* readInspectLog(path)
  const source = await openSource(path, createImportNotes())
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
