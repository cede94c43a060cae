import { type Box, boxes } from './boxed.ts'
import { bareMaths, lastMaths, lastNumber } from './extraction/loose-maths.ts'
import { spoken } from './extraction/spoken.ts'
import { withoutOptionList } from './extraction/option-list.ts'
import { explicitChoice, statedChoice } from './extraction/stated-choice.ts'
import { statedAnswer } from './extraction/statements.ts'
import { withoutEscapeDamage } from './notation/escape-damage.ts'
import { mentionedOption, noneOption, optionOf, readOptions } from './options.ts'
import { choiceLetter, choiceSet, labelled } from './structures/choices.ts'

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
/** "5 yes, 10 no." */
const refusedAtEnd = /\d\s*[:=-]?\s*(?:no|wrong|incorrect|fails|false|[❌✗✘])[.!\s]*$/i
const noneFits = /\bnone of (?:the(?!\s+(?:other|remaining|rest))|these|those)\b|以上都不(?:是|对)/i
const isSentence = /\b(?:answer|result|solution)\s+is\b|^(?:final\s+)?answer\s*:/i
/** `The total is 815` in a box: what comes before the amount. */
const beforeAmount =
  /^(?:the|there|it|they|he|she|we)\b[a-z\s]{0,60}\b(?:is|are|was|were|equals?|has|have|needs?|costs?)\s+(?=[-+]?\s?[$€£]?\s?\d)/i
const hashesLabel =
  /^[*_\s]*(?:the\s+)?(?:final\s+)?(?:answer|result)\b[*_]*\s*(?:is\b)?\s*[:=]?[*_\s]*/i
/** `Yes, it does.`, but not `No numbers are left`. */
const truthFirst =
  /^[\s*]*(?:yes|no|true|false)[\s*]*(?:[.,!;:]|$|(?:it|they|he|she|there|because|since)\b)/i
const anyLetter: ReadonlySet<string> = new Set('ABCDEFGHIJ')

/**
 * Takes the answer out of a model's whole output: what follows its thinking; there the last box, the last
 * `<answer>`, the last `####`, the last "the answer is"; without any of these the last maths or number. A last box
 * that is empty or never closed means that there is no answer. Never throws; takes time linear in the output.
 */
export function extract(output: string, options: ExtractOptions = {}): Extraction {
  const text = spoken(withoutEscapeDamage(output))
  if (text === null) return { answer: null, rule: 'none' }
  const choices = options.choices ?? []
  return choices.length > 0
    ? extractChoice(text, choices)
    : (fromMarks(text) ?? fromWords(text.slice(-tailLength), anyLetter))
}

/** The option that an output settles on; what it states instead where that is no option. */
function extractChoice(text: string, choices: readonly string[]): Extraction {
  const options = readOptions(choices)
  const letters = new Set(options.map(({ letter }) => letter))
  const tail = withoutOptionList(text.slice(-tailLength), options)
  const marked = fromMarks(text)
  if (marked) {
    const letter = marked.answer === null ? null : optionOf(marked.answer, choices)
    if (marked.answer === null || letter !== null) return asLetter(marked, letter)
    // A box may hold a step on the way, while the answer is said in words.
    const stated = explicitChoice(tail, letters)
    return stated === null ? marked : { answer: stated, rule: 'letter' }
  }
  const stated = statedChoice(tail, letters)
  if (stated !== null) return { answer: stated, rule: 'letter' }
  const said = statedAnswer(tail)
  const saidOption = said === null ? null : optionOf(said, choices)
  if (saidOption === null && noneFits.test(tail)) {
    const none = noneOption(choices)
    return { answer: none, rule: none === null ? 'none' : 'letter' }
  }
  const listed = choiceSet(tail.trim())
  if (listed !== null && [...listed].every((letter) => letters.has(letter))) {
    return { answer: [...listed].join(', '), rule: 'letter' }
  }
  const loose = fromWords(tail, letters)
  const isRefused = loose.rule === 'number' && refusedAtEnd.test(tail)
  const letter = loose.answer === null || isRefused ? null : optionOf(loose.answer, choices)
  const mentioned = letter === null ? mentionedOption(tail, choices) : null
  return mentioned === null ? asLetter(loose, letter) : { answer: mentioned, rule: 'letter' }
}

