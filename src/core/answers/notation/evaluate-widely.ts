import { type Budget, spend } from '../budget.ts'
import {
  type Wide,
  add,
  divide,
  fromRational,
  isNearZero,
  multiply,
  negate,
  subtract,
  wide,
  wholePower
} from '../numbers/wide.ts'
import { exp, ln, pi, realPower, wholeNumber, wideFunctions } from '../numbers/wide-functions.ts'
import { evaluateExactly } from './evaluate-exactly.ts'
import type { Expression } from './expression.ts'

const hundred = wide(100n, 0)
const halfTurn = wide(180n, 0)
const noBindings = new Map<string, never>()

/**
 * The value to about 75 digits, with a bound on its error. Null where the expression leaves the real numbers or
 * names what cannot be had that precisely: then double precision has to do.
 */
export function evaluateWidely(
  expression: Expression,
  bindings: ReadonlyMap<string, Wide>,
  budget: Budget
): Wide | null {
  spend(budget, 20)
  switch (expression.kind) {
    case 'number': {
      const exact = evaluateExactly(expression, noBindings, budget)
      return exact && fromRational(exact)
    }
    case 'symbol':
      return bindings.get(expression.name) ?? null
    case 'constant':
      return expression.name === 'pi' ? pi : expression.name === 'e' ? exp(wide(1n, 0)) : null
    case 'negation': {
      const value = evaluateWidely(expression.of, bindings, budget)
      return value && negate(value)
    }
    case 'percent': {
      const value = evaluateWidely(expression.of, bindings, budget)
      return value && divide(value, hundred)
    }
    case 'degrees': {
      const value = evaluateWidely(expression.of, bindings, budget)
      return value && divide(multiply(value, pi), halfTurn)
    }
    case 'operation': {
      const left = evaluateWidely(expression.left, bindings, budget)
      const right = left && evaluateWidely(expression.right, bindings, budget)
      return left && right && operate(expression.operator, left, right, budget)
    }
    case 'call':
      return call(expression, bindings, budget)
    case 'unknown-call':
    case 'series':
      return null
    default:
      return expression satisfies never
  }
}

function operate(
  operator: '+' | '-' | '*' | '/' | '^' | 'mod',
  left: Wide,
  right: Wide,
  budget: Budget
): Wide | null {
  switch (operator) {
    case '+':
      return add(left, right)
    case '-':
      return subtract(left, right)
    case '*':
      return multiply(left, right)
    case '/':
      return divide(left, right)
    case '^':
      return power(left, right, budget)
    case 'mod':
      return null
    default:
      return operator satisfies never
  }
}

function power(base: Wide, exponent: Wide, budget: Budget): Wide | null {
  const whole = wholeNumber(exponent)
  if (whole !== null) {
    spend(budget, 200)
    return whole === 0 && isNearZero(base) ? null : wholePower(base, whole)
  }
  if (base.mantissa <= 0n) return null
  spend(budget, 2_000)
  return realPower(base, exponent)
}

function call(
  expression: Expression & { readonly kind: 'call' },
  bindings: ReadonlyMap<string, Wide>,
  budget: Budget
): Wide | null {
  const { name, values } = expression
  const [first, second] = values
  if (!first) return null
  if (name === 'factorial' || name === 'binom') {
    const exact = evaluateExactly(expression, noBindings, budget)
    return exact && fromRational(exact)
  }
  spend(budget, 1_000)
  const value = evaluateWidely(first, bindings, budget)
  if (!value) return null
  if (values.length === 1) {
    return Object.hasOwn(wideFunctions, name) ? (wideFunctions[name]?.(value) ?? null) : null
  }
  const other = second && values.length === 2 ? evaluateWidely(second, bindings, budget) : null
  if (!other) return null
  if (name === 'root') {
    const inverse = divide(wide(1n, 0), other)
    return value.mantissa > 0n && inverse ? realPower(value, inverse) : null
  }
  const [top, bottom] = name === 'log' ? [ln(value), ln(other)] : [null, null]
  return top && bottom && divide(top, bottom)
}
