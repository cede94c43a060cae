import {
  type FieldMapping,
  type ProblemField,
  problemFieldSchema
} from '../../shared/problem-set.ts'
import { ALIASES, plainName } from './field-names.ts'
import { AND, fieldNames, isMissing, valueAt } from './field-values.ts'
import { ImportError, quote } from './import-error.ts'
import { optionColumns } from './option-columns.ts'
import { readOptionField } from './options.ts'
import { readPrompt } from './prompt.ts'
import type { SourceRecord } from './source-record.ts'

/** A mapping as a user gives it: an empty name leaves a field out. */
export type MappingOverride = Readonly<Partial<Record<ProblemField, string>>>

/**
 * Finds the file's field for each field of a problem, from the names in its first records and from whether they hold
 * anything. A field within another is found by its own name and named with its path; what several fields make together,
 * such as a passage of a title and a table, is named with a `+` between them.
 *
 * @throws ImportError when the file has no such field, or none that looks like a problem.
 */
export function detectMapping(
  records: readonly SourceRecord[],
  override: MappingOverride = {}
): FieldMapping {
  const names = new Set(records.flatMap(({ fields, place }) => fieldNames(fields, place)))
  const found = new Map<ProblemField, string | null>()
  function detect(field: ProblemField): string | null {
    const chosen = override[field]
    if (chosen !== undefined) return named(chosen, names)
    const problem = found.get('problem') ?? null
    const free = [...names].filter(
      (name) => (name !== problem || field === 'answer') && fits(field, name, records)
    )
    switch (field) {
      case 'passage':
        return joined(
          ALIASES.passage.flatMap((alias) => byAlias([alias], free) ?? []),
          problem !== null && plainName(problem) === 'instruction' ? byAlias(['input'], free) : null
        )
      case 'options':
        return (
          byAlias(ALIASES.options, free) ??
          joined(optionColumns(free)) ??
          markedAnswers(free, records)
        )
      case 'answer': {
        // The place where sets for reinforcement learning keep it.
        const nested = free.find((name) => /(?:^|\.)reward_model\.ground_truth$/.test(name))
        const top = byAlias(ALIASES.answer, free.filter(isTop))
        return top ?? nested ?? byAlias(ALIASES.answer, free)
      }
      case 'problem': {
        const aliases = ALIASES.problem
        const found = byAlias(aliases, free.filter(isTop)) ?? byAlias(aliases, free)
        // One that cannot be read is refused by its place, in words that name it.
        return found ?? byAlias(aliases, [...names].filter(isTop))
      }
      case 'solution':
      case 'id':
      case 'subject':
      case 'level':
      case 'tolerance':
      case 'unit':
      case 'answerKind':
      case 'alternatives':
      case 'relativeTolerance':
        return byAlias(ALIASES[field], free.filter(isTop)) ?? byAlias(ALIASES[field], free)
      default:
        return field satisfies never
    }
  }
  for (const field of problemFieldSchema.options) found.set(field, detect(field))
  if (found.get('problem') === null) {
    throw new ImportError(
      `No field looks like a problem's text: the file has ${list(names)}; name it with --map problem=FIELD.`
    )
  }
  return Object.fromEntries(found) as FieldMapping
}

function joined(names: readonly string[], more: string | null = null): string | null {
  const all = more === null ? names : [...names, more]
  return all.length === 0 ? null : all.join(AND)
}

function isTop(name: string): boolean {
  return !name.includes('.')
}

/** The user's names as the file has them, several with `+` between them. */
function named(chosen: string, names: ReadonlySet<string>): string | null {
  if (chosen === '') return null
  return joined(
    (names.has(chosen) ? [chosen] : chosen.split(AND)).map((one) => {
      if (names.has(one)) return one
      const wanted = one.trim().toLowerCase()
      const name = [...names].find((candidate) => candidate.toLowerCase() === wanted)
      if (name !== undefined) return name
      throw new ImportError(`The file has no field ${quote(one)}: it has ${list(names)}.`)
    })
  )
}

/** By the last part of the name: fields lie in others. */
function byAlias(aliases: readonly string[], names: readonly string[]): string | null {
  for (const alias of aliases) {
    const name = names.find(
      (candidate) => plainName(candidate.slice(candidate.lastIndexOf('.') + 1)) === alias
    )
    if (name !== undefined) return name
  }
  return null
}

/** Answers of which the file says which is right are options: `answers: [{text: '5', is_correct: false}, ...]`. */
function markedAnswers(names: readonly string[], records: readonly SourceRecord[]): string | null {
  const name = byAlias(['answers'], names)
  const isMarked = records.some(
    ({ fields }) =>
      name !== null && (readOptionField(valueAt(fields, name))?.right ?? null) !== null
  )
  return isMarked ? name : null
}

/** Can the field be that one, by what the first records have in it? */
function fits(field: ProblemField, name: string, records: readonly SourceRecord[]): boolean {
  const values = records
    .map(({ fields }) => valueAt(fields, name))
    .filter((value) => !isMissing(value))
  switch (field) {
    case 'problem':
      return values.some((value) => readPrompt(value) !== null)
    case 'answer':
      // Marks of options are no answers.
      return values.length > 0 && !/(?:options|choices)\.[^.]*$/i.test(name)
    case 'tolerance':
    case 'relativeTolerance':
      // `error` is a tolerance in OlympiadBench, and a message elsewhere.
      return values.every((value) => Number.isFinite(Number(value)))
    case 'passage':
    case 'unit':
      return values.length > 0 && isTop(name)
    case 'solution':
    case 'id':
    case 'subject':
    case 'level':
    case 'options':
    case 'answerKind':
    case 'alternatives':
      return true
    default:
      return field satisfies never
  }
}

function list(names: ReadonlySet<string>): string {
  const shown = [...names].filter(isTop).slice(0, 12).map(quote)
  if (shown.length === 0) return 'no fields'
  return shown.join(', ') + (names.size > shown.length ? ' and more' : '')
}
