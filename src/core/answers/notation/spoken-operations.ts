import { functionNames } from './function-names.ts'
import { partWord } from './number-words.ts'
import { type Token, isSymbol, nesting, numberToken, symbolToken, tokenise } from './tokens.ts'
import { isGreek, isInfinity, splitWord } from './vocabulary.ts'

const signs: Readonly<Record<string, string>> = {
  'plus or minus': '\\pm',
  plus: '+',
  'increased by': '+',
  minus: '-',
  'decreased by': '-',
  times: '*',
  'multiplied by': '*',
  'divided by': '/',
  over: '/',
  'out of': '/',
  choose: '\\choose',
  'raised to the power of': '^',
  'raised to the power': '^',
  'to the power of': '^',
  'to the power': '^',
  equals: '=',
  'is equal to': '=',
  'is greater than or equal to': '\\ge',
  'is at least': '\\ge',
  'is less than or equal to': '\\le',
  'is at most': '\\le',
  'is greater than': '>',
  'is less than': '<',
  'is not equal to': '\\ne'
}
type Phrase = readonly [words: readonly string[], sign: Token]
/** By their first word, the longest first. */
const phrases = new Map<string, readonly Phrase[]>()
for (const [phrase, sign] of Object.entries(signs).sort(([a], [b]) => b.length - a.length)) {
  const words = phrase.split(' ')
  const [first = ''] = words
  phrases.set(first, [...(phrases.get(first) ?? []), [words, signToken(sign)]])
}
const multiples: ReadonlyMap<string, string> = new Map([
  ['twice', '2'],
  ['double', '2'],
  ['thrice', '3'],
  ['triple', '3']
])
const powers: ReadonlyMap<string, string> = new Map([
  ['squared', '2'],
  ['cubed', '3']
])
/** `the sum of x and 3` */
const combined: ReadonlyMap<string, string> = new Map([
  ['sum', '+'],
  ['product', '*'],
  ['difference', '-'],
  ['quotient', '/']
])
const vocabulary = new Set([
  ...Object.keys(signs).flatMap((phrase) => phrase.split(' ')),
  ...multiples.keys(),
  ...powers.keys(),
  ...combined.keys(),
  ...'square cube root of the a an half and negative less more fewer point'.split(' ')
])
/** One of these words is in every operation. */
const anyOperation =
  /\b(?:plus|minus|negative|times|over|out|choose|by|to|squared|cubed|root|twice|double|thrice|triple|of|half|equals|is|than|point)\b/i
