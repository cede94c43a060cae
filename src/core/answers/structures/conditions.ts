import {
  type Token,
  isCommand,
  isSymbol,
  nesting,
  openingOfLast,
  spell,
  splitOutside
} from '../notation/tokens.ts'
import { isGreek, isProse } from '../notation/vocabulary.ts'
import { type Equivalence, different } from '../equivalence.ts'
import type { Answer, Compare, Condition, Read } from './answer.ts'
import { isName } from './names.ts'
import { areOpposite } from './opposites.ts'

const introduction = /^[,;]?\s*\(?(?:if|for|when|where|with|only|provided)\b/i
const introductionWord = /^(?:if|for|where|when|provided)$/i
const limits = new Set(['<', '>', '\\le', '\\ge', '\\ne', '\\in'])
const properties =
  /^(?:is|are|be|an?|any|all|some|every|arbitrary|positive|negative|non|nonnegative|non-negative|nonzero|non-zero|real|rational|whole|natural|odd|even|prime|integers?|numbers?|constants?|complex|-)$/i

/**
 * An answer's tokens without the condition behind it.
 * @param goesOn dots followed the tokens, as in `k = 0, 1, 2, …`
 */
export function splitCondition(
  tokens: readonly Token[],
  goesOn: boolean
): {
  readonly body: readonly Token[]
  readonly condition: readonly Token[] | null
} {
  const at = introducedAt(tokens)
  if (at > 0) return { body: tokens.slice(0, at), condition: tokens.slice(at) }
  return (
    indexed(tokens) ??
    inBrackets(tokens) ??
    behindComma(tokens, goesOn) ?? { body: tokens, condition: null }
  )
}

export function readCondition(tokens: readonly Token[], read: Read): Condition {
  const relation = tokens.filter(
    (token) => token.kind !== 'text' && !isProse(token) && !isCommand(token, 'forall')
  )
  const answer = relation.some((token) => limits.has(signOf(token))) ? read(relation) : null
  return { source: spell(tokens), answer }
}

/**
 * Conditions that exclude each other make the answers different. One that only one side states, or states in words,
 * changes nothing: the problem gives it.
 */
export function compareConditions(a: Answer, b: Answer, compare: Compare): Equivalence | null {
  const [x, y] = [a.condition, b.condition]
  if (!x || !y || x.source === y.source) return null
  if (areOpposite(x.source, y.source)) return different('opposite conditions')
  if (!x.answer || !y.answer || x.answer.kind !== y.answer.kind) return null
  return compare(x.answer, y.answer).equality === 'different'
    ? different('different conditions')
    : null
}

/** "for all n", "where k is an integer", not in brackets. */
function introducedAt(tokens: readonly Token[]): number {
  let depth = 0
  return tokens.findIndex(
    (token, index) =>
      (depth += nesting(token)) <= 0 &&
      index > 0 &&
      ((token.kind === 'text' && introduction.test(token.text)) ||
        (token.kind === 'word' &&
          introductionWord.test(token.text) &&
          // `3 for $1` is a price.
          !(tokens[index + 1]?.kind === 'number' && tokens[index + 2]?.text === 'dollars')) ||
        isCommand(token, 'forall'))
  )
}

/** `\bigcup_{k \in Z} (…)`: one set for each k. */
function indexed(tokens: readonly Token[]): ReturnType<typeof splitCondition> | null {
  if (!isCommand(tokens[0], 'bigcup') && !isCommand(tokens[0], 'cup')) return null
  if (!isSymbol(tokens[1], '_')) return null
  let at = groupEnd(tokens, 2)
  const condition = tokens.slice(2, at)
  if (isSymbol(tokens[at], '^')) at = groupEnd(tokens, at + 1)
  const isAllWhole = tokens.slice(2, at).some((token) => isCommand(token, 'infty'))
  return { body: tokens.slice(at), condition: isAllWhole ? [] : condition }
}

/** Where the group or single token at `start` ends. */
function groupEnd(tokens: readonly Token[], start: number): number {
  if (!isSymbol(tokens[start], '{')) return start + 1
  let depth = 0
  for (let at = start; at < tokens.length; at++) {
    depth += nesting(tokens[at] ?? { kind: 'row', text: '', space: false })
    if (depth === 0) return at + 1
  }
  return tokens.length
}

/** `n^2 (n ≥ 2)`, but not `P(X ≥ 2)`: the condition is on what the answer speaks of. */
function inBrackets(tokens: readonly Token[]): ReturnType<typeof splitCondition> | null {
  const last = tokens.at(-1)
  if (!isSymbol(last, ')') && !isSymbol(last, ']')) return null
  const open = openingOfLast(tokens)
  if (open < 1) return null
  const [body, inside] = [tokens.slice(0, open), tokens.slice(open + 1, -1)]
  const introduced = inside[0] !== undefined && introductionWord.test(inside[0].text)
  const isLimit =
    inside.some((token) => limits.has(signOf(token)) || isSymbol(token, '=')) &&
    !isSymbol(inside[0], '=')
  if (!introduced && !isLimit && !isProperty(inside)) return null
  const subjects = lettersOf(inside)
  const isAboutBody = subjects.some((name) => mentions(body, name))
  return isAboutBody || lettersOf(body).length === 0 ? { body, condition: inside } : null
}

/** `2^k, k ≥ 0` and `ax + b, a, b ∈ R`, where the letters are parameters of what stands before. */
function behindComma(
  tokens: readonly Token[],
  goesOn: boolean
): ReturnType<typeof splitCondition> | null {
  const parts = splitOutside(tokens, (token) => isSymbol(token, ',') || isSymbol(token, ';'))
  if (parts.length < 2) return null
  let from = parts.length
  if (goesOn) {
    // k = 0, 1, 2, …
    from = parts.findIndex((part, at) => at > 0 && isSymbol(part[1], '=') && isLetter(part[0]))
    if (from < 0) return null
  } else {
    while (from > 1 && isCondition(parts[from - 1] ?? [])) from--
    if (from === parts.length) return null
    while (from > 1 && parts[from - 1]?.length === 1 && isLetter(parts[from - 1]?.[0])) from--
  }
  const body = parts.slice(0, from)
  const subjects = lettersOf(parts[from] ?? [])
  const stands = body.every(
    (part) => !part.some((token) => limits.has(signOf(token))) && isExplicit(part)
  )
  const isAboutBody = subjects.some((name) => mentions(body.flat(), name))
  // `3, x > 0` is 3 under a condition, and no number beside a ray.
  if (!stands || !(isAboutBody || lettersOf(body.flat()).length === 0)) return null
  const end = body.reduce((sum, part) => sum + part.length + 1, -1)
  return { body: tokens.slice(0, end), condition: tokens.slice(end + 1) }
}

function isCondition(part: readonly Token[]): boolean {
  return (
    (part.some((token) => limits.has(signOf(token))) && lettersOf(part).length > 0) ||
    isProperty(part)
  )
}

/** An equation between two formulas is a curve, and a condition on it cuts a piece out. */
function isExplicit(part: readonly Token[]): boolean {
  const at = part.findIndex((token) => isSymbol(token, '='))
  return at < 0 || isName(part.slice(0, at))
}

/** `p prime`, `k an integer`. */
function isProperty(part: readonly Token[]): boolean {
  const [first, ...rest] = part
  const words = rest.flatMap((token) => token.text.split(/\s+/)).filter((word) => word !== '')
  return isLetter(first) && words.length > 0 && words.every((word) => properties.test(word))
}

function isLetter(token: Token | undefined): boolean {
  return (
    (token?.kind === 'word' && token.text.length === 1) ||
    (token?.kind === 'command' && isGreek(token.text))
  )
}

function lettersOf(tokens: readonly Token[]): string[] {
  return tokens.filter(isLetter).map((token) => token.text)
}

function mentions(tokens: readonly Token[], name: string): boolean {
  return tokens.some(
    (token) =>
      token.text === name ||
      (name.length === 1 && token.kind === 'word' && !isProse(token) && token.text.includes(name))
  )
}

function signOf(token: Token): string {
  return token.kind === 'command' ? `\\${token.text}` : token.kind === 'symbol' ? token.text : ''
}
