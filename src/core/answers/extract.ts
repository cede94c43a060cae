import { type Box, boxes } from './boxed.ts'
import { bareMaths, lastMaths, lastNumber } from './extraction/loose-maths.ts'
import { spoken } from './extraction/spoken.ts'
import { explicitChoice, statedChoice } from './extraction/stated-choice.ts'
import { statedAnswer } from './extraction/statements.ts'
import { asOption, choiceLetter } from './structures/choices.ts'

/** The answer that a whole output states, and the rule that found it. */
export interface Extraction {
  /** Null when the output states no answer. */
  readonly answer: string | null
  readonly rule: 'box' | 'answer-tag' | 'hashes' | 'phrase' | 'maths' | 'number' | 'letter' | 'none'
}

export interface ExtractOptions {
  /** The options of a multiple-choice problem in order: their letters are (A), (B) and so on. */
  readonly choices?: readonly string[]
}

/** Where an output without a box says what it concludes: not further from its end than this. */
const tailLength = 20_000
const anyLetter: ReadonlySet<string> = new Set('ABCDEFGHIJ')

/**
 * Takes the answer out of a model's whole output: what follows its thinking; there the last box, the last
 * `<answer>`, the last `####`, the last "the answer is"; without any of these the last maths or number. A last box
 * that is empty or never closed means that there is no answer. Never throws; takes time linear in the output.
 */
export function extract(output: string, options: ExtractOptions = {}): Extraction {
  const text = spoken(output)
  const choices = options.choices ?? []
  const found = fromMarks(text)
  if (found) return choices.length > 0 ? asChoice(found, choices) : found
  const tail = text.slice(-tailLength)
  if (choices.length > 0) {
    const letter = statedChoice(tail, lettersOf(choices))
    if (letter !== null) return { answer: letter, rule: 'letter' }
  }
  const loose = fromWords(tail, choices.length > 0 ? lettersOf(choices) : anyLetter)
  return choices.length > 0 ? asChoice(loose, choices) : loose
}

/** The rules that need a mark which the model was asked to set. */
function fromMarks(text: string): Extraction | null {
  const tag = lastTag(text)
  const inner = tag ?? text
  const all = boxes(inner)
  if (all.length > 0) {
    const answer = withoutTypeface(lastAnswer(inner, all))
    return { answer, rule: answer === null ? 'none' : 'box' }
  }
  if (tag !== null) return { answer: tag || null, rule: tag ? 'answer-tag' : 'none' }
  const line = afterHashes(text)
  return line ? { answer: line, rule: 'hashes' } : null
}

/** What follows the last `####` as GSM8K sets it: on the last line, or at least no heading in words. */
function afterHashes(text: string): string | null {
  const at = text.lastIndexOf('####')
  if (at < 0) return null
  const rest = text.slice(at + 4).trim()
  const line = (rest.split('\n', 1)[0] ?? '').trim()
  return line.length === rest.length || !/\p{L}{3,}/u.test(line) ? line : null
}

function fromWords(text: string, letters: ReadonlySet<string>): Extraction {
  const rules = [
    ['phrase', statedAnswer],
    ['maths', bareMaths],
    ['maths', lastMaths],
    ['number', lastNumber]
  ] as const
  for (const [rule, find] of rules) {
    const answer = find(text)
    if (answer !== null) return { answer, rule }
  }
  const letter = choiceLetter(text) ?? explicitChoice(text, letters)
  return letter === null || !letters.has(letter)
    ? { answer: null, rule: 'none' }
    : { answer: letter, rule: 'letter' }
}

function lastTag(text: string): string | null {
  const open = text.toLowerCase().lastIndexOf('<answer>')
  if (open < 0) return null
  const rest = text.slice(open + '<answer>'.length)
  const close = rest.toLowerCase().indexOf('</answer>')
  return close < 0 ? null : rest.slice(0, close).trim()
}

/** `\text{none}` says none. */
function withoutTypeface(answer: string | null): string | null {
  return answer === null
    ? null
    : answer.replace(/^\\(?:text|textbf|textrm|mathrm|mathbf)\s*\{([^{}]*)\}$/, '$1').trim() || null
}

/** The last box, together with those before it that only a separator or "and" holds apart from it. */
function lastAnswer(text: string, all: readonly Box[]): string | null {
  const outer = all.filter(
    (box, at) => !all.slice(at + 1, at + 2).some((next) => next.start < box.end)
  )
  const last = outer.at(-1)
  if (!last?.content) return null
  const parts = [last.content]
  for (let at = outer.length - 2; at >= 0; at--) {
    const [box, next] = [outer[at], outer[at + 1]]
    if (!box?.content || !next || !isSeparator(text.slice(box.end, next.start))) break
    if (!parts.includes(box.content)) parts.unshift(box.content)
  }
  return parts.join(', ')
}

function isSeparator(gap: string): boolean {
  if (gap.length > 40 || /\n\s*\n/.test(gap)) return false
  const bare = gap
    .replace(/\\text\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\q?quad|\\[,;:! ()[\]]|[$\s.]/g, '')
  return /^(?:[,;&]|and|or)*$/i.test(bare)
}

function lettersOf(choices: readonly string[]): ReadonlySet<string> {
  return new Set(choices.map((_, at) => String.fromCharCode(65 + at)))
}

/** An answer that is the text of an option, as that option's letter. */
function asChoice(found: Extraction, choices: readonly string[]): Extraction {
  const answer = found.answer === null ? null : asOption(found.answer, choices)
  return answer === found.answer ? found : { answer, rule: 'letter' }
}
