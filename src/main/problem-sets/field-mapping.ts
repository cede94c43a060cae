import {
  type FieldMapping,
  type ProblemField,
  problemFieldSchema
} from '../../shared/problem-set.ts'
import { ImportError, quote } from './import-error.ts'
import type { SourceRecord } from './source-record.ts'

/** Names under which files keep a field, likeliest first; letter case, spaces, `_` and `-` do not matter. */
const ALIASES: Readonly<Record<ProblemField, readonly string[]>> = {
  problem: [
    'problem',
    'question',
    'input',
    'problemtext',
    'problemstatement',
    'text',
    'prompt',
    'query'
  ],
  answer: [
    'answer',
    'finalanswer',
    'expectedanswer',
    'target',
    'goldanswer',
    'gold',
    'groundtruth',
    'correctanswer',
    'label'
  ],
  solution: ['solution', 'referencesolution', 'rationale', 'explanation'],
  id: ['id', 'uniqueid', 'problemid', 'questionid', 'uid', 'idx'],
  // OlympiadBench says "Math" under `subject` everywhere and the subject under `subfield`.
  subject: ['subfield', 'subject', 'type', 'category', 'topic'],
  level: ['level', 'difficulty'],
  options: ['options', 'choices'],
  tolerance: ['tolerance', 'error']
}

/** A mapping as a user gives it: an empty name leaves a field out. */
export type MappingOverride = Readonly<Partial<Record<ProblemField, string>>>

/**
 * Finds the file's field for each field of a problem, from the names in its first records.
 *
 * @throws ImportError when the file has no such field, or none that looks like a problem.
 */
export function detectMapping(
  records: readonly SourceRecord[],
  override: MappingOverride = {}
): FieldMapping {
  const names = new Set(records.flatMap(({ fields }) => Object.keys(fields)))
  const found = problemFieldSchema.options.map((field) => {
    const chosen = override[field]
    if (chosen !== undefined) return [field, named(chosen, names)] as const
    const fits = [...names].filter((name) => field !== 'tolerance' || isTolerance(records, name))
    return [field, byAlias(ALIASES[field], fits)] as const
  })
  const mapping = Object.fromEntries(found) as FieldMapping
  if (mapping.problem === null) {
    throw new ImportError(
      `No field looks like a problem's text: the file has ${list(names)}; name it with --map problem=FIELD.`
    )
  }
  return mapping
}

function named(chosen: string, names: ReadonlySet<string>): string | null {
  if (chosen === '') return null
  if (names.has(chosen)) return chosen
  const wanted = chosen.toLowerCase()
  const name = [...names].find((candidate) => candidate.toLowerCase() === wanted)
  if (name === undefined) {
    throw new ImportError(`The file has no field ${quote(chosen)}: it has ${list(names)}.`)
  }
  return name
}

function byAlias(aliases: readonly string[], names: readonly string[]): string | null {
  for (const alias of aliases) {
    const name = names.find((candidate) => candidate.toLowerCase().replace(/[\s_-]/g, '') === alias)
    if (name !== undefined) return name
  }
  return null
}

/** `error` is a tolerance in OlympiadBench, and a message elsewhere. */
function isTolerance(records: readonly SourceRecord[], name: string): boolean {
  return records.every(({ fields }) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : null
    return value === null || value === '' || Number.isFinite(Number(value))
  })
}

function list(names: ReadonlySet<string>): string {
  const shown = [...names].slice(0, 12).map(quote)
  if (shown.length === 0) return 'no fields'
  return shown.join(', ') + (names.size > shown.length ? ' and more' : '')
}
