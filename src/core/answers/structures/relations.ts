import { compareExpressions } from '../compare-expressions.ts'
import { compareUpToFactor } from '../compare-up-to-factor.ts'
import { type Expression, freeSymbols, rename } from '../notation/expression.ts'
import { parse } from '../notation/parse.ts'
import {
  type Token,
  isCommand,
  isSymbol,
  nesting,
  spell,
  splitOutside
} from '../notation/tokens.ts'
import type { Terms } from '../terms.ts'
import { type Equivalence, any, different, every, partByPart, undecidable } from '../equivalence.ts'
import type {
  Answer,
  Comparer,
  RelationSign,
  Equation,
  Inequality,
  Reader,
  Side,
  Statement
} from './answer.ts'
import { isName } from './names.ts'
import { readQuantity } from './quantities.ts'
import { compareResidues, splitModulus } from './residues.ts'

const comparisons = new Set<string>(['<', '>', '\\le', '\\ge', '\\ne', '='])
/** What these say, they say of both sides. */
const statements = new Set([
  '\\in',
  '\\notin',
  '\\ni',
  '\\equiv',
  '\\subset',
  '\\subseteq',
  '\\supset',
  '\\supseteq',
  '\\parallel',
  '\\perp',
  '\\cong'
])
const turnable = new Set(['\\land', '\\lor', '\\equiv', '\\parallel', '\\perp', '\\cong'])
const relations = new Set([
  ...comparisons,
  ...statements,
  '\\in',
  '\\approx',
  '\\sim',
  '\\equiv',
  '\\to',
  '\\implies',
  '\\iff',
  '\\notin'
])

/** Reads equations, inequalities, memberships and approximations. */
export const readRelation: Reader = (tokens, read) => {
  const { parts, operators } = splitRelations(tokens)
  if (operators.length === 0) return null
  const source = spell(tokens)
  const approximation = operators.findIndex(
    (operator) => operator === '\\approx' || operator === '\\sim'
  )
  if (approximation >= 0) {
    const before = parts.slice(0, approximation + 1)
    const named = before.length === 1 && isName(before[0] ?? [])
    if (!named && before.some((part) => part.length > 0))
      return read(untilRelation(tokens, approximation))
  }
  const membership = operators.lastIndexOf('\\in')
  // `x ∈ [0, 1)` names an unknown and states its values; `2 ∈ A` is a statement about 2.
  if (membership >= 0 && isName(parts[membership] ?? []) && !isPointOn(parts))
    return read(parts[membership + 1] ?? [])
  const [operator = ''] = operators
  if (
    operators.length === 1 &&
    statements.has(operator) &&
    parts.every((part) => part.length > 0)
  ) {
    const [left, right = []] = parts
    if (operator === '\\cong' && parts.every(isTriangle)) {
      return { kind: 'statement', source, operator, sides: parts.map(asWritten) }
    }
    const residue = operator === '\\equiv' ? splitModulus(right) : null
    const sides = left && residue ? [left, ...residue] : parts
    return { kind: 'statement', source, operator, sides: sides.map(read) }
  }
  const plain = operators.map((operator) =>
    operator === '\\approx' || operator === '\\sim' ? '=' : operator
  )
  if (plain.every((operator) => operator === '=')) return equation(parts, source, read)
  if (!plain.every(isComparison) || parts.some((part) => part.length === 0)) {
    return { kind: 'unreadable', source, reason: 'it is a relation of another kind' }
  }
  return { kind: 'inequality', source, sides: parts.map(side), operators: plain }
}

/** `P ∈ ℓ` says where a point lies; `x ∈ A` and `n ∈ \mathbb{Z}` say what values an unknown has. */
function isPointOn([left, right]: readonly (readonly Token[])[]): boolean {
  const isPoint = left?.length === 1 && /^[A-Z]$/.test(left[0]?.text ?? '')
  return isPoint && right?.length === 1 && isName(right)
}

function isTriangle([first]: readonly Token[]): boolean {
  return isCommand(first, 'triangle')
}

