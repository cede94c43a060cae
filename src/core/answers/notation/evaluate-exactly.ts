import { type Budget, spend } from '../budget.ts'
import {
  type Rational,
  add,
  divide,
  floor,
  fromDecimal,
  multiply,
  negate,
  power,
  rational
} from '../numbers/rational.ts'
import type { Expression } from './expression.ts'

const maxFactorial = 3_000n

/**
 * The exact value where the expression stays within the fractions, else null (also where it is too large). One
 * percent is 1/100; degrees are never exact, for they hold π.
 */
export function evaluateExactly(
  expression: Expression,
  bindings: ReadonlyMap<string, Rational>,
  budget: Budget
): Rational | null {
  spend(budget, 1)
  switch (expression.kind) {
    case 'number':
      return fromDecimal(expression.literal, budget)
    case 'symbol':
      return bindings.get(expression.name) ?? null
    case 'negation': {
      const value = evaluateExactly(expression.of, bindings, budget)
      return value && negate(value)
    }
    case 'operation': {
      const left = evaluateExactly(expression.left, bindings, budget)
      const right = left && evaluateExactly(expression.right, bindings, budget)
      return left && right && operate(expression.operator, left, right, budget)
    }
    case 'percent': {
      const value = evaluateExactly(expression.of, bindings, budget)
      return value && divide(value, whole(100n), budget)
    }
    case 'call':
      return callExactly(expression.name, expression.values, bindings, budget)
    case 'constant':
    case 'degrees':
    case 'unknown-call':
    case 'series':
      return null
    default:
      return expression satisfies never
  }
}

function operate(
  operator: '+' | '-' | '*' | '/' | '^' | 'mod',
  left: Rational,
  right: Rational,
  budget: Budget
): Rational | null {
  switch (operator) {
    case '+':
      return add(left, right, budget)
    case '-':
      return add(left, negate(right), budget)
    case '*':
      return multiply(left, right, budget)
    case '/':
      return divide(left, right, budget)
    case '^':
      return power(left, right, budget)
    case 'mod': {
      const quotient = divide(left, right, budget)
      const taken = quotient && multiply(right, whole(floor(quotient)), budget)
      return taken && add(left, negate(taken), budget)
    }
    default:
      return operator satisfies never
  }
}

function callExactly(
  name: string,
  values: readonly Expression[],
  bindings: ReadonlyMap<string, Rational>,
  budget: Budget
): Rational | null {
  const exact: Rational[] = []
  for (const value of values) {
    const one = evaluateExactly(value, bindings, budget)
    if (!one) return null
    exact.push(one)
  }
  const [first, second] = exact
  if (!first) return null
  switch (name) {
    case 'sqrt':
      return power(first, { numerator: 1n, denominator: 2n }, budget)
    case 'abs':
      return first.numerator < 0n ? negate(first) : first
    case 'floor':
      return whole(floor(first))
    case 'ceil':
      return whole(-floor(negate(first)))
    case 'factorial':
      return first.denominator === 1n ? factorial(first.numerator, budget) : null
    case 'binom':
      return second ? binomial(first, second, budget) : null
    default:
      return null
  }
}

function factorial(n: bigint, budget: Budget): Rational | null {
  if (n < 0n || n > maxFactorial) return null
  spend(budget, Number(n) * 4)
  let product = 1n
  for (let factor = 2n; factor <= n; factor++) product *= factor
  return whole(product)
}

function binomial(n: Rational, k: Rational, budget: Budget): Rational | null {
  if (n.denominator !== 1n || k.denominator !== 1n) return null
  const [top, chosen] = [n.numerator, k.numerator]
  if (top < 0n || chosen < 0n || chosen > maxFactorial || top > maxFactorial * 1_000n) return null
  spend(budget, Number(chosen) * 8)
  let product = 1n
  for (let factor = 1n; factor <= chosen; factor++) {
    product = (product * (top - chosen + factor)) / factor
  }
  return rational(product, 1n, budget)
}

function whole(value: bigint): Rational {
  return { numerator: value, denominator: 1n }
}
