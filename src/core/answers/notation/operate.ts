import type { Budget } from '../budget.ts'
import type { Rational } from '../numbers/rational.ts'
import type { Expression } from './expression.ts'

/** The operators that stand between two expressions. */
export type Operator = Extract<Expression, { kind: 'operation' }>['operator']

type Operation<Value> = (a: Value, b: Value, budget: Budget) => Value | null

/** What numbers of one kind can do; null is no value of that kind. */
export interface Arithmetic<Value> {
  readonly add: Operation<Value>
  readonly subtract: Operation<Value>
  readonly multiply: Operation<Value>
  readonly divide: Operation<Value>
  readonly power: Operation<Value>
  /** The rest of a division that rounds down, so that it has the sign of the divisor. */
  readonly modulo: Operation<Value>
}

/** Applies an operator in an arithmetic. */
export function operate<Value>(
  arithmetic: Arithmetic<Value>,
  operator: Operator,
  left: Value,
  right: Value,
  budget: Budget
): Value | null {
  switch (operator) {
    case '+':
      return arithmetic.add(left, right, budget)
    case '-':
      return arithmetic.subtract(left, right, budget)
    case '*':
      return arithmetic.multiply(left, right, budget)
    case '/':
      return arithmetic.divide(left, right, budget)
    case '^':
      return arithmetic.power(left, right, budget)
    case 'mod':
      return arithmetic.modulo(left, right, budget)
    default:
      return operator satisfies never
  }
}

/** The terms of a sum or product, between bounds that were evaluated exactly. */
export interface SeriesTerms<Value> {
  readonly operator: '+' | '*'
  readonly from: Rational | null
  readonly to: Rational | null
  /** More terms than this are not added up. */
  readonly most: bigint
  readonly whole: (value: bigint) => Value
  readonly at: (index: Value) => Value | null
}

/** Adds up or multiplies terms in an arithmetic; null where the bounds are not whole, or a term has no value. */
export function accumulate<Value>(
  arithmetic: Arithmetic<Value>,
  { operator, from, to, most, whole, at }: SeriesTerms<Value>,
  budget: Budget
): Value | null {
  if (from?.denominator !== 1n || to?.denominator !== 1n) return null
  if (to.numerator - from.numerator > most) return null
  let total: Value | null = whole(operator === '+' ? 0n : 1n)
  for (let index = from.numerator; total !== null && index <= to.numerator; index++) {
    const term = at(whole(index))
    total = term === null ? null : operate(arithmetic, operator, total, term, budget)
  }
  return total
}
