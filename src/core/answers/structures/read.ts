import { type Token, isCommand, isSymbol, spell, splitOutside } from '../notation/tokens.ts'
import type { Answer, Reader } from './answer.ts'
import { closingOf, readList, readPlusMinus, readSet, readTuple } from './collections.ts'
import { readClockTime } from './clock-times.ts'
import { readCompoundQuantity, readDimensions } from './compound-quantities.ts'
import { readCondition, splitCondition } from './conditions.ts'
import { readDate } from './dates.ts'
import { readMatrix } from './matrices.ts'
import { readMultiple } from './multiples.ts'
import { readQuantity } from './quantities.ts'
import { readRatio } from './ratios.ts'
import { readUnion } from './real-sets.ts'
import { readRelation } from './relations.ts'
import { readResidue } from './residues.ts'
import { withRemark } from './remarks.ts'
import { readWords } from './words.ts'

/** Structures inside structures deeper than this are no answers. */
const maxDepth = 8
/** Groups around groups more than this are no answers either. */
const maxGroups = 16
/** Reading takes at most time quadratic in the tokens; no answer has more of them. */
const maxTokens = 2_000

/** From what binds loosest to what binds tightest. */
const readers: readonly Reader[] = [
  readClockTime,
  readDate,
  readCompoundQuantity,
  readSet,
  readMatrix,
  readList,
  readUnion,
  readRelation,
  readResidue,
  readTuple,
  readMultiple,
  readPlusMinus,
  readRatio,
  readDimensions,
  readWords
]

/** Reads the structure of an answer. */
export function readAnswer(tokens: readonly Token[]): Answer {
  return tokens.length > maxTokens
    ? { kind: 'unreadable', source: spell(tokens), reason: 'it is too long' }
    : readAt(tokens, 0)
}

function readAt(tokens: readonly Token[], depth: number): Answer {
  if (tokens.length > 0 && tokens.every(isOfFormula)) {
    return readDate(tokens, () => readQuantity(tokens)) ?? readQuantity(tokens)
  }
  const isEndless = goesOn(tokens)
  const { body: bare, condition } = splitCondition(trimmed(tokens), isEndless)
  const read = readBody(withRemark(withoutGroup(trimmed(bare))), depth)
  const answer = isEndless && !condition ? withoutEnd(read) : read
  return condition
    ? { ...answer, condition: readCondition(condition, (inner) => readAt(inner, depth + 1)) }
    : answer
}

/** `4, 7, 10, …` is no list of three. */
function withoutEnd(answer: Answer): Answer {
  if (answer.kind !== 'collection' || answer.form !== 'list') return answer
  const rest: Answer = { kind: 'words', source: '\\dots', text: 'and so on' }
  return { ...answer, source: `${answer.source} \\dots`, items: [...answer.items, rest] }
}

const formulaSymbols = new Set('+-*/^_!%{}'.split(''))
const formulaCommands = new Set('frac sqrt cdot times pi'.split(' '))

/** Most answers are a number or a formula: no reader but the last can claim what holds nothing else than these. */
function isOfFormula(token: Token): boolean {
  switch (token.kind) {
    case 'number':
      return true
    case 'word':
      // Other letters may be units, or the sign of a union.
      return /^[a-fi-kn-rt-z]$/.test(token.text)
    case 'symbol':
      return formulaSymbols.has(token.text)
    case 'command':
      return formulaCommands.has(token.text)
    case 'text':
    case 'begin':
    case 'end':
    case 'row':
      return false
    default:
      return token satisfies never
  }
}

function readBody(body: readonly Token[], depth: number): Answer {
  if (body.length === 0) return { kind: 'unreadable', source: '', reason: 'it is empty' }
  if (depth > maxDepth) {
    return { kind: 'unreadable', source: spell(body), reason: 'nested too deeply' }
  }
  for (const reader of readers) {
    const answer = reader(body, (inner) => readAt(inner, depth + 1))
    if (answer) return answer
  }
  return readQuantity(body)
}

function trimmed(tokens: readonly Token[]): readonly Token[] {
  let start = 0
  let end = tokens.length
  while (start < end && isPunctuation(tokens[start])) start++
  while (end > start && (isPunctuation(tokens[end - 1]) || isCommand(tokens[end - 1], 'dots')))
    end--
  return tokens.slice(start, end)
}

/** Do dots say that a list goes on? */
function goesOn(tokens: readonly Token[]): boolean {
  return isCommand(
    tokens.findLast((token) => !isPunctuation(token)),
    'dots'
  )
}

function isPunctuation(token: Token | undefined): boolean {
  return token?.kind === 'symbol' && [',', '.', ';', ':'].includes(token.text)
}

/** A group around the whole says nothing, except that `{1, 2}` is how a set looks without its backslashes. */
function withoutGroup(tokens: readonly Token[], groups = 0): readonly Token[] {
  const isGrouped =
    isSymbol(tokens[0], '{') && closingOf(tokens) === tokens.length - 1 && tokens.length > 2
  if (!isGrouped || groups > maxGroups) return tokens
  const inner = tokens.slice(1, -1)
  const isSet =
    splitOutside(inner, (token) => isSymbol(token, ',') || isSymbol(token, '|')).length > 1
  return isSet ? tokens : withoutGroup(trimmed(inner), groups + 1)
}
