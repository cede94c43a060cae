import { type Token, isSymbol, spell, splitOutside } from '../notation/tokens.ts'
import { literal, operation } from '../notation/make-expression.ts'
import type { Expression } from '../notation/expression.ts'
import { different } from '../equivalence.ts'
import type { Answer, Comparer, Matrix, Reader } from './answer.ts'
import { closingOf, compareInOrder } from './collections.ts'

const tables = /^(?:[pbvBV]?matrix|smallmatrix|array)$/
const layouts = /^(?:cases|aligned|align|gathered|gather|split|equation|multline|eqnarray)$/

/** Reads a matrix; an `aligned` or `cases` block is a list of its rows. */
export const readMatrix: Reader = (tokens, read) => {
  const body = withoutBrackets(tokens)
  const [first, last] = [body[0], body.at(-1)]
  if (first?.kind !== 'begin' || last?.kind !== 'end' || first.text !== last.text) return null
  // Of a sum the first table ends before.
  if (closingOf(body) !== body.length - 1) return null
  const source = spell(body)
  const rows = splitOutside(body.slice(1, -1), (token) => token.kind === 'row').filter(
    (row) => row.length > 0
  )
  if (layouts.test(first.text)) {
    const items = rows.map((row) => read(row.filter((token) => !isSymbol(token, '&'))))
    return { kind: 'collection', source, form: 'list', items }
  }
  if (!tables.test(first.text)) return null
  const entries = rows.map((row) => splitOutside(row, (token) => isSymbol(token, '&')))
  const [only] = entries.flat()
  // A table of one cell is how its content looks.
  if (only && entries.flat().length === 1) return read(only)
  const values = entries.map((row) => row.map(read))
  const isBarred = first.text === 'vmatrix' || isSymbol(tokens[0], '|')
  const value = isBarred ? determinant(values) : null
  return value
    ? { kind: 'quantity', source: `| ${source} |`, expression: value, unit: null, measured: null }
    : { kind: 'matrix', source, rows: values }
}

/** Larger determinants are not expanded. */
const largest = 4

/** The determinant of numbers and formulas, by its first row; null where there is none. */
function determinant(rows: readonly (readonly Answer[])[]): Expression | null {
  const values = rows.map((row) =>
    row.flatMap((entry) => (entry.kind === 'quantity' && !entry.unit ? [entry.expression] : []))
  )
  const isSquare = values.length <= largest && values.every((row) => row.length === rows.length)
  return isSquare ? expanded(values) : null
}

function expanded([first = [], ...rest]: readonly (readonly Expression[])[]): Expression {
  return first.reduce<Expression>((sum, entry, at) => {
    const minor = rest.map((row) => row.filter((_, column) => column !== at))
    const term = rest.length === 0 ? entry : operation('*', entry, expanded(minor))
    return at === 0 ? term : operation(at % 2 === 0 ? '+' : '-', sum, term)
  }, literal('0'))
}

function withoutBrackets(tokens: readonly Token[]): readonly Token[] {
  const [first, last] = [tokens[0], tokens.at(-1)]
  const isBracketed =
    (isSymbol(first, '[') && isSymbol(last, ']')) ||
    (isSymbol(first, '(') && isSymbol(last, ')')) ||
    (isSymbol(first, '|') && isSymbol(last, '|'))
  return isBracketed && tokens[1]?.kind === 'begin' ? tokens.slice(1, -1) : tokens
}

/** Compares matrices entry by entry; a single row or column is also the vector of its entries. */
export const compareMatrices: Comparer = (a, b, { compare }) => {
  if (a.kind !== 'matrix' && b.kind !== 'matrix') return null
  const [x, y] = [rowsOf(a), rowsOf(b)]
  if (x && y) {
    const sameShape = x.length === y.length && x.every((row, at) => row.length === y[at]?.length)
    return sameShape
      ? compareInOrder(x.flat(), y.flat(), compare)
      : different('matrices of different shapes')
  }
  const [left, right] = [entriesOf(a), entriesOf(b)]
  return left && right
    ? compareInOrder(left, right, compare)
    : different('a matrix and something else')
}

/** The rows of a matrix, or of a list of lists as programs print it. */
function rowsOf(answer: Answer): readonly (readonly Answer[])[] | null {
  if (answer.kind === 'matrix') return answer.rows
  if (answer.kind !== 'tuple') return null
  const rows = answer.items.flatMap((item) => (item.kind === 'tuple' ? [item.items] : []))
  return rows.length === answer.items.length ? rows : null
}

function entriesOf(answer: Answer): readonly Answer[] | null {
  if (answer.kind === 'matrix') return vectorOf(answer)
  return answer.kind === 'tuple' ? answer.items : null
}

function vectorOf({ rows }: Matrix): readonly Answer[] | null {
  if (rows.length === 1) return rows[0] ?? null
  return rows.every((row) => row.length === 1) ? rows.flat() : null
}
