import { basename } from 'node:path'
import type { FieldMapping, Problem } from '../../shared/problem-set.ts'
import { requireFile } from '../require-file.ts'
import { inWords } from '../system-errors.ts'
import { nameChoices, type ReadProblem } from './choice-answers.ts'
import { detectMapping, type MappingOverride } from './field-mapping.ts'
import { plainName } from './field-names.ts'
import { readRecords } from './formats/read-records.ts'
import { openSource } from './formats/source.ts'
import { alarmOf, countGradable, withPlainKind } from './gradability.ts'
import type { SeveralAnswers } from './gold-answer.ts'
import { ImportError, quote } from './import-error.ts'
import { createImportNotes, type ImportNotes } from './import-notes.ts'
import { withPrintedStructs } from './printed-structs.ts'
import { countWarning } from './known-sets.ts'
import { READING_LIMITS } from './limits.ts'
import type { SourceRecord } from './source-record.ts'
import { toProblem, type ReadingRules } from './to-problem.ts'

export interface ImportedProblems {
  readonly mapping: FieldMapping
  readonly problems: readonly Problem[]
  /** What was changed or is missing, one sentence each. */
  readonly warnings: readonly string[]
  /** What must be said before it is saved, because most of it cannot be graded; null where it can. */
  readonly alarm: string | null
}

/** What a person says of a file, where a guess is to be overruled. */
export interface ImportChoices {
  /** What it is called, where that is not the name of its path. */
  readonly name?: string | undefined
  readonly mapping?: MappingOverride | undefined
  readonly several?: SeveralAnswers | undefined
  readonly answerKind?: string | undefined
  readonly tolerance?: number | undefined
  readonly relativeTolerance?: number | undefined
}

export interface ImportProgress {
  /** How much of the file was read, from 0 to 1. */
  readonly share: number
  /** That were read; of an exported run, attempts. */
  readonly problems: number
}

// Fields that are often empty, such as a tolerance, need more than the first record to be seen.
const RECORDS_FOR_MAPPING = 100
/** Ids under these names are meant as such: where they repeat, something is wrong with the file. */
const MEANT_AS_ID = /^(?:id|uniqueid|problemid|questionid|uid|uuid|qid|pid)$/

/**
 * Reads a file of problems in this very process; `importProblems` does it in one that may die of it. All of it or
 * nothing.
 *
 * @throws ImportError with one sentence that names the line and what was expected.
 * @throws UserError where the system does not give the file.
 */
export async function readProblems(
  path: string,
  choices: ImportChoices = {},
  onProgress: (progress: ImportProgress) => void = () => {}
): Promise<ImportedProblems> {
  requireFile(path)
  return inWords(() => readAll(path, choices, onProgress))
}

async function readAll(
  path: string,
  { name = basename(path), mapping: override, ...choices }: ImportChoices,
  onProgress: (progress: ImportProgress) => void
): Promise<ImportedProblems> {
  const notes = createImportNotes()
  const source = await openSource(path, notes)
  const found = new Collection(notes)
  const waiting: SourceRecord[] = []
  let reading: ReadingRules | null = null

  function begin(): ReadingRules {
    const begun = { ...choices, mapping: detectMapping(waiting, override) }
    found.mapping = begun.mapping
    for (const one of waiting) found.take(one, begun)
    return begun
  }
  for await (const given of readRecords(source)) {
    const record = withPrintedStructs(given)
    if (reading !== null) found.take(record, reading)
    else if (waiting.push(record) === RECORDS_FOR_MAPPING) reading = begin()
    onProgress({ share: source.progress, problems: found.size })
  }
  if (reading === null) {
    if (waiting.length === 0)
      throw new ImportError('The file has no problems: expected at least one.')
    reading = begin()
  }
  const problems = withPlainKind(found.problems())
  const alarm = alarmOf(problems, countGradable(problems, notes))
  const unexpectedCount = countWarning(name, problems.length)
  return {
    mapping: reading.mapping,
    problems,
    alarm,
    warnings: [...(unexpectedCount === null ? [] : [unexpectedCount]), ...notes.sentences()]
  }
}

/** The problems of a file, as they come. */
class Collection {
  mapping: FieldMapping | null = null
  readonly #notes: ImportNotes
  readonly #read: ReadProblem[] = []
  readonly #byId = new Map<string, ReadProblem>()
  readonly #texts = new Set<string>()
  #characters = 0
  /** Their ids repeat, so they are none. */
  #numbered = false

  constructor(notes: ImportNotes) {
    this.#notes = notes
  }

  get size(): number {
    return this.#read.length
  }

  take(record: SourceRecord, reading: ReadingRules): void {
    const one = toProblem(record, reading, this.#read.length + 1, this.#notes)
    const { problem, place } = one
    const earlier = this.#byId.get(problem.id)
    if (earlier !== undefined && !this.#numbered) {
      if (earlier.problem.text === problem.text && earlier.problem.answer === problem.answer) {
        this.#notes.add('repeated', place)
        return
      }
      const field = reading.mapping.id ?? ''
      if (MEANT_AS_ID.test(plainName(field))) {
        throw new ImportError(
          `At ${place}: the id ${quote(problem.id)} is already that of ${earlier.place}; ` +
            'make the ids differ, or leave them out with --map id= to number the problems.'
        )
      }
      this.#numbered = true
      this.#notes.add('numbered', place, quote(field))
    }
    this.#byId.set(problem.id, one)
    if (this.#texts.has(problem.text)) this.#notes.add('same-text', place)
    this.#texts.add(problem.text)
    this.#characters += problem.text.length + (problem.solution?.length ?? 0)
    if (this.#read.push(one) > READING_LIMITS.problems || this.#characters > READING_LIMITS.text) {
      throw new ImportError(
        `The file has more than the ${READING_LIMITS.problems.toLocaleString('en')} problems, or the ` +
          `${READING_LIMITS.text / 2 ** 20} million characters, that a set can have: make a smaller file of those that you need.`
      )
    }
  }

  problems(): Problem[] {
    const named = nameChoices(this.#read, this.mapping?.answer ?? null, this.#notes)
    return this.#numbered ? named.map((problem, at) => ({ ...problem, id: String(at + 1) })) : named
  }
}
