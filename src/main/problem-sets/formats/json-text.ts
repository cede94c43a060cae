import { ImportError } from '../import-error.ts'
import { READING_LIMITS } from '../limits.ts'

/** How Python writes what JSON has no word for. A missing number is nothing; an infinite one is an answer like any other. */
const PYTHON_WORDS: Readonly<Record<string, string>> = {
  NaN: 'null',
  Infinity: '"\\\\infty"',
  '-Infinity': '"-\\\\infty"'
}

/**
 * Parses JSON, with the words that Python adds to it. Whole numbers too large for a floating-point number stay the
 * digits that they are, as a text: an answer must not lose its last digits.
 *
 * @throws SyntaxError
 * @throws ImportError where brackets are nested too deep.
 */
export function parseJson(text: string): unknown {
  const json = asPlainJson(text)
  return /\d{16}/.test(json) ? (JSON.parse(json, keepDigits) as unknown) : JSON.parse(json)
}

/** One look at what stands outside of strings: how deep it goes, and whether Python wrote it. */
function asPlainJson(text: string): string {
  const mayBePython = /NaN|Infinity/.test(text)
  let plain = ''
  let copied = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === QUOTE) {
      at = endOfString(text, at)
    } else if (character === BRACKET || character === BRACE) {
      if (++depth > READING_LIMITS.nesting) throw tooDeep()
    } else if (character === BRACKET + 2 || character === BRACE + 2) {
      depth--
    } else if (
      mayBePython &&
      (character === LETTER_N || character === LETTER_I || character === MINUS)
    ) {
      const word = /^(?:NaN|-?Infinity)(?![\w$])/.exec(text.slice(at, at + 10))?.[0]
      if (word === undefined) continue
      plain += text.slice(copied, at) + PYTHON_WORDS[word]!
      at += word.length - 1
      copied = at + 1
    }
  }
  return copied === 0 ? text : plain + text.slice(copied)
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const BRACKET = 0x5b
const BRACE = 0x7b
const LETTER_N = 0x4e
const LETTER_I = 0x49
const MINUS = 0x2d

/** Where the string that begins at a quote ends: at its closing quote, or with the text. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  for (; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === BACKSLASH) at++
    else if (character === QUOTE) break
  }
  return at
}

export function tooDeep(): ImportError {
  return new ImportError(
    `Brackets are nested more than ${READING_LIMITS.nesting} deep: expected a problem with its fields.`
  )
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  const large = typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined
  return large && /^-?\d+$/.test(source) ? source : value
}

/** The reason of a failed parse, without the excerpt of the text that V8 adds. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message
    .replace(/,? ?(\.\.\.)?".*$/s, '')
    .replace(/ in JSON.*$/s, '')
    .trim()
}