function asLetter(found: Extraction, letter: string | null): Extraction {
  if (letter === null || found.answer === null) return found
  const isNamed = choiceLetter(found.answer) ?? labelled(found.answer)?.letter
  return { answer: letter, rule: isNamed === letter ? found.rule : 'letter' }
}

/** The rules that need a mark which the model was asked to set. */
function fromMarks(text: string): Extraction | null {
  const tag = lastTag(text)
  const inner = tag ?? text
  const all = boxes(inner)
  if (all.length > 0) {
    const boxed = withoutTypeface(lastAnswer(inner, all))
    const answer =
      boxed !== null && isSentence.test(boxed)
        ? (statedAnswer(inPlainType(boxed)) ?? boxed.replace(beforeAmount, ''))
        : (boxed?.replace(beforeAmount, '') ?? null)
    return { answer, rule: answer === null ? 'none' : 'box' }
  }
  if (tag !== null) return { answer: tag || null, rule: tag ? 'answer-tag' : 'none' }
  const field = answerField(text)
  if (field !== null) return { answer: field, rule: 'answer-tag' }
  const line = afterHashes(text)
  return line ? { answer: line, rule: 'hashes' } : null
}

/** What follows the last `####` as GSM8K sets it: on the last line, or at least no heading in words. */
function afterHashes(text: string): string | null {
  const at = text.lastIndexOf('####')
  if (at < 0) return null
  const rest = text.slice(at + 4).trim()
  const line = (rest.split('\n', 1)[0] ?? '').trim()
  const labelled = hashesLabel.exec(line)
  if (labelled && labelled[0].length < line.length) return line.slice(labelled[0].length).trim()
  return line.length === rest.length || !/\p{L}{3,}/u.test(line) ? line : null
}

