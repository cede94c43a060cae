import { unboxed } from './boxed.ts'
import { BudgetExceeded } from './budget.ts'
import { withoutEscapeDamage } from './notation/escape-damage.ts'
import { withoutLiteral } from './notation/literals.ts'
import { normalise } from './notation/normalise.ts'
import { withSpokenNumbers } from './notation/number-words.ts'
import { cardinalOf } from './notation/ordinal-words.ts'
import { mayBeRoman, mayNameSegment, romanNumeral } from './notation/roman-numerals.ts'
import { withoutScaleAbbreviation } from './notation/scale-abbreviations.ts'
import { withSpokenOperations } from './notation/spoken-operations.ts'
import { type Commas, type Token, numberToken, spell, tokenise } from './notation/tokens.ts'
import type { Answer } from './structures/answer.ts'
import {
  choiceLetter,
  choiceSet,
  isSameBareLetter,
  labelled,
  leadingChoice
} from './structures/choices.ts'
import { compareAnswers } from './structures/compare.ts'
import { readAnswer } from './structures/read.ts'
import { soleMaths } from './structures/prose.ts'
import type { Policy, Terms } from './terms.ts'
import { type Equivalence, any, different, equal, undecidable } from './equivalence.ts'

export type { Policy } from './terms.ts'
export type { Equivalence } from './equivalence.ts'

/** Longer texts than this are no answers; they are compared as they are written. */
const maxLength = 5_000
/** Steps of work that a pair may cost; about a tenth of a second. */
const work = 300_000

/**
 * Are two answers the same mathematics? Symmetric in them. Never throws, and comes back within a fixed amount of
 * work whatever the answers are.
 * @param tolerance the largest difference of two numbers that still count as equal, where the problem states one
 */
export function equivalent(
  a: string,
  b: string,
  policy: Policy = 'standard',
  tolerance?: number
): Equivalence {
  const [left, right] = [a, b].map((text) => withoutLiteral(withoutEscapeDamage(text).trim())) as [
    string,
    string
  ]
  if (left === '' || right === '') return different('an answer is empty')
  if (left === right) return equal('written the same')
  if (left.length > maxLength || right.length > maxLength) {
    return undecidable('an answer is too long to compare')
  }
  const terms: Terms = { policy, tolerance: tolerance ?? null, budget: { left: work } }
  try {
    return (
      compareChoices(left, right) ??
      compareRomanNumerals(left, right) ??
      any(compareReadings(left, right, terms))
    )
  } catch (error) {
    if (error instanceof BudgetExceeded) return undecidable('too much work to compare')
    throw error
  }
}

function compareChoices(a: string, b: string): Equivalence | null {
  const [letterA, letterB] = [choiceLetter(a), choiceLetter(b)]
  const [x, y] = [
    letterA ?? (letterB && leadingChoice(a)),
    letterB ?? (letterA && leadingChoice(b))
  ]
  if (x && y) return x === y ? equal('the same choice') : different('different choices')
  if (isSameBareLetter(a, b)) return equal('the same letter')
  const [setA, setB] = [choiceSet(a), choiceSet(b)]
  return setA && setA === setB ? equal('the same choices') : null
}

/** As products of letters, IV and VI would be the same. */
function compareRomanNumerals(a: string, b: string): Equivalence | null {
  if (!mayBeRoman(a) || !mayBeRoman(b)) return null
  const [x, y] = [romanNumeral(unboxed(a)), romanNumeral(unboxed(b))]
  if (x === null || y === null) return null
  if (x === y) return equal('the same numeral')
  return mayNameSegment(a) && mayNameSegment(b) ? null : different('different numerals')
}

function* compareReadings(a: string, b: string, terms: Terms): Generator<Equivalence> {
  for (const x of readings(a)) {
    for (const y of readings(b)) yield compareAnswers(x, y, terms)
  }
  // `C. 12` is also the 12 beside its letter, where the other side has no letter.
  const [optionA, optionB] = [labelled(a)?.text, labelled(b)?.text]
  if (optionA && optionB === undefined) yield* compareReadings(optionA, b, terms)
  if (optionB && optionA === undefined) yield* compareReadings(a, optionB, terms)
}

/** `2 and 1/2` may be two answers or one number. */
const mixedInWords =
  /(?<![\d.,/])(\d{1,9}) (?:and|\\text\{ ?and ?\}) (\d{1,9}\s?\/\s?\d{1,9}|\\frac)/g

/**
 * The readings of the latest texts: a run holds each right answer against many outputs, and a vote each output against
 * all others.
 */
const known = new Map<string, readonly Answer[]>()
const mostKnown = 4_000
/** Longer texts are rarely met again. */
const longestKnown = 500

function readings(text: string): readonly Answer[] {
  const before = known.get(text)
  if (before) return before
  const found = [...readEachWay(text)]
  if (text.length > longestKnown) return found
  if (known.size >= mostKnown) known.delete(known.keys().next().value ?? '')
  known.set(text, found)
  return found
}

/** `1,234` is a number or a list of two; where that makes a difference, both are tried. */
function* readEachWay(text: string): Generator<Answer> {
  const bare = /^\(?a\)\s/.test(text) ? withNamedParts(text) : unboxed(text)
  const normal = normalise(soleMaths(bare))
  const grouped = tokensOf(normal, 'group-digits')
  yield readAnswer(grouped)
  const mixed = normal.replace(mixedInWords, '$1 $2')
  if (mixed !== normal) yield readAnswer(tokensOf(mixed, 'group-digits'))
  const roman = romanNumeral(bare)
  if (roman !== null) yield readAnswer([numberToken(String(roman))])
  const other = withoutScaleAbbreviation(bare) ?? cardinalOf(bare) ?? withoutIndianGroups(bare)
  if (other !== null) yield readAnswer(tokensOf(normalise(other), 'group-digits'))
  if (!/\d,\d{3}/.test(normal)) return
  const separate = tokensOf(normal, 'separate')
  if (spell(separate) !== spell(grouped)) yield readAnswer(separate)
}

/** `(a) 3 (b) 5` as its parts by name, which are no product. */
function withNamedParts(text: string): string {
  const marks = [...text.matchAll(/(?:^|\s)\(?([a-h])\)\s/g)]
  const areParts =
    marks.length > 1 &&
    marks[0]?.index === 0 &&
    marks.every(([, name], at) => name === 'abcdefgh'[at])
  return areParts
    ? text
        .replace(/(?:^|[\s,;]+)\(?([a-h])\)\s/g, (_, name: string) => `; \\text{part ${name}} = `)
        .slice(2)
    : text
}

/** `12,34,567` as 1234567; it may also be a list of three. */
function withoutIndianGroups(text: string): string | null {
  return /^\s*-?\d{1,2}(?:,\d{2})+,\d{3}\s*$/.test(text) ? text.replaceAll(',', '') : null
}

function tokensOf(normal: string, commas: Commas): readonly Token[] {
  return withSpokenOperations(withSpokenNumbers(tokenise(normal, commas)))
}