/** The order of letters says which corner corresponds to which. */
function asWritten(tokens: readonly Token[]): Answer {
  const source = spell(tokens)
  return { kind: 'words', source, text: source }
}

function equation(
  parts: readonly Token[][],
  source: string,
  read: (tokens: readonly Token[]) => Answer
): Answer {
  const filled = parts.filter((part) => part.length > 0)
  const last = filled.at(-1)
  if (!last || filled.length === 1) return read(last ?? [])
  return { kind: 'equation', source, sides: filled.map(side), last: read(last) }
}

function side(tokens: readonly Token[]): Side {
  const value = readQuantity(tokens)
  return {
    source: spell(tokens),
    expression: value.kind === 'quantity' ? value.expression : quotient(tokens),
    isName: isName(tokens)
  }
}

/** `a:b` of `a:b = 2:3`. */
function quotient(tokens: readonly Token[]): Expression | null {
  const parts = splitOutside(tokens, (token) => isSymbol(token, ':')).map((part) => parse(part))
  const [left, right] = parts
  if (
    parts.length !== 2 ||
    !left ||
    !right ||
    typeof left === 'string' ||
    typeof right === 'string'
  ) {
    return null
  }
  return { kind: 'operation', operator: '/', left, right }
}

/** The tokens before the relation of that number. */
function untilRelation(tokens: readonly Token[], count: number): readonly Token[] {
  let seen = -1
  let depth = 0
  const end = tokens.findIndex((token) => {
    const found = depth === 0 && relations.has(operatorOf(token)) && ++seen === count
    depth += nesting(token)
    return found
  })
  return tokens.slice(0, end)
}

function splitRelations(tokens: readonly Token[]): {
  readonly parts: readonly Token[][]
  readonly operators: readonly string[]
} {
  const parts: Token[][] = [[]]
  const operators: string[] = []
  let depth = 0
  for (const token of tokens) {
    const operator = operatorOf(token)
    if (depth === 0 && relations.has(operator)) {
      operators.push(operator)
      parts.push([])
    } else parts.at(-1)?.push(token)
    depth = Math.max(0, depth + nesting(token))
  }
  return { parts, operators }
}

function operatorOf(token: Token): string {
  return token.kind === 'command' ? `\\${token.text}` : token.kind === 'symbol' ? token.text : ''
}

function isComparison(operator: string): operator is RelationSign {
  return comparisons.has(operator)
}

/** What an equation says of the thing that it names: `5` of `x = 5`; any other answer is returned as it is. */
export function withoutName(answer: Answer): Answer {
  if (answer.kind !== 'equation') return answer
  const named = answer.sides.slice(0, -1)
  const isChain = named.length > 1 && named[0]?.isName
  return isChain || named.every((one) => one.isName) ? answer.last : answer
}

/** Compares equations with each other and with what they state. */
export const compareEquations: Comparer = (a, b, { compare, terms }) => {
  if (a.kind === 'equation' && b.kind === 'equation') {
    return any([
      ...statedBy(a, b).map(([x, y]) => compare(x, y)),
      ...renamed(a, b).map(([x, y]) => compareExpressions(x, y, terms)),
      compareAsRelations(a, b, terms)
    ])
  }
  const [stated, other] =
    a.kind === 'equation' ? [a, b] : b.kind === 'equation' ? [b, a] : [null, a]
  if (!stated) return null
  const value = withoutName(stated)
  if (value !== stated) return compare(value, other)
  if (stated.sides.length > 2 || isIdentity(stated, terms)) return compare(stated.last, other)
  return different('an equation and a value')
}

/** `10^3 = 1000` states 1000. */
function isIdentity({ sides }: Equation, terms: Terms): boolean {
  const [left, right] = expressionsOf(sides) ?? []
  const isTautology = sides[0]?.source === sides[1]?.source
  if (!left || !right || isTautology || symbolsOf([left, right]).length > 0) return false
  return compareExpressions(left, right, terms).equality === 'equal'
}

