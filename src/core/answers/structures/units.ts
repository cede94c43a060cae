import type { Expression } from '../notation/expression.ts'
import { literal, operation } from '../notation/make-expression.ts'
import { isScaleWord } from '../notation/number-words.ts'
import { type Token, isCommand, isSymbol } from '../notation/tokens.ts'
import { isProse } from '../notation/vocabulary.ts'
import { type UnitSize, unitSize } from './unit-sizes.ts'

/** A unit of measure, or a word that only says what is counted. */
export interface Unit {
  readonly name: string
  /** What it measures, such as `length^2`; null for words that no conversion is known for. */
  readonly dimension: string | null
  /** Its size in the base unit of its dimension, exactly. */
  readonly size: Expression
  /** The size as a double, for what only asks which unit is larger. */
  readonly roughly: number
}

/** Words that count nothing: `3 units` is 3. */
const empty = new Set([
  'unit',
  'units',
  'square',
  'sq',
  'cubic',
  'cu',
  'squared',
  'cubed',
  'per',
  'of'
])
/** Short words that would otherwise read as products of letters: what is counted most often, and what it looks like. */
const counted = new Set(
  'man men boy boys cow hen pig cat cats dog dogs ant bee egg eggs car cars bus bag bags box cup cups can cans jar jars jug pen pens pie cap hat toy toys bed lot row rows top way ways ice red big new old tea'.split(
    ' '
  )
)
const oneLetter = /^[msghlNJWVAKLΩCTF]$/
/** These are more often the constant, the turning point or the force of a formula than a unit. */
const rareLetter = /^[CTF]$/
/** Words that change what a number says; a number before or after them is no plain quantity. */
const notUnits =
  /\b(?:no|not|less|more|than|least|most|between|except|is|are|or|and|if|over|under|above|below|minus|plus|only|base)\b/i
const introductions = /(?:[:=]|\b(?:about|approximately|approx|exactly|total|is))\s*$/i

/** The tokens split into what is measured and its unit. Null when no unit ends them. */
export function splitUnit(
  tokens: readonly Token[],
  letters: 'no-single-letters' | 'single-letters'
): { readonly rest: readonly Token[]; readonly unit: Unit } | null {
  const isUnit = (token: Token | undefined) => isUnitToken(token, letters)
  let start = tokens.length
  while (start > 0) {
    const token = tokens[start - 1]
    const exponent = exponentBefore(tokens, start)
    if (isUnit(token)) start--
    else if (exponent > 0 && isUnit(tokens[start - exponent - 1])) start -= exponent
    else if (isLink(token) && start < tokens.length) start--
    // `4 times a week`
    else if (isArticle(token) && start < tokens.length && isUnit(tokens[start - 2])) start--
    else break
  }
  let end = start
  // A link at the front, as in `3 \cdot cm`, belongs to neither; a slash makes a rate, as in `3/hour`.
  while (start < tokens.length && isLink(tokens[start])) start++
  if (isSymbol(tokens[start - 1], '/') && start < tokens.length) end = start - 1
  if (start === tokens.length || end === 0) return null
  const named = tokens.slice(end, tokens.length)
  const words = named.map((token) => token.text).join(' ')
  if (notUnits.test(words) || words.split(' ').some(isScaleWord)) return null
  return { rest: tokens.slice(0, end), unit: unitOf(named) }
}

/** The tokens with `\mu m` and `k\Omega` as one word each, as symbols of units are. */
export function withUnitSymbols(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((token) => isCommand(token, 'mu') || isCommand(token, 'Omega'))) return tokens
  return tokens.reduce<Token[]>((joined, token) => {
    const before = joined.at(-1)
    const isMicro = before?.kind === 'word' && before.text === 'μ' && isWord(token)
    const isOhm = isCommand(token, 'Omega') && isWord(before)
    const text = isCommand(token, 'mu') ? 'μ' : isCommand(token, 'Omega') ? 'Ω' : token.text
    if (before && (isMicro || isOhm)) {
      joined[joined.length - 1] = { kind: 'word', text: before.text + text, space: before.space }
    } else joined.push(text === token.text ? token : { kind: 'word', text, space: token.space })
    return joined
  }, [])
}

function isWord(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'text'
}

/** The tokens without a leading `\text{Total: }`. */
export function withoutIntroduction(tokens: readonly Token[]): readonly Token[] {
  const [first, ...rest] = tokens
  return first?.kind === 'text' && rest.length > 0 && introductions.test(first.text) ? rest : tokens
}