const formula =
  /\b(?:plus|minus|(?:multiplied|divided) by|squared|cubed|(?:square|cube) root|to the power|twice|thrice)\b|\d\s+(?:times|over)\s+[\d(]/i

/** Does the text name an operation on numbers, so that none of its numbers alone is what it says? */
export function isSpokenFormula(text: string): boolean {
  return formula.test(text)
}

/**
 * Operations in words as signs, where values stand on both sides of them: `x minus 3`, `twice n`, `pi over 4`,
 * `the square root of 2`, `5 less than x`. Anywhere else the words stay what they are: `3 times` counts. To be done
 * after numbers in words have become numbers.
 */
export function withSpokenOperations(tokens: readonly Token[]): readonly Token[] {
  const maySpeak = tokens.some(
    ({ kind, text }) =>
      (kind === 'text' || (kind === 'word' && text.length > 1)) && anyOperation.test(text)
  )
  if (!maySpeak) return tokens
  const words = withDecimals(tokens.flatMap(asWords))
  return turnedRound(words) ?? withOperations(words)
}

/** Text that holds nothing but operations is read as words and numbers; other text is a unit or a remark as a whole. */
function asWords(token: Token): readonly Token[] {
  if (token.kind !== 'text' || !anyOperation.test(token.text)) return [token]
  const [first, ...rest] = tokenise(token.text, 'group-digits')
  if (!first) return [token]
  const words = [{ ...first, space: true }, ...rest]
  const isOperation = words.every(
    (word) => word.kind !== 'word' || isLetter(word) || vocabulary.has(word.text.toLowerCase())
  )
  return isOperation ? words : [token]
}

/** `3 point 1 4`, whose digits are spoken one by one, as `3.14`. */
function withDecimals(words: readonly Token[]): readonly Token[] {
  const at = words.findIndex((_, index) => wordAt(words, index) === 'point')
  const whole = words[at - 1]
  if (at < 1 || whole?.kind !== 'number' || !/^\d+$/.test(whole.text)) return words
  const end = words.findIndex(
    (token, index) => index > at && !(token.kind === 'number' && /^\d$/.test(token.text))
  )
  const digits = words.slice(at + 1, end < 0 ? undefined : end)
  if (digits.length === 0) return words
  const decimal: Token = {
    ...whole,
    text: `${whole.text}.${digits.map(({ text }) => text).join('')}`
  }
  return [...words.slice(0, at - 1), decimal, ...withDecimals(words.slice(at + 1 + digits.length))]
}

/** `5 less than x` as `x - 5`. With a letter before it, it compares. */
function turnedRound(words: readonly Token[]): readonly Token[] | null {
  const [count, , ...rest] = words
  const word = wordAt(words, 1)
  const sign = word === 'more' ? '+' : word === 'less' || word === 'fewer' ? '-' : null
  if (count?.kind !== 'number' || sign === null || wordAt(words, 2) !== 'than') return null
  const whole = withOperations(rest.slice(1))
  return isFormula(whole) && whole.some(isLetter)
    ? [...bracketed(whole), symbolToken(sign), count]
    : null
}

interface Found {
  readonly tokens: readonly Token[]
  /** How many words it takes. */
  readonly length: number
}

function withOperations(words: readonly Token[]): readonly Token[] {
  const result: Token[] = []
  for (let at = 0; at < words.length;) {
    const found = endsValue(result)
      ? (signAt(words, at) ?? shareOf(words, at, result) ?? powerAt(words, at))
      : prefixAt(words, at)
    const token = words[at]
    if (found) {
      result.push(...found.tokens)
      at += found.length
    } else {
      if (token) result.push(token)
      at++
    }
  }
  return result
}

/** `minus` between two values. */
function signAt(words: readonly Token[], at: number): Found | null {
  for (const [phrase, sign] of phrases.get(wordAt(words, at)) ?? []) {
    const isIt = phrase.every((word, ahead) => wordAt(words, at + ahead) === word)
    if (isIt && startsValue(words, at + phrase.length)) {
      return { tokens: [sign], length: phrase.length }
    }
  }
  return null
}

/** The "of" in `two thirds of x` and `20% of 50`. */
function shareOf(words: readonly Token[], at: number, before: readonly Token[]): Found | null {
  const last = before.at(-1)
  const isShare =
    isSymbol(last, '%') ||
    isSymbol(last, '}') ||
    (last?.kind === 'number' && isSymbol(before.at(-2), '/'))
  return isShare && wordAt(words, at) === 'of' && startsNumber(words, at + 1)
    ? { tokens: [symbolToken('*')], length: 1 }
    : null
}

/** `x squared`, `2 to the fifth power`. */
function powerAt(words: readonly Token[], at: number): Found | null {
  const power = powers.get(wordAt(words, at))
  if (power !== undefined) return { tokens: [symbolToken('^'), numberToken(power)], length: 1 }
  if (wordAt(words, at) !== 'to' || wordAt(words, at + 1) !== 'the') return null
  const exponent = words[at + 2]
  const degree = exponent?.kind === 'number' ? exponent.text : partWord(wordAt(words, at + 2))
  if (degree === undefined) return null
  const length = wordAt(words, at + 3) === 'power' ? 4 : 3
  return { tokens: [symbolToken('^'), numberToken(degree)], length }
}

/** `twice`, `half of`, `the square root of`, `negative` and `the sum of` before a value. */
function prefixAt(words: readonly Token[], at: number): Found | null {
  const start = wordAt(words, at) === 'the' ? at + 1 : at
  const found =
    multipleAt(words, start) ??
    negativeAt(words, start) ??
    shareAt(words, start) ??
    rootAt(words, start) ??
    combinedAt(words, start)
  return found && { ...found, length: found.length + start - at }
}

function multipleAt(words: readonly Token[], at: number): Found | null {
  const multiple = multiples.get(wordAt(words, at))
  return multiple !== undefined && startsValue(words, at + 1)
    ? { tokens: [numberToken(multiple), symbolToken('*')], length: 1 }
    : null
}

function negativeAt(words: readonly Token[], at: number): Found | null {
  const word = wordAt(words, at)
  if (word === 'plus' && wordAt(words, at + 1) === 'or' && wordAt(words, at + 2) === 'minus') {
    return startsNumber(words, at + 3) ? { tokens: [command('pm')], length: 3 } : null
  }
  const next = words[at + 1]
  // A negative x is a property of x.
  const isVariable = next?.kind === 'word' && next.text.length === 1
  const isSign =
    (word === 'minus' && startsValue(words, at + 1)) ||
    (word === 'negative' && startsNumber(words, at + 1) && !isVariable)
  return isSign ? { tokens: [symbolToken('-')], length: 1 } : null
}

/** `half of x`, `half x` and `a third of x`. */
function shareAt(words: readonly Token[], at: number): Found | null {
  const start = /^an?$/.test(wordAt(words, at)) ? at + 1 : at
  const word = wordAt(words, start)
  const per = partWord(word)
  const hasOf = wordAt(words, start + 1) === 'of'
  const next = start + (hasOf ? 2 : 1)
  if (per === undefined || !(hasOf || word === 'half') || !startsNumber(words, next)) return null
  return {
    tokens: [numberToken('1'), symbolToken('/'), numberToken(per), symbolToken('*')],
    length: next - at
  }
}

function rootAt(words: readonly Token[], at: number): Found | null {
  const kind = wordAt(words, at)
  const isRoot =
    (kind === 'square' || kind === 'cube') &&
    wordAt(words, at + 1) === 'root' &&
    wordAt(words, at + 2) === 'of'
  const inner = isRoot ? operandAt(words, at + 3) : []
  if (inner.length === 0) return null
  const degree = kind === 'cube' ? [symbolToken('['), numberToken('3'), symbolToken(']')] : []
  return {
    tokens: [command('sqrt'), ...degree, symbolToken('{'), ...inner, symbolToken('}')],
    length: 3 + inner.length
  }
}

/** `sum of x and 3`, up to the end. */
function combinedAt(words: readonly Token[], at: number): Found | null {
  const sign = combined.get(wordAt(words, at))
  if (sign === undefined || wordAt(words, at + 1) !== 'of') return null
  const inner = words.slice(at + 2)
  const and = inner.findIndex((token) => token.text.toLowerCase() === 'and')
  const [left, right] = [
    withOperations(inner.slice(0, Math.max(0, and))),
    withOperations(inner.slice(and + 1))
  ]
  if (!isFormula(left) || !isFormula(right)) return null
  const tokens = [...bracketed(left), symbolToken(sign), ...bracketed(right)]
  return { tokens: bracketed(tokens), length: 2 + inner.length }
}

function isFormula(tokens: readonly Token[]): boolean {
  return (
    tokens.length > 0 &&
    tokens.every(
      (token) =>
        token.kind === 'number' ||
        token.kind === 'command' ||
        isLetter(token) ||
        (token.kind === 'symbol' && '+-*/^(){}'.includes(token.text))
    )
  )
}

/** One number, letter or bracket, with what is written against it. */
function operandAt(words: readonly Token[], start: number): readonly Token[] {
  if (!startsNumber(words, start)) return []
  let depth = 0
  let end = start
  for (; end < words.length; end++) {
    const token = words[end]
    if (!token || (end > start && depth <= 0 && token.space)) break
    depth += nesting(token)
    if (depth < 0) break
  }
  return words.slice(start, end)
}

function endsValue(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1)
  return (
    last?.kind === 'number' ||
    isLetter(last) ||
    (last?.kind === 'command' && isNamedValue(last.text)) ||
    (last?.kind === 'symbol' && ')}!%]|'.includes(last.text))
  )
}

