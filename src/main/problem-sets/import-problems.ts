import type { FieldMapping, ImportPreview, Problem } from '../../shared/problem-set.ts'
import type { MappingOverride } from './field-mapping.ts'
import { answerKindsOf } from './gradability.ts'
import type { ImportChoices, ImportedProblems } from './read-problems.ts'
import { askReadingProcess, type AskOptions } from './reading-process.ts'

export type { ImportedProblems } from './read-problems.ts'

export type ImportOptions = Omit<ImportChoices, 'mapping'> & AskOptions

/**
 * Reads a file of problems, whatever its format and however its fields are called, in a process of its own under limits
 * on memory and time: no file can end the program or make it wait. All of it or nothing.
 *
 * @throws ImportError with one sentence that names the line and what was expected, or what the file did.
 * @throws ImportStopped when the signal says so.
 */
export async function importProblems(
  path: string,
  override: MappingOverride = {},
  { signal, onProgress, entry, ...choices }: ImportOptions = {}
): Promise<ImportedProblems> {
  const problems: Problem[] = []
  let rest: Omit<ImportedProblems, 'problems'> | null = null
  await askReadingProcess(
    { do: 'problems', path, choices: { ...choices, mapping: override } },
    (part) => {
      if (part.type === 'problems') problems.push(...part.problems)
      else if (part.type === 'rest') {
        const { mapping, warnings, alarm } = part
        rest = { mapping, warnings, alarm }
      }
    },
    { signal, onProgress, entry }
  )
  if (rest === null) throw new Error('The process that reads files left out its last part')
  return {
    ...(rest as { mapping: FieldMapping; warnings: string[]; alarm: string | null }),
    problems
  }
}

/** What a user sees of an import before it is stored. */
export function previewOf({ problems, mapping, warnings, alarm }: ImportedProblems): ImportPreview {
  return {
    count: problems.length,
    mapping,
    first: problems
      .slice(0, 5)
      .map(({ id, text, answer }) => ({ id, text, ...(answer && { answer }) })),
    kinds: answerKindsOf(problems),
    alarm,
    warnings: [...warnings]
  }
}
