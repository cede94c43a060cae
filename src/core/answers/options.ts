import { equivalent } from './equivalent.ts'
import { choiceLetter, isSameBareLetter, labelled } from './structures/choices.ts'

/** An option of a multiple-choice problem. */
export interface Option {
  readonly letter: string
  readonly text: string
}

const ownLabel = /^\s*\(?([A-Ja-j])[).:、．]\s*/
const noneOfThese =
  /^(?:none|neither)(?:\s+of)?(?:\s+(?:the|these|those))?(?:\s+(?:other|given))?(?:\s+(?:above|options?|choices?|answers?|these))*$|^以上都不(?:是|对)$/i

/** The options with their letters: those that they carry themselves, else (A), (B) and so on. */
export function readOptions(choices: readonly string[]): readonly Option[] {
  const labels = choices.map((choice) => ownLabel.exec(choice))
  const letters = labels.map((match) => match?.[1]?.toUpperCase())
  const areLabelled =
    choices.length > 1 &&
    letters.every((letter) => letter !== undefined) &&
    new Set(letters).size === choices.length
  return choices.map((choice, at) => ({
    letter: areLabelled ? (letters[at] ?? '') : String.fromCharCode(65 + at),
    text: areLabelled ? choice.slice(labels[at]?.[0].length ?? 0).trim() : choice
  }))
}

/** The letter of the option that an answer names, by its letter, its text or its value; null where it is none. */
export function optionOf(answer: string, choices: readonly string[]): string | null {
  const options = readOptions(choices)
  const byText = sole(options, ({ text }) => plain(text) === plain(answer))
  if (byText !== null) return byText
  const own = ownLabel.exec(answer)
  const restated = own && options.find((option) => option.letter === own[1]?.toUpperCase())
  if (restated && plain(restated.text) === plain(answer.slice(own[0].length)))
    return restated.letter
  const letter = choiceLetter(answer) ?? labelled(answer)?.letter ?? null
  if (letter !== null) return options.some((option) => option.letter === letter) ? letter : null
  if (noneOfThese.test(words(answer)))
    return sole(options, ({ text }) => noneOfThese.test(words(text)))
  // Where options are not known, each is its letter, and no value is one.
  return sole(options, ({ letter, text }) =>
    text === letter
      ? isSameBareLetter(answer.trim(), letter)
      : equivalent(answer, text).equality === 'equal'
  )
}

/** The letter of the option that the answer is; the answer itself where it is none. */
export function asOption(answer: string, choices: readonly string[]): string {
  return choices.length === 0 ? answer : (optionOf(answer, choices) ?? answer)
}

/** The letter of the option "none of these", where the problem has one. */
export function noneOption(choices: readonly string[]): string | null {
  return sole(readOptions(choices), ({ text }) => noneOfThese.test(words(text)))
}

const denial = /\b(?:not|never|neither|nor|cannot|except|unlike|instead|rather)\b|n['’]t\b|不/i

/** The one option in words that the last sentence names and does not deny, as in "The capital is Paris."; else null. */
export function mentionedOption(text: string, choices: readonly string[]): string | null {
  const said = words(
    text
      .trim()
      .split(/(?<=[.!?。])\s+|\n/)
      .at(-1) ?? ''
  ).toLowerCase()
  const options = readOptions(choices).map(({ letter, text }) => ({
    letter,
    text: words(text).toLowerCase()
  }))
  // What is denied by name is not meant: "It is not London, it is Paris."
  const sentence = options.reduce(
    (rest, { text }) => (text === '' ? rest : rest.replace(`not ${text}`, ' ')),
    said
  )
  const named = options.filter(
    (option) => /\p{L}{2}/u.test(option.text) && containsWords(sentence, option.text)
  )
  const longest = named.filter(
    (option) => !named.some((other) => other !== option && containsWords(other.text, option.text))
  )
  const [only, ...others] = longest
  const isClear = only !== undefined && others.length === 0
  return isClear && !denial.test(sentence.replace(only.text, ' ')) ? only.letter : null
}

function containsWords(text: string, part: string): boolean {
  const at = text.indexOf(part)
  const edges = `${text.charAt(at - 1)}${text.charAt(at + part.length)}`
  return part !== '' && at >= 0 && !/[\p{L}\p{N}]/u.test(edges)
}

/** Of two options that fit, neither is named. */
function sole(options: readonly Option[], fits: (option: Option) => boolean): string | null {
  const [first, ...others] = options.filter(fits)
  return first && others.length === 0 ? first.letter : null
}

function plain(text: string): string {
  return text.replace(/[\s$]/g, '').toLowerCase()
}

function words(text: string): string {
  return text
    .replace(/\\(?:text|textbf|mathrm)\s*\{([^{}]*)\}/g, '$1')
    .replace(/[.$]/g, '')
    .trim()
}
