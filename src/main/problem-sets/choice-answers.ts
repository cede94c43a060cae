import type { Problem } from '../../shared/problem-set.ts'
import { ImportError, quote } from './import-error.ts'
import type { ImportNotes } from './import-notes.ts'
import { letterAt, type Options } from './options.ts'

/** A problem as it was read, before it is known how the set names its right options. */
export interface ReadProblem {
  readonly place: string
  readonly problem: Problem
  readonly options: Options | null
  /** The answer was a number in the file, not a text. */
  readonly isNumber: boolean
}

/**
 * Turns the answers of multiple-choice problems into what the options are called by everywhere: the letter, where the
 * file has a mark or the number of an option; a text of an option stays that text. Whether numbers count options, and
 * from 0 or from 1, is seen from the whole set: one that has `0` counts from 0. Where every number fits both, numbers
 * count from 0, as programs do; of texts nobody knows who wrote them.
 *
 * @param field the field that the answers are from.
 * @throws ImportError where texts are numbers of options and nothing says from where they count.
 */
export function nameChoices(
  read: readonly ReadProblem[],
  field: string | null,
  notes: ImportNotes
): Problem[] {
  const first = firstIndex(read, field)
  return read.map((one) => {
    const { problem, options, place } = one
    if (options === null || problem.answer === undefined) return problem
    const given = problem.answer
    const letter = letterOf(given, options, first)
    if (letter !== null) {
      if (letter.fromIndex)
        notes.add('index', place, `${given} became ${letter.text}, counted from ${first}`)
      return { ...problem, answer: letter.text, answerKind: problem.answerKind ?? 'choice' }
    }
    if (isText(given, options)) return { ...problem, answerKind: problem.answerKind ?? 'choice' }
    notes.add('no-option', place, `"${given.slice(0, 40)}"`)
    return problem
  })
}

/** From where the set counts options, or null where its answers are no numbers of options. */
function firstIndex(read: readonly ReadProblem[], field: string | null): 0 | 1 | null {
  const chosen = read.filter(
    ({ options, problem }) => options !== null && problem.answer !== undefined
  )
  if (chosen.length === 0) return null
  const positions = chosen.map(({ problem, options, isNumber }) => ({
    isNumber: isNumber || placesIn(problem.answer!).length > 1,
    places: placesIn(problem.answer!),
    count: options!.texts.length,
    marked: labelled(problem.answer!, options!) !== null,
    text: isText(problem.answer!, options!)
  }))
  if (positions.every(({ marked }) => marked)) return null
  const saysIndex = field !== null && /(?:index|idx)$/i.test(field.replace(/[\s_-]/g, ''))
  if (!saysIndex && positions.every(({ text }) => text)) return null
  const fit = (from: 0 | 1) =>
    positions.every(
      ({ places, count }) =>
        places.length > 0 && places.every((place) => place >= from && place < count + from)
    )
  if (!fit(0)) return fit(1) ? 1 : null
  const unsure = positions.findIndex(({ isNumber }) => !isNumber)
  if (unsure >= 0 && fit(1)) throw countedFromWhere(chosen[unsure]!)
  return 0
}

/** `2`, or `0, 2` where several are right; empty for what is no place. */
function placesIn(answer: string): readonly number[] {
  return /^\d{1,2}(?:, \d{1,2})*$/.test(answer) ? answer.split(', ').map(Number) : []
}

function countedFromWhere({ place, problem }: ReadProblem): ImportError {
  return new ImportError(
    `At ${place}: the answer ${quote(problem.answer!)} is the number of an option, and nothing in the file says whether ` +
      'options are counted from 0 or from 1: write the letters of the right options (A, B, C) instead.'
  )
}

function letterOf(
  given: string,
  options: Options,
  first: 0 | 1 | null
): { readonly text: string; readonly fromIndex: boolean } | null {
  if (first !== null) {
    const letters = placesIn(given).map((place) => letterAt(place - first))
    return { text: letters.join(', '), fromIndex: true }
  }
  const position = labelled(given, options)
  if (position !== null) return { text: letterAt(position), fromIndex: false }
  const several = given.split(/\s*[,;]\s*|(?<=[A-J])(?=[A-J])/)
  const positions = several.map((one) => labelled(one, options))
  if (several.length > 1 && positions.every((one) => one !== null)) {
    return { text: positions.map((one) => letterAt(one)).join(', '), fromIndex: false }
  }
  return null
}

/** The position of the option with this mark: its own, or the letter of its place. */
function labelled(given: string, { labels, texts }: Options): number | null {
  const bare = (text: string) =>
    text
      .replace(/^\s*(?:option|choice|answer)[\s:]+/i, '')
      .replace(/^[\s(]+|[\s).:]+$/g, '')
      .toUpperCase()
  const marks = labels ?? texts.map((_, at) => letterAt(at))
  const position = marks.findIndex((mark) => bare(mark) === bare(given))
  return position < 0 ? null : position
}

function isText(given: string, { texts }: Options): boolean {
  return texts.some((text) => text.trim().toLowerCase() === given.trim().toLowerCase())
}
