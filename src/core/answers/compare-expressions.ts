import { compareConstants } from './compare-constants.ts'
import { compareFunctions } from './compare-functions.ts'
import { type Expression, freeSymbols, rename, some } from './notation/expression.ts'
import { negation } from './notation/make-expression.ts'
import type { Policy, Terms } from './terms.ts'
import { type Equivalence, any } from './equivalence.ts'

/** What the ambiguous signs of school notation mean in one reading. */
interface Reading {
  /** `50\%` as the number 50, where the question was "how many percent". */
  readonly dropPercent: boolean
  /** `50°` as the number 50, where the question was "how many degrees". */
  readonly dropDegrees: boolean
  /** What a `log` without a base means. */
  readonly logarithm: 'decimal' | 'natural'
}

/** Compares two expressions in every reading that the policy allows. */
export function compareExpressions(a: Expression, b: Expression, terms: Terms): Equivalence {
  return any(compareReadings(a, b, terms))
}

function* compareReadings(a: Expression, b: Expression, terms: Terms): Generator<Equivalence> {
  const [left, right] = withCommonNames(a, b)
  if (!some(left, isAmbiguous) && !some(right, isAmbiguous)) {
    yield compareValues(left, right, terms)
    return
  }
  for (const reading of readings(left, right, terms.policy)) {
    yield compareValues(interpret(left, reading), interpret(right, reading), terms)
  }
}

function compareValues(a: Expression, b: Expression, terms: Terms): Equivalence {
  const symbols = [...new Set([...freeSymbols(a), ...freeSymbols(b)])].sort()
  return symbols.length === 0
    ? compareConstants(a, b, terms)
    : compareFunctions(a, b, symbols, terms)
}

/** Does what it means depend on the reading? */
function isAmbiguous(part: Expression): boolean {
  return isPercent(part) || isDegrees(part) || isOpenLogarithm(part)
}

function readings(a: Expression, b: Expression, policy: Policy): Reading[] {
  const strict: Reading = { dropPercent: false, dropDegrees: false, logarithm: 'decimal' }
  if (policy === 'strict') return [strict]
  let all = [strict]
  function branch(change: Partial<Reading>): void {
    all = all.flatMap((reading) => [reading, { ...reading, ...change }])
  }
  // A sign on one side only may have been left out on the other; a sign on both sides means itself.
  if (some(a, isPercent) !== some(b, isPercent)) branch({ dropPercent: true })
  if (some(a, isDegrees) !== some(b, isDegrees)) branch({ dropDegrees: true })
  if (some(a, isOpenLogarithm) || some(b, isOpenLogarithm)) branch({ logarithm: 'natural' })
  return all
}

/** Plain-text notation writes the imaginary unit as `I` and Euler's number as `E`. */
function withCommonNames(a: Expression, b: Expression): readonly [Expression, Expression] {
  const names = new Map<string, Expression>()
  const [symbolsA, symbolsB] = [freeSymbols(a), freeSymbols(b)]
  if (symbolsA.size === 0 && symbolsB.size === 0) return [a, b]
  for (const name of ['i', 'e'] as const) {
    const upper = name.toUpperCase()
    const [inA, inB] = [symbolsA.has(upper), symbolsB.has(upper)]
    if (inA === inB) continue
    const other = inA ? b : a
    const usesConstant = some(other, (part) => part.kind === 'constant' && part.name === name)
    if (usesConstant) names.set(upper, { kind: 'constant', name })
  }
  const [x, y] = names.size === 0 ? [a, b] : [rename(a, names), rename(b, names)]
  return [x, withSameConstant(x, y)]
}

const constants = new Set(['C', 'c', 'K', 'k', 'C_1', 'c_1', 'C_0', 'c_0'])

/** The constant of an integral may have any name and sign: `x^2 + C` is `x^2 - K`. */
function withSameConstant(a: Expression, b: Expression): Expression {
  const [inA, inB] = [freeSymbols(a), freeSymbols(b)]
  const [own, ...others] = [...inA].filter((name) => !inB.has(name))
  const [other, ...rest] = [...inB].filter((name) => !inA.has(name))
  if (others.length + rest.length > 0) return b
  const [x, y] =
    own === undefined && other === undefined
      ? Array.from({ length: 2 }, () => [...inA].find((name) => isOfIntegral(name, inA)))
      : [own, other]
  if (x === undefined || y === undefined || !constants.has(x) || !constants.has(y)) return b
  const [signA, signB] = [signOfSummand(a, x), signOfSummand(b, y)]
  if (signA === null || signB === null) return b
  const symbol: Expression = { kind: 'symbol', name: x }
  if (signA === signB) return x === y ? b : rename(b, new Map([[y, symbol]]))
  return isOfIntegral(x, inA) && isOfIntegral(y, inB)
    ? rename(b, new Map([[y, negation(symbol)]]))
    : b
}

const variable = /^(?:[a-z]|\\(?:theta|phi|tau))$/

/** Is it the only capital beside one variable, so that it is no angle or side among others? */
function isOfIntegral(name: string, names: ReadonlySet<string>): boolean {
  const others = [...names].filter((one) => one !== name)
  return /^[CK]/.test(name) && others.length === 1 && others.every((one) => variable.test(one))
}

/** The sign of a constant in the sum that an expression is; null where it is none of its terms, or in others too. */
function signOfSummand(expression: Expression, name: string): '+' | '-' | null {
  if (
    expression.kind !== 'operation' ||
    (expression.operator !== '+' && expression.operator !== '-')
  ) {
    return null
  }
  const { left, right, operator } = expression
  const isIt = (part: Expression) => part.kind === 'symbol' && part.name === name
  if (isIt(right)) return freeSymbols(left).has(name) ? null : operator
  if (freeSymbols(right).has(name)) return null
  if (isIt(left)) return '+'
  return left.kind === 'negation' && isIt(left.of) ? '-' : signOfSummand(left, name)
}

function interpret(expression: Expression, reading: Reading): Expression {
  if (!some(expression, isAmbiguous)) return expression
  switch (expression.kind) {
    case 'number':
    case 'constant':
    case 'symbol':
      return expression
    case 'percent':
    case 'degrees': {
      const of = interpret(expression.of, reading)
      const dropped = expression.kind === 'percent' ? reading.dropPercent : reading.dropDegrees
      return dropped ? of : { ...expression, of }
    }
    case 'negation':
      return { ...expression, of: interpret(expression.of, reading) }
    case 'operation':
      return {
        ...expression,
        left: interpret(expression.left, reading),
        right: interpret(expression.right, reading)
      }
    case 'call': {
      // `\sin 30` is a sine of radians: a sign that was left out there would change what is computed.
      const within = { ...reading, dropDegrees: false }
      const values = expression.values.map((value) => interpret(value, within))
      if (!isOpenLogarithm(expression)) return { ...expression, values }
      return reading.logarithm === 'natural'
        ? { kind: 'call', name: 'ln', values }
        : { kind: 'call', name: 'log', values: [...values, { kind: 'number', literal: '10' }] }
    }
    case 'unknown-call':
      return { ...expression, values: expression.values.map((value) => interpret(value, reading)) }
    case 'series':
      return { ...expression, body: interpret(expression.body, reading) }
    default:
      return expression satisfies never
  }
}

function isPercent(part: Expression): boolean {
  return part.kind === 'percent'
}

function isDegrees(part: Expression): boolean {
  return part.kind === 'degrees'
}

function isOpenLogarithm(part: Expression): boolean {
  return part.kind === 'call' && part.name === 'log' && part.values.length === 1
}