function startsNumber(words: readonly Token[], at: number): boolean {
  const token = words[at]
  if (!token) return false
  if (isArticle(words, at)) return false
  return (
    token.kind === 'number' ||
    isLetter(token) ||
    isSymbol(token, '(') ||
    isSymbol(token, '{') ||
    (token.kind === 'word' && isInfinity(token.text)) ||
    (token.kind === 'command' && startsFormula(token.text)) ||
    (token.kind === 'word' && isFunctionCall(token))
  )
}

/** Does a number, a letter or an operation on one begin there? */
function startsValue(words: readonly Token[], at: number): boolean {
  return (
    startsNumber(words, at) ||
    (isSymbol(words[at], '-') && startsNumber(words, at + 1)) ||
    (words[at]?.kind === 'word' && prefixAt(words, at) !== null)
  )
}

/** The "a" of `3 times a day`. */
function isArticle(words: readonly Token[], at: number): boolean {
  const next = words[at + 1]
  return (
    /^an?$/i.test(words[at]?.text ?? '') &&
    next !== undefined &&
    (next.kind === 'text' || (next.kind === 'word' && next.text.length > 1)) &&
    !vocabulary.has(next.text.toLowerCase())
  )
}

/** A single letter, or the name of a constant in words. */
function isLetter(token: Token | undefined): boolean {
  if (token?.kind !== 'word') return false
  if (token.text.length === 1) return /[a-zA-Z]/.test(token.text)
  const parts = splitWord(token)
  return parts?.length === 1 && parts[0]?.kind === 'command' && isNamedValue(parts[0].text)
}

function isNamedValue(name: string): boolean {
  return name === 'pi' || name === 'degree' || isGreek(name) || isInfinity(name)
}

function startsFormula(name: string): boolean {
  return name === 'frac' || isNamedValue(name) || functionNames.has(name)
}

/** `sqrt` of `sqrt(2)`. */
function isFunctionCall(token: Token): boolean {
  const [first] = splitWord(token) ?? []
  return first?.kind === 'command' && startsFormula(first.text)
}

function wordAt(words: readonly Token[], at: number): string {
  const token = words[at]
  return token?.kind === 'word' ? token.text.toLowerCase() : ''
}

function bracketed(tokens: readonly Token[]): readonly Token[] {
  return [symbolToken('('), ...tokens, symbolToken(')')]
}

function signToken(sign: string): Token {
  return sign.startsWith('\\') ? command(sign.slice(1)) : symbolToken(sign)
}

function command(text: string): Token {
  return { kind: 'command', text, space: true }
}
