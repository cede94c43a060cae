import { type Budget, spend } from '../budget.ts'
import {
  type Rational,
  add,
  divide,
  floor,
  fromDecimal,
  greatestCommonDivisor,
  multiply,
  negate,
  power,
  rational,
  subtract
} from '../numbers/rational.ts'
import type { Expression } from './expression.ts'
import { type Arithmetic, accumulate, operate } from './operate.ts'

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
      return left && right && operate(arithmetic, expression.operator, left, right, budget)
    }
    case 'percent': {
      const value = evaluateExactly(expression.of, bindings, budget)
      return value && divide(value, whole(100n), budget)
    }
    case 'call':
      return callExactly(expression.name, expression.values, bindings, budget)
    case 'constant':
      // The index of a sum is often called i.
      return (expression.name === 'i' && bindings.get('i')) || null
    case 'series':
      return seriesValue(expression, bindings, budget)
    case 'degrees':
    case 'unknown-call':
      return null
    default:
      return expression satisfies never
  }
}

const arithmetic: Arithmetic<Rational> = {
  add,
  subtract,
  multiply,
  divide,
  power,
  modulo: (a, b, budget) => {
    const quotient = divide(a, b, budget)
    const taken = quotient && multiply(b, whole(floor(quotient)), budget)
    return taken && subtract(a, taken, budget)
  }
}

/** Terms of a sum or product. */
const maxTerms = 2_000n

function seriesValue(
  { operator, index, from, to, body }: Expression & { readonly kind: 'series' },
  bindings: ReadonlyMap<string, Rational>,
  budget: Budget
): Rational | null {
  return accumulate(
    arithmetic,
    {
      operator,
      from: evaluateExactly(from, bindings, budget),
      to: evaluateExactly(to, bindings, budget),
      most: maxTerms,
      whole: whole,
      at: (value) => evaluateExactly(body, new Map(bindings).set(index, value), budget)
    },
    budget
  )
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
    case 'max':
      return exact.reduce((a, b) => (isBelow(a, b) ? b : a))
    case 'min':
      return exact.reduce((a, b) => (isBelow(b, a) ? b : a))
    case 'gcd':
    case 'lcm':
      return divisors(name, exact, budget)
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

function isBelow(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator
}

/** Of whole numbers only: 1/2 and 3 have no common divisor. */
function divisors(
  name: 'gcd' | 'lcm',
  values: readonly Rational[],
  budget: Budget
): Rational | null {
  if (values.some((value) => value.denominator !== 1n)) return null
  let result = 1n
  for (const [at, { numerator }] of values.entries()) {
    const value = numerator < 0n ? -numerator : numerator
    spend(budget, 10 + value.toString(16).length)
    if (at === 0) result = value
    else if (name === 'gcd') result = greatestCommonDivisor(result, value)
    else if (result !== 0n) result = (result * value) / greatestCommonDivisor(result, value)
  }
  return rational(result, 1n, budget)
}

function whole(value: bigint): Rational {
  return { numerator: value, denominator: 1n }
}