function isUnitToken(token: Token | undefined, letters: string): boolean {
  if (token?.kind === 'text') return true
  if (token?.kind !== 'word') return false
  if (/\p{Script=Han}/u.test(token.text)) return true
  if (token.text.length === 1) return letters === 'single-letters' && oneLetter.test(token.text)
  const name = token.text.toLowerCase()
  return unitSize(token.text) !== null || empty.has(name) || isProse(token) || isCounted(token)
}

/** Is the letter a unit only behind a number that was measured, as in `1.6e-19 C`? */
export function isRareUnit({ text }: Token): boolean {
  return rareLetter.test(text)
}

/** Is it a short word, set apart, that says what is counted, as in `12 men`? */
export function isCounted(token: Token): boolean {
  return token.kind === 'word' && token.space && counted.has(token.text.toLowerCase())
}

/** Does the token, in brackets behind a number, say what is counted or measured? */
export function isUnitWord(token: Token): boolean {
  return isUnitToken(token, 'no-single-letters')
}

/** The unit that one word names, where its size is known. */
export function knownUnit(token: Token): Unit | null {
  if (token.kind !== 'word' && token.kind !== 'text') return null
  const unit = unitOf([token])
  return unit.dimension === null ? null : unit
}

function isArticle(token: Token | undefined): boolean {
  return token?.kind === 'word' && token.space && /^an?$/.test(token.text)
}

function isLink(token: Token | undefined): boolean {
  return (
    isSymbol(token, '/') || isSymbol(token, '*') || isCommand(token, 'cdot') || isSymbol(token, '.')
  )
}

/** How many tokens before `end` are an exponent such as `^2`, `^{2}` or `^{-1}`. */
function exponentBefore(tokens: readonly Token[], end: number): number {
  if (isNumber(tokens[end - 1])) return isSymbol(tokens[end - 2], '^') ? 2 : 0
  if (!isSymbol(tokens[end - 1], '}') || !isNumber(tokens[end - 2])) return 0
  const open = isSymbol(tokens[end - 3], '-') ? end - 4 : end - 3
  return isSymbol(tokens[open], '{') && isSymbol(tokens[open - 1], '^') ? end - open + 1 : 0
}

function isNumber(token: Token | undefined): boolean {
  return token?.kind === 'number'
}

function unitOf(tokens: readonly Token[]): Unit {
  const written = tokens
    .map((token) => token.text)
    .join(' ')
    .replace(/[{}]/g, '')
    .replace(/\s*([/^])\s*/g, '$1')
    .replace(/ an? /g, ' per ')
    .replace(/平方/g, 'square ')
    .replace(/立方/g, 'cubic ')
    .trim()
  const name = written.toLowerCase()
  const [of = null, ...per] = written.split(/\s*(?:\/|\bper\b)\s*/i).map(partOf)
  // Things counted in a time are as many in another; without a time, what is counted is not compared.
  const known = [of ?? (per.length > 0 ? counts : null), ...per]
  if (known.includes(null)) {
    return { name, dimension: null, ...unknown }
  }
  const parts = known.filter((part) => part !== null)
  return {
    name,
    dimension: parts.map((part) => part.dimension).join('/'),
    size: parts.map((part) => part.size).reduce((size, part) => operation('/', size, part)),
    roughly: parts.map((part) => part.roughly).reduce((size, part) => size / part)
  }
}

const unknown = { size: literal('1'), roughly: 1 }
const counts: UnitSize = { dimension: 'count', ...unknown }
const power = /^(square|sq\.?|cubic|cu\.?)?\s*([\p{L}-]+)\.?\s*(?:\^(\d)|(squared|cubed))?\.?$/iu

function partOf(text: string): UnitSize | null {
  const [, before = '', base = '', exponent = '1', after = ''] = power.exec(text.trim()) ?? []
  const unit = unitSize(base)
  if (!unit) return null
  const isSquare = /^sq/i.test(before + after)
  const degree = isSquare ? 2 : /^cu/i.test(before + after) ? 3 : Number(exponent)
  if (degree === 1) return unit
  return {
    dimension: `${unit.dimension}^${degree}`,
    size: operation('^', unit.size, literal(String(degree))),
    roughly: unit.roughly ** degree
  }
}
