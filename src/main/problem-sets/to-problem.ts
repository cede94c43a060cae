import { extract } from '../../core/answers/extract.ts'
import type { FieldMapping, Problem, ProblemField } from '../../shared/problem-set.ts'
import type { ReadProblem } from './choice-answers.ts'
import { ANY_OF, IMAGES, plainName } from './field-names.ts'
import { AND, isMissing, fieldText, valueAt } from './field-values.ts'
import { conclusionOf, readGoldAnswer, type SeveralAnswers } from './gold-answer.ts'
import { ImportError, quote } from './import-error.ts'
import type { ImportNotes } from './import-notes.ts'
import { givesAnswerAway, labelOf } from './option-columns.ts'
import { fromColumns, letterAt, markedOptions, readOptionField, type Options } from './options.ts'
import { readAssertion } from './promptfoo.ts'
import { type Prompt, readPassage, readPrompt } from './prompt.ts'
import { readListText } from './python-literal.ts'
import { isFields, kindOf, type SourceRecord } from './source-record.ts'

/** What the person says of the whole set, where the file does not say it of each problem. */
export interface ReadingRules {
  readonly mapping: FieldMapping
  /** What several answers to one problem mean; by default what their field's name says. */
  readonly several?: SeveralAnswers | undefined
  readonly answerKind?: string | undefined
  readonly tolerance?: number | undefined
  readonly relativeTolerance?: number | undefined
}

/**
 * Understands one record.
 *
 * @param ordinal its position in the file, the first being 1: its id where it has none.
 * @throws ImportError when it has no text, or a field is of a kind that cannot be read.
 */
