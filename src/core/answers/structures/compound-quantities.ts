import { operation } from '../notation/make-expression.ts'
import { parse } from '../notation/parse.ts'
import { type Token, isCommand, isSymbol, spell, splitOutside } from '../notation/tokens.ts'
import type { Expression } from '../notation/expression.ts'
import type { Answer, Reader } from './answer.ts'
import { type Unit, knownUnit } from './units.ts'

interface Part {
  readonly expression: Expression
  readonly unit: Unit
}

/** Reads `2 hours 30 minutes` and `5 feet 3 inches`: one measure, in the first unit and in the last. */
export const readCompoundQuantity: Reader = (tokens) => {
  const parts = tokens.length >= 4 && tokens[0]?.kind === 'number' ? partsOf(tokens) : null
  const [first] = parts ?? []
  const last = parts?.at(-1)
  if (!parts || !first || !last || parts.length < 2) return null
  const falls = parts.every((part, at) => {
    const before = parts[at - 1]
    return (
      !before ||
      (before.unit.dimension === part.unit.dimension && before.unit.roughly > part.unit.roughly)
    )
  })
  if (!falls) return null
  return {
    kind: 'quantity',
    source: spell(tokens),
    expression: totalIn(first.unit, parts),
    unit: first.unit,
    measured: { expression: totalIn(last.unit, parts), unit: last.unit }
  }
}

function partsOf(tokens: readonly Token[]): Part[] | null {
  const parts: Part[] = []
  let start = 0
  for (const [at, token] of tokens.entries()) {
    const unit = at > start ? knownUnit(token) : null
    if (!unit) continue
    const expression = parse(tokens.slice(start, at).filter((one) => !/^and$/i.test(one.text)))
    if (typeof expression === 'string' || !isPlainNumber(expression)) return null
    parts.push({ expression, unit })
    start = at + 1
  }
  return start === tokens.length ? parts : null
}

function isPlainNumber(expression: Expression): boolean {
  return (
    expression.kind === 'number' ||
    (expression.kind === 'operation' &&
      '+/'.includes(expression.operator) &&
      isPlainNumber(expression.left) &&
      isPlainNumber(expression.right))
  )
}

function totalIn(unit: Unit, parts: readonly Part[]): Expression {
  return parts
    .map((part) => operation('*', part.expression, operation('/', part.unit.size, unit.size)))
    .reduce((sum, term) => operation('+', sum, term))
}

/** Reads `4 ft × 12 ft` and `4 by 12 inches`: the sides of something, in any order. */
export const readDimensions: Reader = (tokens, read) => {
  const isCross = (token: Token) =>
    isCommand(token, 'times') ||
    (token.kind === 'word' && /^(?:by|x)$/i.test(token.text)) ||
    (token.kind === 'text' && token.text.toLowerCase() === 'by')
  const parts = splitOutside(tokens, isCross)
  if (parts.length < 2 || parts.some((part) => part.length === 0)) return null
  const items = parts.map(read)
  const isMeasured = (answer: Answer) =>
    answer.kind === 'quantity' &&
    ((answer.unit?.dimension ?? null) !== null || answer.measured !== null)
  const crossed = tokens.some((token) => isSymbol(token, '=')) ? false : items.every(isMeasured)
  return crossed ? { kind: 'collection', source: spell(tokens), form: 'list', items } : null
}
