import { type Token, isCommand, isSymbol } from '../notation/tokens.ts'
import { isProse } from '../notation/vocabulary.ts'

/** A unit of measure, or a word that only says what is counted. */
export interface Unit {
  readonly name: string
  /** What it measures, such as `length^2`; null for words that no conversion is known for. */
  readonly dimension: string | null
  /** Its size in the base unit of its dimension. */
  readonly factor: number
}

const table: ReadonlyMap<string, readonly [dimension: string, factor: number]> = new Map(
  Object.entries({
    length: {
      1: 'm meter meters metre metres 米',
      0.01: 'cm centimeter centimeters centimetre centimetres 厘米',
      0.001: 'mm millimeter millimeters millimetre millimetres 毫米',
      0.1: 'dm decimeter decimeters decimetre decimetres 分米',
      1000: 'km kilometer kilometers kilometre kilometres 千米 公里',
      0.0254: 'in inch inches',
      0.3048: 'ft foot feet',
      0.9144: 'yd yard yards',
      1609.344: 'mi mile miles'
    },
    time: {
      1: 's sec secs second seconds 秒',
      60: 'min mins minute minutes 分钟 分',
      3600: 'h hr hrs hour hours 小时 时',
      86400: 'day days 天',
      604800: 'week weeks',
      2629746: 'month months',
      31556952: 'year years'
    },
    mass: {
      0.001: 'g gram grams 克',
      0.000001: 'mg milligram milligrams',
      1: 'kg kilogram kilograms 千克 公斤',
      0.45359237: 'lb lbs pound pounds',
      0.028349523125: 'oz ounce ounces',
      1000: 'ton tons tonne tonnes 吨'
    },
    volume: {
      1: 'l liter liters litre litres 升',
      0.001: 'ml milliliter milliliters millilitre millilitres 毫升'
    },
    money: { 1: 'dollar dollars usd', 0.01: 'cent cents' },
    euro: { 1: 'euro euros eur' },
    sterling: { 1: 'sterling gbp' },
    yen: { 1: 'yen jpy' },
    yuan: { 1: 'yuan rmb cny 元' },
    rupee: { 1: 'rupee rupees inr' },
    won: { 1: 'won' },
    rouble: { 1: 'rouble roubles ruble rubles' },
    celsius: { 1: 'celsius' },
    fahrenheit: { 1: 'fahrenheit' },
    speed: { 0.44704: 'mph', 0.2777777777777778: 'kph kmh' },
    force: { 1: 'newton newtons', 1000: 'kn kilonewton kilonewtons' },
    energy: { 1: 'j joule joules', 1000: 'kj kilojoule kilojoules' },
    power: { 1: 'watt watts', 1000: 'kw kilowatt kilowatts' },
    frequency: { 1: 'hz hertz' },
    angle: { 1: 'rad radian radians' }
  }).flatMap(([dimension, sizes]) =>
    Object.entries(sizes).flatMap(([factor, names]) =>
      names
        .split(' ')
        .map((name): [string, readonly [string, number]] => [name, [dimension, Number(factor)]])
    )
  )
)

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
const oneLetter = /^[msghlNJWVAKL]$/
/** Words that change what a number says; a number before or after them is no plain quantity. */
const notUnits =
  /\b(?:no|not|less|more|than|least|most|between|except|is|are|or|and|if|over|under|above|below|minus|plus|only)\b/i
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
    else break
  }
  let end = start
  // A link at the front, as in `3 \cdot cm`, belongs to neither; a slash makes a rate, as in `3/hour`.
  while (start < tokens.length && isLink(tokens[start])) start++
  if (isSymbol(tokens[start - 1], '/') && start < tokens.length) end = start - 1
  if (start === tokens.length || end === 0) return null
  const named = tokens.slice(end, tokens.length)
  const words = named.map((token) => token.text).join(' ')
  if (notUnits.test(words)) return null
  return { rest: tokens.slice(0, end), unit: unitOf(named) }
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
  return table.has(name) || empty.has(name) || isProse(token)
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

function isLink(token: Token | undefined): boolean {
  return (
    isSymbol(token, '/') || isSymbol(token, '*') || isCommand(token, 'cdot') || isSymbol(token, '.')
  )
}

/** How many tokens before `end` are an exponent such as `^2`, `^{2}` or `^{-1}`. */
function exponentBefore(tokens: readonly Token[], end: number): number {
  for (const length of [2, 4, 5]) {
    const part = tokens.slice(Math.max(0, end - length), end)
    const shape = part.map((token) => (token.kind === 'number' ? '0' : token.text)).join('')
    if (part.length === length && /^\^(?:0|\{-?0\})$/.test(shape)) return length
  }
  return 0
}

function unitOf(tokens: readonly Token[]): Unit {
  const name = tokens
    .map((token) => token.text.toLowerCase())
    .join(' ')
    .replace(/[{}]/g, '')
    .replace(/\s*([/^])\s*/g, '$1')
    .replace(/平方/g, 'square ')
    .replace(/立方/g, 'cubic ')
    .trim()
  const parts = name.split(/\s*(?:\/|\bper\b)\s*/)
  const known = parts.map(partOf)
  const [first] = known
  if (!first || known.includes(null) || name.startsWith('/')) {
    return { name, dimension: null, factor: 1 }
  }
  return {
    name,
    dimension: known.map((part) => part?.dimension).join('/'),
    factor: known.reduce((factor, part, at) => {
      const size = part?.factor ?? 1
      return at === 0 ? size : factor / size
    }, 1)
  }
}

function partOf(part: string): { readonly dimension: string; readonly factor: number } | null {
  const match =
    /^(square|sq\.?|cubic|cu\.?)?\s*(\p{L}+)\.?\s*(?:\^(\d)|(squared|cubed))?\.?$/u.exec(
      part.trim()
    )
  const base = table.get(match?.[2] ?? '')
  if (!match || !base) return null
  const power =
    match[1]?.startsWith('sq') || match[4] === 'squared'
      ? 2
      : match[1]?.startsWith('cu') || match[4] === 'cubed'
        ? 3
        : Number(match[3] ?? 1)
  const [dimension, factor] = base
  return { dimension: power === 1 ? dimension : `${dimension}^${power}`, factor: factor ** power }
}
