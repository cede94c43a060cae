import { compareExpressions } from '../compare-expressions.ts'
import { type Expression, freeSymbols } from '../notation/expression.ts'
import { operation } from '../notation/make-expression.ts'
import { parse } from '../notation/parse.ts'
import { type Token, isSymbol, spell } from '../notation/tokens.ts'
import type { Terms } from '../terms.ts'
import { type Equivalence, any, different, equal } from '../equivalence.ts'
import type { Answer, Comparer, Quantity } from './answer.ts'
import { areOpposite, hasOpposite } from './opposites.ts'
import {
  type Unit,
  isCounted,
  isRareUnit,
  splitUnit,
  withUnitSymbols,
  withoutIntroduction
} from './units.ts'

/** Reads a number or formula with or without a unit; the last of the readers, so it always has an answer. */
export function readQuantity(tokens: readonly Token[]): Answer {
  const source = spell(tokens)
  const body = withSideBehind(withoutIntroduction(tokens))
  const whole = parse(body)
  if (typeof whole !== 'string') {
    return {
      kind: 'quantity',
      source,
      expression: whole,
      unit: null,
      measured: measuredBy(withUnitSymbols(body))
    }
  }
  const measurable = withUnitSymbols(body)
  const split =
    splitUnit(measurable, 'no-single-letters') ?? splitUnit(measurable, 'single-letters')
  const measured = split && parse(split.rest)
  if (split && measured !== null && typeof measured !== 'string') {
    return { kind: 'quantity', source, expression: measured, unit: split.unit, measured: null }
  }
  return { kind: 'unreadable', source, reason: whole }
}

/**
 * The reading of `3 m` or `\frac12 cm` as a measure. A single letter must stand apart from a number that is written
 * out, or begin a rate: in `\frac12 m` and `3m` the letter is a variable.
 */
function measuredBy(tokens: readonly Token[]): Quantity['measured'] {
  const split = tokens.length < 2 ? null : splitUnit(tokens, 'single-letters')
  const letter = split && tokens[split.rest.length]
  if (!split || !letter) return null
  const isRate = tokens.slice(split.rest.length).some((token) => isSymbol(token, '/'))
  const isApart = letter.space && (isRate || isWrittenNumber(split.rest))
  if (letter.text.length === 1 && !isApart) return null
  if (isRareUnit(letter) && !isMeasuredNumber(split.rest)) return null
  if (letter.text.length > 1 && split.unit.dimension === null && !isCounted(letter)) return null
  const expression = parse(split.rest)
  if (typeof expression === 'string' || !isNumber(expression)) return null
  return { expression, unit: split.unit }
}

/** `a loss of 5` as `5 loss`: the word that gives a number its side is no introduction. */
function withSideBehind(tokens: readonly Token[]): readonly Token[] {
  const start = tokens.findIndex((token) => !/^an?$/i.test(token.text))
  const [word, of] = [tokens[start], tokens[start + 1]]
  if (!word || (word.kind !== 'text' && word.kind !== 'word') || start < 0) return tokens
  const name = /^(?:an? )?(\p{L}+)( of)?$/iu.exec(word.text)
  const length = name?.[2] !== undefined ? 1 : of?.text === 'of' ? 2 : 0
  const rest = tokens.slice(start + length)
  if (!name?.[1] || length === 0 || rest.length === 0 || !hasOpposite(name[1])) return tokens
  return [...rest, { kind: 'text', text: name[1], space: true }]
}

const written =
  /^(?:- )?(?:\d[\d.]*(?:e[-+]?\d+)?(?: \d+(?: \/ \d+)?| (?:\\times|\\cdot|\*) 10 \^ (?:(?:- )?\d+|\{ - \d+ \}))?|10 \^ (?:(?:- )?\d+|\{ - \d+ \}))$/i

/** `3`, `-2.5`, `2 1/3` or `3 \times 10^{-7}`. */
function isWrittenNumber(tokens: readonly Token[]): boolean {
  return tokens.length < 12 && written.test(spell(tokens))
}

/** A decimal or a number in powers of ten. */
function isMeasuredNumber(tokens: readonly Token[]): boolean {
  return isWrittenNumber(tokens) && tokens.some(({ text }) => /[.e^]/i.test(text))
}

/** Compares numbers and formulas, and their units where both have one. */
export const compareQuantities: Comparer = (a, b, { terms }) => {
  if (a.kind === 'quantity' && b.kind === 'quantity') return any(compareReadings(a, b, terms))
  return null
}

function* compareReadings(a: Quantity, b: Quantity, terms: Terms): Generator<Equivalence> {
  yield compareMeasured(a, b, terms)
  // A letter can be a unit only where the other side shows that a number is asked for.
  if (a.measured && (b.unit || isNumber(b.expression))) yield compareMeasured(a.measured, b, terms)
  if (b.measured && (a.unit || isNumber(a.expression))) yield compareMeasured(a, b.measured, terms)
  if (a.measured && b.measured) yield compareMeasured(a.measured, b.measured, terms)
}

interface Measure {
  readonly expression: Expression
  readonly unit: Unit | null
}

function compareMeasured(a: Measure, b: Measure, terms: Terms): Equivalence {
  const { unit: unitA } = a
  const { unit: unitB } = b
  if (unitA && unitB && areOpposite(unitA.name, unitB.name)) return different('opposite words')
  if (isShare(a) && unitB && !unitA && !isShare(b)) return different('a percentage and a quantity')
  if (isShare(b) && unitA && !unitB && !isShare(a)) return different('a percentage and a quantity')
  // A number of radians beside a number of degrees: no sign was left out.
  const isAngle = unitA?.dimension === 'angle' || unitB?.dimension === 'angle'
  if (isAngle) return compareExpressions(a.expression, b.expression, { ...terms, policy: 'strict' })
  if (terms.policy === 'strict' && unitA?.name !== unitB?.name) return different('different units')
  if (!unitA?.dimension || !unitB?.dimension) {
    return compareExpressions(a.expression, b.expression, terms)
  }
  if (unitA.dimension !== unitB.dimension) {
    return arePounds(unitA, unitB) || areCounts(unitA, unitB)
      ? compareExpressions(a.expression, b.expression, terms)
      : different('different units')
  }
  return compareExpressions(
    inBaseUnits(a.expression, unitA),
    inBaseUnits(b.expression, unitB),
    terms
  )
}

/** `20 pounds` may be money. */
function arePounds(a: Unit, b: Unit): boolean {
  const isPound = ({ name }: Unit) => /^pounds?$/.test(name)
  return (isPound(a) && b.name === 'sterling') || (isPound(b) && a.name === 'sterling')
}

/** `5 per day` leaves out of what: the other side may say dollars. */
function areCounts(a: Unit, b: Unit): boolean {
  const time = ({ name }: Unit) =>
    name
      .split(/\/|\bper\b/)
      .at(-1)
      ?.trim()
  return (a.name.startsWith('per ') || b.name.startsWith('per ')) && time(a) === time(b)
}

function isShare({ expression }: Measure): boolean {
  return expression.kind === 'percent'
}

function inBaseUnits(expression: Expression, unit: Unit): Expression {
  return operation('*', expression, unit.size)
}

function isNumber(expression: Expression): boolean {
  return freeSymbols(expression).size === 0
}

/** Two answers that cannot be read are the same when they are written the same. */
export const compareSources: Comparer = (a, b) =>
  a.source !== '' && a.source === b.source ? equal('written the same') : null
