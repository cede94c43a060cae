import { type Token, isCommand, isSymbol, spell, splitOutside } from '../notation/tokens.ts'
import type { Answer, Reader } from './answer.ts'
import { closingOf, readList, readPlusMinus, readSet, readTuple } from './collections.ts'
import { readMatrix } from './matrices.ts'
import { readQuantity } from './quantities.ts'
import { readRatio } from './ratios.ts'
import { readUnion } from './real-sets.ts'
import { readRelation } from './relations.ts'
import { readWords } from './words.ts'

/** Structures inside structures deeper than this are no answers. */
const maxDepth = 8
/** Groups around groups more than this are no answers either. */
const maxGroups = 16
/** Reading takes at most time quadratic in the tokens; no answer has more of them. */
const maxTokens = 2_000

/** From what binds loosest to what binds tightest. */
const readers: readonly Reader[] = [
  readSet,
  readMatrix,
  readList,
  readUnion,
  readRelation,
  readTuple,
  readPlusMinus,
  readRatio,
  readWords
]

/** Reads the structure of an answer. */
export function readAnswer(tokens: readonly Token[]): Answer {
  return tokens.length > maxTokens
    ? { kind: 'unreadable', source: spell(tokens), reason: 'it is too long' }
    : readAt(tokens, 0)
}

function readAt(tokens: readonly Token[], depth: number): Answer {
  const body = withoutGroup(trimmed(withoutCondition(tokens)))
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

/** Drops a closing condition such as "for all n" or "where k is an integer". */
function withoutCondition(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    (token, index) =>
      index > 0 &&
      ((token.kind === 'text' &&
        /^[,;]?\s*\(?(?:if|for|when|where|with|only)\b/i.test(token.text)) ||
        (token.kind === 'word' && /^(?:for|where|when)$/i.test(token.text)) ||
        isCommand(token, 'forall'))
  )
  return at > 0 ? tokens.slice(0, at) : tokens
}
