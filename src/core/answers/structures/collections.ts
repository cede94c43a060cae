import {
  type Token,
  isCommand,
  isSymbol,
  nesting,
  spell,
  splitOutside,
  symbolToken
} from '../notation/tokens.ts'
import { isProse } from '../notation/vocabulary.ts'
import {
  type Equivalence,
  different,
  equal,
  every,
  partByPart,
  undecidable
} from '../equivalence.ts'
import type { Answer, Compare, Comparer, Reader, Tuple } from './answer.ts'
import { readCondition } from './conditions.ts'
import { isName } from './names.ts'
import { withoutName } from './relations.ts'
import { compareWithUnitVectors } from './unit-vectors.ts'

/** Reads answers that commas, semicolons, "and" or "or" hold apart. */
export const readList: Reader = (tokens, read) => {
  const parts = splitOutside(tokens, isSeparator).filter((part) => part.length > 0)
  if (parts.length < 2 || isSentence(tokens)) return null
  const items = parts.map(read)
  const separators = tokens.filter(isSeparator)
  if (separators.every(isConnective) && items.every(isProposition)) {
    const operator = separators.map((token) => `\\${token.text}`).join(' ')
    return { kind: 'statement', source: spell(tokens), operator, sides: items }
  }
  if (separators.every(isAnd) && items.every((item) => item.kind === 'inequality')) {
    return { kind: 'union', source: spell(tokens), operator: 'both', parts: items }
  }
  return { kind: 'collection', source: spell(tokens), form: 'list', items: items.flatMap(elements) }
}

/** Reads `{1, 2}` and, where the braces lost their backslashes, the same. */
export const readSet: Reader = (tokens, read) => {
  const inner = insideSet(tokens)
  if (inner === null) return null
  const bar = inner.findIndex((token) => isSymbol(token, '|') || isSymbol(token, ':'))
  const condition = inner.slice(bar + 1)
  if (bar > 0 && condition.some(isRelation)) {
    const of = inner.slice(0, bar)
    const membership = of.findIndex((token) => isCommand(token, 'in'))
    // `{x | x > 3}` holds the x that the condition tells; `{2k | k ∈ Z}` holds 2k.
    return isName(membership < 0 ? of : of.slice(0, membership))
      ? read(condition)
      : { ...read(of), condition: readCondition(condition, read) }
  }
  const items = splitOutside(inner, isSeparator)
    .filter((part) => part.length > 0)
    .map(read)
  return { kind: 'collection', source: spell(tokens), form: 'set', items: items.flatMap(elements) }
}

/** Reads `2 ± √3` as its two values. */
export const readPlusMinus: Reader = (tokens, read) => {
  if (!tokens.some((token) => isCommand(token, 'pm') || isCommand(token, 'mp'))) return null
  const [upper, lower] = (['+', '-'] as const).map((sign) =>
    read(
      tokens.map((token) => {
        if (isCommand(token, 'pm')) return symbolToken(sign)
        if (isCommand(token, 'mp')) return symbolToken(sign === '+' ? '-' : '+')
        return token
      })
    )
  )
  if (!upper || !lower) return null
  const items = [upper, lower].flatMap(elements)
  return { kind: 'collection', source: spell(tokens), form: 'plus-minus', items }
}

const transposed = /^\^ (?:T|\\top|\\intercal)$/

/** Reads points, vectors and intervals. */
export const readTuple: Reader = (tokens, read) => {
  const named = readNamedPoint(tokens, read)
  if (named) return named
  const [first, last] = [tokens[0], tokens.at(-1)]
  const end = closingOf(tokens)
  // A row or a column: `(3, 4)^T`.
  const isTransposed = end > 0 && transposed.test(spell(tokens.slice(end + 1)))
  if (isTransposed && isSymbol(first, '(')) return readTuple(tokens.slice(0, end + 1), read)
  if (!first || !last || end !== tokens.length - 1) return null
  const inner = tokens.slice(1, -1)
  const parts = coordinatesIn(inner)
  const isAngled = isCommand(first, 'langle') && isCommand(last, 'rangle')
  const open = isAngled || isSymbol(first, '(') ? '(' : isSymbol(first, '[') ? '[' : null
  const close = isAngled || isSymbol(last, ')') ? ')' : isSymbol(last, ']') ? ']' : null
  if (open === null || close === null) return null
  if (parts.length > 1) {
    return { kind: 'tuple', source: spell(tokens), open, close, items: parts.map(read) }
  }
  // Brackets around a single structure, such as `({1, 2})`, add nothing; around an expression they are its own.
  const only = open === '(' && close === ')' ? read(inner) : null
  return only && only.kind !== 'quantity' && only.kind !== 'unreadable' ? only : null
}

