import { type Expression, freeSymbols } from '../notation/expression.ts'
import { literal, negation, operation } from '../notation/make-expression.ts'
import { parse } from '../notation/parse.ts'
import {
  type Token,
  isCommand,
  isSymbol,
  nesting,
  openingOfLast,
  spell
} from '../notation/tokens.ts'
import type { Answer, Read, Reader } from './answer.ts'

/** A matrix or a row of formulas; a row is a matrix of one row. */
interface Table {
  readonly rows: readonly (readonly Expression[])[]
  readonly isRow: boolean
}

/**
 * Reads `\frac12 M`, `-M` and `M + t N` entry by entry, and so a number before a point: `\frac13 (1, 2, 2)`. A letter
 * before a point may be its name, or a function's.
 */
export const readMultiple: Reader = (tokens, read) => {
  const last = tokens.at(-1)
  if (!last || nesting(last) >= 0) return null
  const isOfMatrix = tokens.some((token) => token.kind === 'begin')
  if (!isOfMatrix && !startsNumber(tokens[0])) return null
  const terms = isOfMatrix ? termsOf(tokens) : [tokens]
  const tables = terms.map((term) => tableOf(term, read))
  const [first, ...others] = tables
  if (!first || others.some((table) => !table || !hasShapeOf(table, first))) return null
  const rows = first.rows.map((row, y) =>
    row.map((entry, x) =>
      others.reduce((sum, table) => operation('+', sum, table?.rows[y]?.[x] ?? entry), entry)
    )
  )
  const source = spell(tokens)
  return first.isRow
    ? { kind: 'tuple', source, open: '(', close: ')', items: rows.flat().map(asAnswer) }
    : { kind: 'matrix', source, rows: rows.map((row) => row.map(asAnswer)) }
}

function startsNumber(token: Token | undefined): boolean {
  return (
    token?.kind === 'number' ||
    isSymbol(token, '-') ||
    isCommand(token, 'frac') ||
    isCommand(token, 'sqrt')
  )
}

function asAnswer(expression: Expression): Answer {
  return { kind: 'quantity', source: '', expression, unit: null, measured: null }
}

function hasShapeOf(table: Table, other: Table): boolean {
  return (
    table.rows.length === other.rows.length &&
    table.rows.every((row, at) => row.length === other.rows[at]?.length)
  )
}

/** The terms of a sum, each with its sign. */
function termsOf(tokens: readonly Token[]): Token[][] {
  const terms: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    const isSign = depth === 0 && (isSymbol(token, '+') || isSymbol(token, '-'))
    if (isSign && (terms.at(-1)?.length ?? 0) > 0) terms.push([])
    if (!isSymbol(token, '+') || depth > 0) terms.at(-1)?.push(token)
    depth += nesting(token)
  }
  return terms
}

/** A table with the factor before it taken in; null for any other term. */
function tableOf(term: readonly Token[], read: Read): Table | null {
  const begin = term.findIndex((token) => token.kind === 'begin')
  const isBracketed = begin > 0 && /^[([]$/.test(term[begin - 1]?.text ?? '')
  const at = begin < 0 ? openingOfLast(term) : isBracketed ? begin - 1 : begin
  const before = term.slice(0, at)
  const inside = term.slice(at)
  if (at < 0 || openingOfLast(inside) !== 0) return null
  const factor = factorOf(before)
  const answer = factor && read(inside)
  const rows =
    answer?.kind === 'matrix' ? answer.rows : answer?.kind === 'tuple' ? [answer.items] : []
  const isRow = answer?.kind === 'tuple'
  if (!factor || rows.length === 0) return null
  if (isRow && (freeSymbols(factor).size > 0 || answer.open !== '(' || answer.close !== ')')) {
    return null
  }
  const entries = rows.map((row) =>
    row.flatMap((entry) =>
      entry.kind === 'quantity' && !entry.unit ? [operation('*', factor, entry.expression)] : []
    )
  )
  return entries.every((row, y) => row.length === rows[y]?.length) ? { rows: entries, isRow } : null
}

/** The factor that the tokens before a table are; null where they are none. */
function factorOf(tokens: readonly Token[]): Expression | null {
  const last = tokens.at(-1)
  const isSign = isCommand(last, 'cdot') || isCommand(last, 'times') || isSymbol(last, '*')
  const bare = isSign ? tokens.slice(0, -1) : tokens
  if (bare.length === 0) return literal('1')
  if (bare.length === 1 && isSymbol(bare[0], '-')) return negation(literal('1'))
  const factor = parse(bare)
  return typeof factor === 'string' ? null : factor
}