export function toProblem(
  record: SourceRecord,
  reading: ReadingRules,
  ordinal: number,
  notes: ImportNotes
): ReadProblem {
  const { place } = record
  const { mapping } = reading
  function value(field: ProblemField): unknown {
    const name = mapping[field]
    return name === null ? undefined : valueAt(record.fields, name)
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
  noteConversation(prompt, place, notes)
  if (prompt.image || hasImage(record, prompt.text)) notes.add('image', place)

  const options = optionsOf(record, mapping)
  if (options === null) notes.add('options-left-out', place)
  const gold = answerOf(record, reading, prompt, options ?? null, notes)
  const alternatives = [...(gold.alternatives ?? []), ...readAlternatives(value('alternatives'))]
  const tolerance = reading.tolerance ?? readTolerance(value('tolerance'))
  if (tolerance === null) notes.add('tolerance-left-out', place)
  const subject = readWord(value('subject'))
  const level = readLevel(value('level'))
  const relativeTolerance =
    reading.relativeTolerance ?? readTolerance(value('relativeTolerance')) ?? undefined
  const { solution, isNumber, ...answer } = gold
  const problem: Problem = {
    id: readWord(value('id')) ?? String(ordinal),
    text: withSurroundings(record, mapping, prompt.text, notes),
    ...answer,
    ...(alternatives.length > 0 && answer.answer !== undefined ? { alternatives } : {}),
    ...(solution === undefined ? {} : { solution }),
    ...(subject === undefined ? {} : { subject }),
    ...(level === undefined ? {} : { level }),
    ...(options ? { options: [...options.texts] } : {}),
    ...(tolerance ? { tolerance } : {}),
    ...(relativeTolerance === undefined ? {} : { relativeTolerance })
  }
  return { place, problem, options: options ?? null, isNumber }
}

function noteConversation(prompt: Prompt, place: string, notes: ImportNotes): void {
  if (prompt.unwrapped) notes.add('chat-template', place)
  if (prompt.followUps > 0) notes.add('follow-ups', place)
}

/** Kinds whose answers are read as mathematics is written; those of others stay as they are. */
const AS_MATHEMATICS = ['mathematics', 'number', 'choice']

type Answered = Pick<Problem, 'answer' | 'alternatives' | 'answerKind' | 'solution'> & {
  readonly isNumber: boolean
}

/** The answer, from its own field, from what the conversation replies, from the options or from the solution's end. */
function answerOf(
  { fields, place }: SourceRecord,
  { mapping, several, answerKind }: ReadingRules,
  prompt: Prompt,
  options: Options | null,
  notes: ImportNotes
): Answered {
  const field = mapping.answer
  const own = field === null ? undefined : valueAt(fields, field)
  const solution = readSolution(
    mapping.solution === null ? undefined : valueAt(fields, mapping.solution)
  )
  const fileKind = readWord(
    mapping.answerKind === null ? undefined : valueAt(fields, mapping.answerKind)
  )
  const kind = answerKind ?? fileKind
  const base = {
    ...(solution === undefined ? {} : { solution }),
    isNumber: typeof own === 'number' || typeof own === 'bigint'
  }
  if (kind === 'json' && typeof own === 'object' && own !== null) {
    return { ...base, answer: JSON.stringify(own), answerKind: kind }
  }
  if (
    kind !== undefined &&
    !AS_MATHEMATICS.includes(kind) &&
    typeof own === 'string' &&
    own.trim() !== ''
  ) {
    return { ...base, answer: own.trim(), answerKind: kind }
  }
  const marked = options === null ? null : markedOptions(own, options)
  if (marked !== null) {
    return { ...base, answer: marked, ...(kind === undefined ? {} : { answerKind: kind }) }
  }
  const check = readAssertion(field, own)
  if (check?.kind === 'own-check') notes.add('own-check', place)
  const asked = check === null ? (own ?? answerIn(prompt.reply)) : check.value
  // Options with a score each are no answer: they say which option is right.
  const gold =
    field !== null && field === mapping.options
      ? ({ kind: 'none' } as const)
      : readGoldAnswer(asked, several ?? meaningOf(field))
  switch (gold.kind) {
    case 'answer': {
      if (gold.before !== null)
        notes.add('rewritten-number', place, `${quote(gold.before)} became ${quote(gold.text)}`)
      if (gold.restored) notes.add('restored', place)
      if (gold.several)
        notes.add(gold.alternatives.length > 0 ? 'any-answer' : 'all-answers', place)
      const said = kind ?? check?.answerKind ?? (gold.truth ? 'yes-no' : undefined)
      return {
        ...base,
        answer: gold.text,
        ...(gold.alternatives.length > 0 ? { alternatives: [...gold.alternatives] } : {}),
        ...(said === undefined ? {} : { answerKind: said }),
        ...(gold.worked && solution === undefined ? { solution: readSolution(asked) } : {})
      }
    }
    case 'none': {
      const said = kind === undefined ? {} : { answerKind: kind }
      if (options !== null && options.right !== null) {
        return { ...base, answer: letterAt(options.right), ...said }
      }
      const concluded = solution === undefined ? undefined : readGoldAnswer(conclusionOf(solution))
      if (concluded?.kind === 'answer') {
        notes.add('answer-from-solution', place)
        return { ...base, answer: concluded.text, ...said }
      }
      notes.add('no-answer', place)
      return base
    }
    case 'unreadable':
      throw new ImportError(
        `At ${place}: expected the answer in ${quote(field)} as a text or a number, found ${gold.found}.`
      )
  }
}

/** What the reply of a conversation comes to: the answer that it states, or all of it. */
function answerIn(reply: string | null): string | null {
  if (reply === null || conclusionOf(reply) !== undefined) return reply
  const { answer, rule } = extract(reply)
  return rule === 'phrase' || rule === 'answer-tag' ? answer : reply
}

function meaningOf(field: string | null): SeveralAnswers {
  const name = plainName(field?.slice(field.lastIndexOf('.') + 1) ?? '')
  return ANY_OF.includes(name) ? 'any' : 'all'
}

function optionsOf({ fields }: SourceRecord, mapping: FieldMapping): Options | null | undefined {
  const name = mapping.options
  if (name === null) return undefined
  if (Object.hasOwn(fields, name) || !name.includes(AND))
    return readOptionField(valueAt(fields, name))
  const columns = name.split(AND)
  const options = fromColumns(
    columns.map((column) => valueAt(fields, column)),
    columns.map(labelOf)
  )
  if (options === undefined || !givesAnswerAway(columns)) return options
  // The right one comes first in the file, so the options are put in an order that says nothing.
  return { texts: [...options.texts].sort(), labels: null, right: null }
}

/** The question with what stands beside it: the passage or table before, the unit of the answer behind. */
function withSurroundings(
  { fields, place }: SourceRecord,
  mapping: FieldMapping,
  text: string,
  notes: ImportNotes
): string {
  const names = mapping.passage?.split(AND) ?? []
  const given = names.map((name) => valueAt(fields, name)).filter((value) => !isMissing(value))
  const passages = given.map(readPassage)
  if (passages.includes(null)) notes.add('passage-left-out', place)
  const beside = passages.filter((passage) => passage !== null && !text.includes(passage))
  if (beside.length > 0) notes.add('joined', place, quote(mapping.passage))
  const unit = mapping.unit === null ? undefined : readWord(valueAt(fields, mapping.unit))
  const asks = unit !== undefined && !text.includes(unit)
  if (asks) notes.add('unit', place)
  return [...beside, text, ...(asks ? [`Give the answer in ${unit}.`] : [])].join('\n\n')
}

/** Whether a picture belongs to it: in a field of its own, or called for by the text. */
function hasImage({ fields }: SourceRecord, text: string): boolean {
  if (/<image|!\[[^\]]*\]\(|\\includegraphics|<img\b/i.test(text)) return true
  return Object.entries(fields).some(
    ([name, value]) => IMAGES.test(plainName(name)) && isPicture(value)
  )
}

function isPicture(value: unknown): boolean {
  if (isMissing(value) || value === false || value === 0) return false
  if (Array.isArray(value)) return value.some(isPicture)
  if (isFields(value)) return Object.values(value).some(isPicture)
  return !(typeof value === 'string' && /^(?:false|no|none|null|\[\]|\{\})$/i.test(value.trim()))
}

function readAlternatives(value: unknown): string[] {
  const list = typeof value === 'string' ? (readListText(value) ?? [value]) : value
  return (Array.isArray(list) ? list : []).flatMap((one) => fieldText(one)?.trim() || [])
}

/** OlympiadBench has a list of alternative solutions: the first is enough. */
function readSolution(value: unknown): string | undefined {
  const first = fieldText(Array.isArray(value) ? value[0] : value)?.trim()
  return first === undefined || first === '' ? undefined : first
}

function readWord(value: unknown): string | undefined {
  const words = Array.isArray(value)
    ? value
        .map(fieldText)
        .filter((word) => word !== null)
        .join(', ')
    : fieldText(value)
  const word = words?.trim()
  return word === undefined || word === '' ? undefined : word
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