/** The parts that commas or semicolons hold apart; of two numbers also a bar, as in `(2|3)`. */
function coordinatesIn(inner: readonly Token[]): Token[][] {
  const parts = splitOutside(inner, (token) => isSymbol(token, ',') || isSymbol(token, ';'))
  if (parts.length > 1 || !inner.some((token) => isSymbol(token, '|'))) return parts
  const barred = splitOutside(inner, (token) => isSymbol(token, '|'))
  const areNumbers = barred.every(
    (part) =>
      part.length > 0 && part.every((token) => token.kind === 'number' || isSymbol(token, '-'))
  )
  return areNumbers ? barred : parts
}

/** `A(2, 3)`: the point A; `C(6, 2)` counts combinations. */
function readNamedPoint(
  tokens: readonly Token[],
  read: (tokens: readonly Token[]) => Answer
): Answer | null {
  const [name, ...rest] = tokens
  if (name?.kind !== 'word' || !/^[ABD-Z]$/.test(name.text) || !isSymbol(rest[0], '(')) return null
  if (closingOf(rest) !== rest.length - 1 || coordinatesIn(rest.slice(1, -1)).length < 2)
    return null
  const last = read(rest)
  return {
    kind: 'equation',
    source: spell(tokens),
    sides: [
      { source: name.text, expression: null, isName: true },
      { source: spell(rest), expression: null, isName: false }
    ],
    last
  }
}

/** Compares what has no order: each element of one side must have its own equal on the other. */
export const compareCollections: Comparer = (a, b, { compare, terms }) => {
  if (a.kind !== 'collection' && b.kind !== 'collection') return null
  if (terms.policy === 'strict' && a.kind === b.kind && isSet(a) !== isSet(b)) {
    return different('a set and a list')
  }
  const [left, right] = [withoutRootLabels(elements(a)), withoutRootLabels(elements(b))]
  return (
    compareRow(left, right, compare) ??
    compareAlternatives(left, right, compare) ??
    compareAssigned(left, right, compare) ??
    compareByKey(left, right, named, compare) ??
    compareByKey(left, right, counted, compare) ??
    compareUnordered(distinct(a, left, compare), distinct(b, right, compare), compare)
  )
}

/** Compares points and vectors entry by entry; intervals are compared before. */
export const compareTuples: Comparer = (a, b, { compare, terms }) => {
  const vector = compareWithUnitVectors(a, b, terms)
  if (vector) return vector
  if (a.kind !== 'tuple' || b.kind !== 'tuple') return null
  if (a.items.length !== b.items.length) return different('a different number of entries')
  const sameBrackets = a.open === b.open && a.close === b.close
  // A row in square brackets is a vector; of two entries it is an interval.
  if (!sameBrackets && (a.items.length === 2 || a.open !== '[')) {
    if (a.items.length === 2) return different('open and closed ends differ')
  }
  return compareInOrder(a.items, b.items, compare)
}

/** Compares two rows of answers entry by entry. */
export function compareInOrder(
  a: readonly Answer[],
  b: readonly Answer[],
  compare: Compare
): Equivalence {
  if (a.length !== b.length) return different('a different number of entries')
  return every(partByPart(a, b, compare), 'the same entries')
}

/** The answers that a collection holds; any other answer holds itself. */
function elements(answer: Answer): readonly Answer[] {
  if (answer.kind === 'collection') return answer.items.flatMap(elements)
  if (
    answer.kind === 'equation' &&
    answer.last.kind === 'collection' &&
    withoutName(answer) !== answer
  ) {
    return elements(answer.last)
  }
  return [answer]
}