function statedBy(a: Equation, b: Equation): (readonly [Answer, Answer])[] {
  const [x, y] = [withoutName(a), withoutName(b)]
  const [nameA = '', nameB = ''] = [a.sides[0]?.source, b.sides[0]?.source]
  // `x = 5` and `y = 5` speak of different unknowns.
  const areUnknowns = /^[a-z]$/.test(nameA) && /^[a-z]$/.test(nameB) && nameA !== nameB
  // So do `a_{n}` and `a_{n-1}`.
  const areIndexed = / _ /.test(nameA) && / _ /.test(nameB) && nameA !== nameB
  if (areIndexed && nameA[0] === nameB[0]) return []
  if (nameOthers(nameA, nameB)) return []
  if (x === a || y === b || (areUnknowns && a.sides.length === 2 && b.sides.length === 2)) return []
  return [[x, y]]
}

const segment = /^(?:\\overline )?([A-Z]{2})$|^\| ([A-Z]{1,2}) \|$/
const angle = /^\\angle (?:([A-Z])|[A-Z]([A-Z])[A-Z])$/
/** Mean, variance and the like of something. */
const measureOf = /^(E|P|Cov|Var|SD|std) [([] (.+) [)\]]$/i
const valueAt = /^([a-zA-Z]) \( ([A-Z]|(?:- )?\d+) \)$/

/** Do two names of one form speak of different things: AB and AC, the angles at A and at B, P(A) and P(B), E(X) and Var(X), f(2) and f(3)? */
function nameOthers(a: string, b: string): boolean {
  const [segmentA, segmentB] = [a, b].map((name) => {
    const match = segment.exec(name)
    return match?.[1] ?? match?.[2]
  })
  if (segmentA !== undefined && segmentB !== undefined) {
    return [...segmentA].sort().join('') !== [...segmentB].sort().join('')
  }
  const [angleA, angleB] = [angle.exec(a), angle.exec(b)]
  if (angleA && angleB) return (angleA[1] ?? angleA[2]) !== (angleB[1] ?? angleB[2])
  const [measureA, measureB] = [measureOf.exec(a), measureOf.exec(b)]
  if (measureA && measureB && measureA[2] === measureB[2] && measureA[1] !== measureB[1]) {
    return true
  }
  const [valueA, valueB] = [valueAt.exec(a), valueAt.exec(b)]
  return !!valueA && !!valueB && valueA[1] === valueB[1] && valueA[2] !== valueB[2]
}

/** `f(x) = x^2` and `f(t) = t^2` define the same function. */
function renamed(a: Equation, b: Equation): (readonly [Expression, Expression])[] {
  const pattern = /^([a-zA-Z]+) \( ([a-z]) \)$/
  const left = pattern.exec(a.sides[0]?.source ?? '')
  const right = pattern.exec(b.sides[0]?.source ?? '')
  const [x, y] = [a.sides.at(-1)?.expression, b.sides.at(-1)?.expression]
  if (!left?.[2] || !right?.[2] || left[1] !== right[1] || left[2] === right[2] || !x || !y)
    return []
  // The new name must not already mean something on the other side.
  if (freeSymbols(y).has(left[2]) || freeSymbols(x).has(right[2])) return []
  return [[x, rename(y, new Map([[right[2], { kind: 'symbol', name: left[2] }]]))]]
}

function compareAsRelations(a: Equation, b: Equation, terms: Terms): Equivalence {
  const [x, y] = [expressionsOf(a.sides), expressionsOf(b.sides)]
  if (!x || !y) return undecidable('a side of an equation cannot be read')
  const symbols = symbolsOf([...x, ...y])
  if (symbols.length === 0 || x.length !== 2 || y.length !== 2) {
    if (x.length !== y.length) return different('equations of different length')
    const same = (left: Expression, right: Expression) => compareExpressions(left, right, terms)
    const sides = (turned: readonly Expression[]) =>
      every(partByPart(x, turned, same), 'the same sides')
    return any([sides(y), sides([...y].reverse())])
  }
  return compareUpToFactor(differenceOf(x), differenceOf(y), symbols, 'any', terms)
}

