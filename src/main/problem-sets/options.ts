import { answerTextOf, isMissing, fieldText } from './field-values.ts'
import { readListText } from './python-literal.ts'
import { isFields, type Fields } from './source-record.ts'

/** The options of a problem in their order. */
export interface Options {
  readonly texts: readonly string[]
  /** What the file calls each; null where it only lists them. */
  readonly labels: readonly string[] | null
  /** The position of the right one, where the options themselves say it. */
  readonly right: number | null
}

const TEXT_NAMES = ['text', 'content', 'value', 'option', 'answer', 'body', 'description']
const LABEL_NAMES = ['label', 'key', 'letter', 'id', 'name', 'aoVal', 'index']
const RIGHT_NAMES = ['is_correct', 'isCorrect', 'correct', 'is_right', 'right']
/** Options in one text are a few lines. */
const LONGEST_MARKED = 20_000
/** The mark that a text itself begins with: `(A) 5`, `B. 7`, `c ) 9`. */
const MARK = /^\s*\(?([A-Za-z])\s*[).:、．]\s*/

/**
 * The options as files have them: a list of texts, of numbers or of objects, a list as text, `{text: [...], label: [...]}`,
 * `{A: ..., B: ...}`, texts with their scores, or one text that marks them. Undefined where there are none, null where
 * they cannot be read.
 */
export function readOptionField(value: unknown): Options | null | undefined {
  if (isMissing(value)) return undefined
  if (typeof value === 'string') {
    const list = readListText(value)
    return list === undefined ? fromMarkedText(value) : readOptionField(list)
  }
  if (isFields(value)) return fromFields(value)
  if (!Array.isArray(value)) return null
  if (value.length === 0) return undefined
  // Some sets keep the options of each of several questions.
  if (value.length === 1 && Array.isArray(value[0])) return readOptionField(value[0])
  if (value.length > 0 && value.every(isFields)) return fromObjects(value)
  const texts = value.map(answerTextOf)
  return texts.every((text) => text !== null) ? withoutMarks(texts) : null
}

/** Options that stand in columns of their own; an empty one ends them. */
export function fromColumns(
  values: readonly unknown[],
  labels: readonly (string | null)[]
): Options | undefined {
  const texts = values.map((value) => (isMissing(value) ? null : answerTextOf(value)))
  const end = texts.indexOf(null)
  const there = (end < 0 ? texts : texts.slice(0, end)) as string[]
  if (there.length === 0) return undefined
  const marks = labels.slice(0, there.length)
  return {
    texts: there.map((text) => text.trim()),
    labels: marks.every((mark) => mark !== null) ? marks : null,
    right: null
  }
}

function fromFields(value: Fields): Options | null | undefined {
  const text = TEXT_NAMES.map((name) => value[name]).find(Array.isArray) as unknown
  if (text !== undefined) {
    const options = readOptionField(text)
    const labels = Array.isArray(value.label) ? value.label.map((label) => fieldText(label)) : []
    const labelled = options && labels.length === options.texts.length && !labels.includes(null)
    return labelled ? { ...options, labels: labels as string[] } : options
  }
  const entries = Object.entries(value).filter(([, one]) => !isMissing(one))
  if (entries.length === 0) return undefined
  // Texts with the score of each: the best is right.
  if (areScored(entries)) {
    const scores = entries.map(([, score]) => score as number)
    return {
      texts: entries.map(([name]) => name),
      labels: null,
      right: scores.indexOf(Math.max(...scores))
    }
  }
  const texts = entries.map(([, one]) => answerTextOf(one))
  if (!texts.every((one) => one !== null)) return null
  return {
    texts: texts.map((one) => one.trim()),
    labels: entries.map(([name]) => name),
    right: null
  }
}

/** `{hen: 0, owl: 1}` and `{"3": 0, "4": 1}`, but neither `{A: 3, B: 4}` nor `{"1": 12, "2": 15}`. */
function areScored(entries: readonly (readonly [string, unknown])[]): boolean {
  const scores = entries.map(([, score]) => score)
  if (!scores.every((score) => typeof score === 'number')) return false
  if (entries.some(([name]) => /^[A-Za-z]$/.test(name))) return false
  const isShare = scores.every((score) => score >= 0 && score <= 1)
  return isShare || entries.every(([name]) => name.length > 1)
}

function fromObjects(objects: readonly Fields[]): Options | null {
  const texts = objects.map((one) => answerTextOf(firstOf(one, TEXT_NAMES)))
  if (!texts.every((text) => text !== null)) {
    // `[{"A": "5"}, {"B": "7"}]`
    const single = objects.every((one) => Object.keys(one).length === 1)
    return single ? (fromFields(Object.assign({}, ...objects) as Fields) ?? null) : null
  }
  const labels = objects.map((one) => fieldText(firstOf(one, LABEL_NAMES)))
  const right = objects.findIndex((one) => firstOf(one, RIGHT_NAMES) === true)
  return {
    texts: texts.map((text) => text.trim()),
    labels: labels.every((label) => label !== null) ? labels : null,
    right: right < 0 ? null : right
  }
}

function firstOf(fields: Fields, names: readonly string[]): unknown {
  return names
    .map((name) => (Object.hasOwn(fields, name) ? fields[name] : undefined))
    .find((one) => !isMissing(one))
}

/** `a ) 38 , b ) 27 , c ) 30` */
function fromMarkedText(text: string): Options | null {
  if (text.length > LONGEST_MARKED) return null
  const marks = [...text.matchAll(/(?:^|[,;\n]\s*|\s)\(?([A-Ja-j])\s*[).:]\s*/g)]
  const inOrder = marks.filter(
    ({ 1: letter }, at) => letter!.toUpperCase().charCodeAt(0) === 65 + at
  )
  if (inOrder.length < 2 || inOrder.length !== marks.length) return null
  const texts = marks.map(({ index, 0: mark }, at) =>
    text
      .slice(index + mark.length, marks[at + 1]?.index)
      .replace(/[\s,;]+$/, '')
      .trim()
  )
  return { texts, labels: marks.map(({ 1: letter }) => letter!), right: null }
}

/** Texts that all begin with their own mark, in order, are told apart from it. */
function withoutMarks(texts: readonly string[]): Options {
  const marks = texts.map((text) => MARK.exec(text))
  const all = marks.every((mark, at) => mark?.[1]!.toUpperCase().charCodeAt(0) === 65 + at)
  if (!all) return { texts: [...texts], labels: null, right: null }
  return {
    texts: texts.map((text, at) => text.slice(marks[at]![0].length).trim()),
    labels: marks.map((mark) => mark![1]!),
    right: null
  }
}

/**
 * The letters of the options that a list of zeros and ones beside them marks as right; null where it is no such list. A
 * list with as many entries as there are options, and no other numbers, counts none of them.
 */
export function markedOptions(value: unknown, { texts }: Options): string | null {
  if (!Array.isArray(value) || value.length !== texts.length || value.length < 2) return null
  const marks = value.map(Number)
  if (!marks.every((mark) => mark === 0 || mark === 1) || !marks.includes(1)) return null
  if (value.some((mark) => typeof mark === 'string')) return null
  return marks.flatMap((mark, at) => (mark === 1 ? [letterAt(at)] : [])).join(', ')
}

/** The letter of the option at a position, where options have no labels of their own. */
export function letterAt(position: number): string {
  return String.fromCharCode(65 + position)
}
