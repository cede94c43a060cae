import { basename } from 'node:path'
import type { FieldMapping, ImportPreview, Problem } from '../../shared/problem-set.ts'
import { requireFile } from '../require-file.ts'
import { inWords } from '../system-errors.ts'
import { detectMapping, type MappingOverride } from './field-mapping.ts'
import { readRecords } from './formats/read-records.ts'
import { ImportError, quote } from './import-error.ts'
import { createImportNotes } from './import-notes.ts'
import { countWarning } from './known-sets.ts'
import type { SourceRecord } from './source-record.ts'
import { toProblem } from './to-problem.ts'

export interface ImportedProblems {
  readonly mapping: FieldMapping
  readonly problems: readonly Problem[]
  /** What was changed or is missing, one sentence each. */
  readonly warnings: readonly string[]
}

// Fields that are often empty, such as a tolerance, need more than the first record to be seen.
const RECORDS_FOR_MAPPING = 100

/**
 * Reads a file of problems: JSON Lines, a JSON array, JSON by columns, CSV or Parquet, whatever its fields are called.
 * All of it or nothing; while it reads, other work goes on.
 *
 * @throws ImportError with one sentence that names the line and what was expected.
 */
export async function importProblems(
  path: string,
  override: MappingOverride = {}
): Promise<ImportedProblems> {
  requireFile(path)
  return inWords(() => readProblems(path, override))
}

/** What a user sees of an import before it is stored. */
export function previewOf({ problems, mapping, warnings }: ImportedProblems): ImportPreview {
  return {
    count: problems.length,
    mapping,
    first: problems
      .slice(0, 5)
      .map(({ id, text, answer }) => ({ id, text, ...(answer && { answer }) })),
    warnings: [...warnings]
  }
}

async function readProblems(path: string, override: MappingOverride): Promise<ImportedProblems> {
  const notes = createImportNotes()
  const problems: Problem[] = []
  const placeOfId = new Map<string, string>()
  const texts = new Set<string>()
  let mapping: FieldMapping | undefined

  function take(record: SourceRecord, mapping: FieldMapping): void {
    const problem = toProblem(record, mapping, problems.length + 1, notes)
    const earlier = placeOfId.get(problem.id)
    if (earlier !== undefined) {
      throw new ImportError(
        `At ${record.place}: the id ${quote(problem.id)} is already that of ${earlier}; ` +
          'make the ids differ, or leave them out with --map id= to number the problems.'
      )
    }
    placeOfId.set(problem.id, record.place)
    if (texts.has(problem.text)) notes.add('same-text', record.place)
    texts.add(problem.text)
    problems.push(problem)
  }

  const waiting: SourceRecord[] = []
  for await (const record of readRecords(path)) {
    if (mapping !== undefined) {
      take(record, mapping)
    } else if (waiting.push(record) === RECORDS_FOR_MAPPING) {
      mapping = detectMapping(waiting, override)
      for (const one of waiting) take(one, mapping)
    }
  }
  if (mapping === undefined) {
    if (waiting.length === 0)
      throw new ImportError('The file has no problems: expected at least one.')
    mapping = detectMapping(waiting, override)
    for (const one of waiting) take(one, mapping)
  }

  const unexpectedCount = countWarning(basename(path), problems.length)
  return {
    mapping,
    problems,
    warnings: [...(unexpectedCount === null ? [] : [unexpectedCount]), ...notes.sentences()]
  }
}