const field =
  /["'](?:final_?)?answer["']\s*:\s*(?:"((?:[^"\\]|\\.){1,400})"|'([^'\n]{1,400})'|(-?[\d.]{1,40}|\[[^\][\n]{0,200}\]))\s*[,}\n]/gi

/** The answer in an output that is an object of JSON or Python, perhaps in a block of code. */
function answerField(text: string): string | null {
  if (!/^\s*(?:```(?:json|python)?\s*)?\{/i.test(text)) return null
  const found = [...text.matchAll(field)].at(-1)
  const value = found?.[1] ?? found?.[2] ?? found?.[3]
  return value?.replace(/\\(["\\/])/g, '$1').trim() || null
}

function fromWords(text: string, letters: ReadonlySet<string>): Extraction {
  const rules = [
    ['phrase', statedAnswer],
    ['phrase', saidNothing],
    ['maths', bareMaths],
    ['maths', lastMaths],
    ['number', lastNumber]
  ] as const
  for (const [rule, find] of rules) {
    const answer = rule === 'number' && unsure.test(text.slice(-200)) ? null : find(text)
    if (answer !== null) return { answer, rule }
  }
  const [truth, ...others] = text.match(/\b(?:yes|no|true|false)\b/gi) ?? []
  if (truth !== undefined && others.length === 0 && truthFirst.test(text)) {
    return { answer: truth, rule: 'phrase' }
  }
  const letter = choiceLetter(text) ?? explicitChoice(text, letters)
  return letter === null || !letters.has(letter)
    ? { answer: null, rule: 'none' }
    : { answer: letter, rule: 'letter' }
}

/** Who does not know says no number. */
const unsure =
  /\b(?:not\s+sure|unsure|can(?:not|['’]t)\s+(?:determine|tell|say)|do(?:n['’]t|\s+not)\s+know)\b/i
const nothingSolves =
  /\bno\s+(?:real\s+|integer\s+|such\s+|valid\s+|possible\s+)?(?:solutions?|roots?|values?|integers?|numbers?)\b(?!\s+(?:other|but|except|is|are|of))/i
/** Longer sentences say more. */
const longestDenial = 100

/** "There is no solution." as the last sentence, without a number in it; null where it says something else. */
function saidNothing(text: string): string | null {
  const [sentence = ''] = /[^.!?\n]*[.!?]?\s*$/.exec(text.slice(-200)) ?? []
  if (sentence.length > longestDenial || /\d/.test(sentence)) return null
  if (/\b(?:does|do)\s+not\s+exist\b/i.test(sentence)) return 'does not exist'
  return nothingSolves.test(sentence) ? 'no solution' : null
}

function lastTag(text: string): string | null {
  const open = text.toLowerCase().lastIndexOf('<answer>')
  if (open < 0) return null
  const rest = text.slice(open + '<answer>'.length)
  const close = rest.toLowerCase().indexOf('</answer>')
  return close < 0 ? null : rest.slice(0, close).trim()
}

/** `\text{The answer is } 5` as a sentence. */
function inPlainType(text: string): string {
  return text.replace(/\\(?:text|textbf|textrm|mathrm|mathbf)\s*\{([^{}]*)\}/g, '$1')
}

/** `\text{none}` says none. */
function withoutTypeface(answer: string | null): string | null {
  return answer === null
    ? null
    : answer.replace(/^\\(?:text|textbf|textrm|mathrm|mathbf)\s*\{([^{}]*)\}$/, '$1').trim() || null
}

/**
 * The last box, together with those before it that only a separator, "and" or a name such as `y =` holds apart from
 * it. Boxes inside one pair of brackets are a point.
 */
function lastAnswer(text: string, all: readonly Box[]): string | null {
  const outer = all.filter(
    (box, at) => !all.slice(at + 1, at + 2).some((next) => next.start < box.end)
  )
  const last = outer.at(-1)
  if (!last?.content) return null
  const group = [last]
  for (let at = outer.length - 2; at >= 0; at--) {
    const [box, next] = [outer[at], outer[at + 1]]
    if (!box?.content || !next) break
    const gap = text.slice(box.end, next.start)
    const named = gap.replace(nameBefore, '')
    if (!isSeparator(named === gap ? gap : named.replace(transition, ' '))) break
    group.unshift(box)
  }
  const names = group.map(
    (box) => nameBefore.exec(text.slice(Math.max(0, box.start - 40), box.start))?.[1]
  )
  const areNamed = group.length > 1 && names.every((name) => name !== undefined)
  const parts = group.map(({ content }, at) =>
    areNamed ? `${names[at] ?? ''} = ${content ?? ''}` : (content ?? '')
  )
  const joined = [...new Set(parts)].join(', ')
  const first = group[0] ?? last
  const isPoint =
    group.length > 1 &&
    !areNamed &&
    /(?<![\\a-zA-Z])\(\s*$/.test(
      text.slice(Math.max(0, first.start - 10), first.start).replace(/\\left/g, '')
    ) &&
    /^\s*(?:\\right)?\s*\)/.test(text.slice(last.end, last.end + 12))
  return isPoint ? `(${parts.join(', ')})` : joined
}

/** `x =` in front of a box. */
const nameBefore = /(?<![\w\\])([a-zA-Z](?:_\w|_\{\w{1,4}\})?)\s*=\s*$/

/** Between boxes with names, a word that leads from one to the next. */
const transition = /\b(?:therefore|then|hence|so|thus|also|while|with|where|consequently)\b/gi

function isSeparator(gap: string): boolean {
  if (gap.length > 40 || /\n\s*\n/.test(gap)) return false
  const bare = gap
    .replace(/\\text\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\q?quad|\\[,;:! ()[\]]|[$\s.]/g, '')
  return /^(?:[,;&]|and|or)*$/i.test(bare)
}