const backward: ReadonlyMap<string, string> = new Map([
  ['\\ni', '\\in'],
  ['\\supset', '\\subset'],
  ['\\supseteq', '\\subseteq']
])

/** `B ⊇ A` as `A ⊆ B`. */
function forward(statement: Statement): Statement {
  const operator = backward.get(statement.operator)
  return operator === undefined
    ? statement
    : { ...statement, operator, sides: [...statement.sides].reverse() }
}

function turnedRound([left, right, ...modulus]: readonly Answer[]): readonly Answer[] {
  return left && right ? [right, left, ...modulus] : []
}

/** Compares statements by their sign and both sides. */
export const compareStatements: Comparer = (left, right, { compare, terms }) => {
  const residues = compareResidues(left, right, compare, terms)
  if (residues?.equality === 'equal') return residues
  if (left.kind !== 'statement' || right.kind !== 'statement') return residues
  const [a, b] = [forward(left), forward(right)]
  if (a.operator !== b.operator) {
    return a.operator.replace('not', '') === b.operator.replace('not', '')
      ? different('a statement and its denial')
      : undecidable('statements of different kinds')
  }
  if (a.sides.length !== b.sides.length) return different('statements of different kinds')
  const sides = (turned: readonly Answer[]) =>
    every(partByPart(a.sides, turned, compare), 'the same statement')
  return turnable.has(a.operator)
    ? any([sides(b.sides), sides(turnedRound(b.sides))])
    : sides(b.sides)
}

/** Compares inequalities that hold for the same values. */
export const compareInequalities: Comparer = (a, b, { terms }) => {
  if (a.kind !== 'inequality' && b.kind !== 'inequality') return null
  if (a.kind !== 'inequality' || b.kind !== 'inequality') {
    return different('an inequality and something else')
  }
  const [x, y] = [chainOf(a), chainOf(b)]
  if (!x || !y) return undecidable('an inequality cannot be read')
  if (x.length !== y.length) return different('inequalities of different length')
  const symbols = symbolsOf([...x, ...y].map((link) => link.difference))
  const free = [...y]
  for (const link of x) {
    const at = free.findIndex(
      (other) =>
        other.operator === link.operator &&
        compareUpToFactor(
          link.difference,
          other.difference,
          symbols,
          link.operator === '\\ne' || link.operator === '=' ? 'any' : 'positive',
          terms
        ).equality === 'equal'
    )
    if (at < 0) return different('different inequalities')
    free.splice(at, 1)
  }
  return { equality: 'equal', reason: 'the same inequalities' }
}

interface Link {
  readonly operator: '<' | '\\le' | '\\ne' | '='
  /** Above zero (or not below) where the inequality holds. */
  readonly difference: Expression
}

function chainOf(inequality: Inequality): readonly Link[] | null {
  const sides = expressionsOf(inequality.sides)
  if (!sides) return null
  return inequality.operators.map((operator, at) => {
    const [left, right] = [sides[at], sides[at + 1]]
    if (!left || !right) throw new Error(`Expected ${at + 2} sides, got ${sides.length}`)
    switch (operator) {
      case '>':
        return { operator: '<', difference: differenceOf([left, right]) }
      case '\\ge':
        return { operator: '\\le', difference: differenceOf([left, right]) }
      case '<':
      case '\\le':
      case '\\ne':
      case '=':
        return { operator, difference: differenceOf([right, left]) }
      default:
        return operator satisfies never
    }
  })
}

function expressionsOf(sides: readonly Side[]): readonly Expression[] | null {
  const expressions = sides.flatMap((one) => one.expression ?? [])
  return expressions.length === sides.length ? expressions : null
}

function differenceOf([left, right]: readonly Expression[]): Expression {
  if (!left || !right) throw new Error('Expected two sides')
  return { kind: 'operation', operator: '-', left, right }
}

function symbolsOf(expressions: readonly Expression[]): string[] {
  return [...new Set(expressions.flatMap((expression) => [...freeSymbols(expression)]))].sort()
}