function distinct(whole: Answer, items: readonly Answer[], compare: Compare): readonly Answer[] {
  const repeats = whole.kind === 'collection' ? whole.form !== 'list' : whole.kind === 'equation'
  if (!repeats) return items
  return items.filter(
    (item, at) => !items.slice(0, at).some((other) => compare(item, other).equality === 'equal')
  )
}

/** `[1, 2, 3]`, as programs print a list, against `1, 2, 3`; of two entries it is an interval. */
function compareRow(
  left: readonly Answer[],
  right: readonly Answer[],
  compare: Compare
): Equivalence | null {
  const [a, b] = [solePoint(left), solePoint(right)]
  const [point, items] = a && !b ? [a, right] : b && !a ? [b, left] : [null, left]
  return point && point.items.length > 2 && point.items.length === items.length
    ? compareInOrder(point.items, items, compare)
    : null
}

/** `x = 1, y = 2` against the point `(1, 2)`. */
function compareAssigned(
  left: readonly Answer[],
  right: readonly Answer[],
  compare: Compare
): Equivalence | null {
  const [a, b] = [solePoint(left), solePoint(right)]
  if (a && !b && right.length === a.items.length && right.every(isAssignment)) {
    return compareInOrder(a.items, right.map(withoutName), compare)
  }
  if (b && !a && left.length === b.items.length && left.every(isAssignment)) {
    return compareInOrder(left.map(withoutName), b.items, compare)
  }
  return null
}

/** `0.5, 1/2` is one value written twice; `1, 1` is two. */
function compareAlternatives(
  left: readonly Answer[],
  right: readonly Answer[],
  compare: Compare
): Equivalence | null {
  const [only, several] = left.length === 1 ? [left[0], right] : [right[0], left]
  const [first, ...rest] = several
  if (!only || !first || rest.length === 0 || (left.length > 1 && right.length > 1)) return null
  const isOneValue =
    new Set(several.map((item) => item.source)).size === several.length &&
    rest.every((item) => compare(first, item).equality === 'equal')
  return isOneValue ? compare(only, first) : null
}

const rootLabel = /^([xzt]|\\lambda) _ (?:\{ )?\d(?: \})?$/

/** The numbers of `x_1 = 2, x_2 = 3` only count the roots of one equation. */
function withoutRootLabels(items: readonly Answer[]): readonly Answer[] {
  const bases = items.map((item) =>
    item.kind === 'equation' && item.sides.length === 2
      ? rootLabel.exec(item.sides[0]?.source ?? '')?.[1]
      : undefined
  )
  const areRoots = items.length > 1 && bases[0] !== undefined && new Set(bases).size === 1
  return areRoots ? items.map(withoutName) : items
}

function solePoint(items: readonly Answer[]): Tuple | null {
  const only = items.length === 1 && items[0] ? withoutName(items[0]) : null
  return only?.kind === 'tuple' ? only : null
}

function isAssignment(answer: Answer): boolean {
  return answer.kind === 'equation' && withoutName(answer) !== answer
}

/** What tells an entry from others beside it, and what it is compared by; null where it has no such key. */
type Keyed = (item: Answer) => readonly [key: string, value: Answer] | null

/** `x = 1, y = 2` against `y = 2, x = 1`: by name, so that swapped values are not the same. */
const named: Keyed = (item) =>
  item.kind === 'equation' && item.sides.length === 2 && item.sides[0]?.isName === true
    ? [item.sides[0].source, item.last]
    : null

/** `2 apples and 3 pears` by what is counted, so that 3 apples and 2 pears are another answer. */
const counted: Keyed = (item) => {
  const unit = item.kind === 'quantity' ? (item.unit ?? item.measured?.unit) : null
  return unit ? [unit.dimension ?? unit.name.replace(/s$/, ''), item] : null
}

