import type { FieldMapping, Problem, ProblemField } from '../../shared/problem-set.ts'
import { conclusionOf, readGoldAnswer } from './gold-answer.ts'
import { ImportError, quote } from './import-error.ts'
import type { ImportNotes } from './import-notes.ts'
import { readOptions } from './options.ts'
import { readPrompt } from './prompt.ts'
import { kindOf, isFields, type SourceRecord } from './source-record.ts'

/**
 * Understands one record.
 *
 * @param ordinal its position in the file, the first being 1: its id where it has none.
 * @throws ImportError when it has no text, or a field is of a kind that cannot be read.
 */
export function toProblem(
  record: SourceRecord,
  mapping: FieldMapping,
  ordinal: number,
  notes: ImportNotes
): Problem {
  const { place } = record
  function value(field: ProblemField): unknown {
    const name = mapping[field]
    return name === null || !Object.hasOwn(record.fields, name) ? undefined : record.fields[name]
  }

  const prompt = readPrompt(value('problem'))
  if (prompt === null) {
    throw new ImportError(
      `At ${place}: expected the problem's text in ${quote(mapping.problem)}, found ${kindOf(value('problem'))}.`
    )
  }
  if (prompt.text === '') {
    throw new ImportError(`At ${place}: the problem's text in ${quote(mapping.problem)} is empty.`)
  }
  if (prompt.unwrapped) notes.add('chat-template', place)

  let solution = readSolution(value('solution'))
  const gold = readGoldAnswer(value('answer'))
  let answer: string | undefined
  switch (gold.kind) {
    case 'answer':
      answer = gold.text
      if (gold.before !== null)
        notes.add('rewritten-number', place, `${quote(gold.before)} became ${quote(answer)}`)
      if (gold.worked) solution ??= readSolution(value('answer'))
      break
    case 'none': {
      const concluded = solution === undefined ? undefined : readGoldAnswer(conclusionOf(solution))
      if (concluded?.kind === 'answer') {
        answer = concluded.text
        notes.add('answer-from-solution', place)
      } else {
        notes.add('no-answer', place)
      }
      break
    }
    case 'unreadable':
      throw new ImportError(
        `At ${place}: expected the answer in ${quote(mapping.answer)} as a text or a number, found ${gold.found}.`
      )
  }

  const options = readOptions(value('options'))
  if (options === null) notes.add('options-left-out', place)
  const tolerance = readTolerance(value('tolerance'))
  if (tolerance === null) notes.add('tolerance-left-out', place)
  const subject = readWord(value('subject'))
  const level = readLevel(value('level'))
  return {
    id: readWord(value('id')) ?? String(ordinal),
    text: prompt.text,
    ...(answer === undefined ? {} : { answer }),
    ...(solution === undefined ? {} : { solution }),
    ...(subject === undefined ? {} : { subject }),
    ...(level === undefined ? {} : { level }),
    ...(options ? { options } : {}),
    ...(tolerance ? { tolerance } : {})
  }
}

/** OlympiadBench has a list of alternative solutions: the first is enough. */
function readSolution(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' && first.trim() !== '' ? first.trim() : undefined
}

function readWord(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** `Level 3` is 3; words that hold no number stay words. */
function readLevel(value: unknown): string | number | undefined {
  const word = readWord(value)
  const number = /^(?:level\s*)?(-?\d+(?:\.\d+)?)$/i.exec(word ?? '')?.[1]
  return number === undefined ? word : Number(number)
}

/** Undefined where there is none, null where it cannot be read as one number. */
function readTolerance(value: unknown): number | null | undefined {
  const word = readWord(value)
  if (word === undefined) return isFields(value) ? null : undefined
  const tolerance = Number(word)
  if (tolerance === 0) return undefined
  return Number.isFinite(tolerance) && tolerance > 0 ? tolerance : null
}