/** Compares entry with entry of the same key; null where one has none, shares it, or has no other side. */
function compareByKey(
  left: readonly Answer[],
  right: readonly Answer[],
  keyed: Keyed,
  compare: Compare
): Equivalence | null {
  const [a, b] = [byKey(left, keyed), byKey(right, keyed)]
  if (!a || !b || a.size !== b.size || ![...a.keys()].every((key) => b.has(key))) return null
  return compareInOrder(
    [...a.values()],
    [...a.keys()].flatMap((key) => b.get(key) ?? []),
    compare
  )
}

function byKey(items: readonly Answer[], keyed: Keyed): ReadonlyMap<string, Answer> | null {
  const found = new Map<string, Answer>()
  for (const item of items) {
    const entry = keyed(item)
    if (!entry) return null
    found.set(...entry)
  }
  return found.size === items.length && items.length > 1 ? found : null
}

function compareUnordered(
  left: readonly Answer[],
  right: readonly Answer[],
  compare: Compare
): Equivalence {
  if (left.length !== right.length) return different('a different number of answers')
  const free = [...right]
  let open: Equivalence | null = null
  for (const item of left) {
    let found = -1
    let candidate = -1
    for (const [at, other] of free.entries()) {
      const { equality } = compare(item, other)
      if (equality === 'equal') {
        found = at
        break
      }
      if (equality === 'undecidable' && candidate < 0) candidate = at
    }
    if (found < 0) {
      if (candidate < 0) return different('an answer is missing on the other side')
      open = undecidable('an answer cannot be compared')
      found = candidate
    }
    free.splice(found, 1)
  }
  return open ?? equal('the same answers')
}

function isSet(collection: Answer): boolean {
  return collection.kind === 'collection' && collection.form === 'set'
}

const separator = /^[,;]?\s*(?:and|or|,|;|&)\s*[,;]?$/i
/** Set apart, so that it is no product of letters. */
const foreignSeparator = /^(?:und|oder|et|ou|или|и)$/

function isSeparator(token: Token): boolean {
  if (isSymbol(token, ',') || isSymbol(token, ';')) return true
  if (token.kind === 'row' || isConnective(token)) return true
  if (token.kind !== 'text' && token.kind !== 'word') return false
  return separator.test(token.text) || (token.space && foreignSeparator.test(token.text))
}

/** Between propositions, as in `p \land q`, these say something of both; between values they are "and" and "or". */
function isConnective(token: Token): boolean {
  return isCommand(token, 'land') || isCommand(token, 'lor')
}

function isProposition(answer: Answer): boolean {
  return (
    answer.kind === 'unreadable' ||
    (answer.kind === 'quantity' && answer.expression.kind === 'symbol')
  )
}

function isAnd(token: Token): boolean {
  return (
    isCommand(token, 'land') ||
    ((token.kind === 'text' || token.kind === 'word') && /\band\b/i.test(token.text))
  )
}

/** Three words of prose make a sentence, whose commas are its own. */
function isSentence(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => isProse(token) && !isSeparator(token))
  const hasMaths = tokens.some((token) => token.kind === 'number' || token.kind === 'command')
  return words.length >= 3 && !hasMaths
}

function isRelation(token: Token): boolean {
  return (
    (token.kind === 'symbol' && '<>='.includes(token.text)) ||
    (token.kind === 'command' && ['le', 'ge', 'ne', 'in'].includes(token.text))
  )
}

function insideSet(tokens: readonly Token[]): readonly Token[] | null {
  const [first, last] = [tokens[0], tokens.at(-1)]
  if (closingOf(tokens) !== tokens.length - 1) return null
  const inner = tokens.slice(1, -1)
  if (isSymbol(first, '\\{') && isSymbol(last, '\\}')) return inner
  if (!isSymbol(first, '{') || !isSymbol(last, '}')) return null
  const holdsSeveral = splitOutside(inner, (token) => isSymbol(token, ',')).length > 1
  const isBuilder = inner.some((token) => isSymbol(token, '|')) && inner.some(isRelation)
  return holdsSeveral || isBuilder ? inner : null
}

/** Where the bracket that begins the tokens closes; -1 where none does. */
export function closingOf(tokens: readonly Token[]): number {
  let depth = 0
  for (const [at, token] of tokens.entries()) {
    depth += nesting(token)
    if (depth <= 0) return at === 0 ? -1 : at
  }
  return -1
}
