import { type Budget, spend } from '../budget.ts'
import {
  type Complex,
  add,
  complex,
  divide,
  magnitude,
  multiply,
  negate,
  power,
  subtract
} from '../numbers/complex.ts'
import { apply, unknownFunction } from '../numbers/functions.ts'
import type { Expression } from './expression.ts'

/** What an evaluation needs and notes. */
export interface Evaluation {
  /** Values of free symbols. */
  readonly bindings: ReadonlyMap<string, Complex>
  readonly budget: Budget
  /**
   * The largest number that was added to another, or whose place in a period was asked for: where the result is
   * smaller, rounding errors are measured against it. Products and quotients keep their relative precision.
   */
  cancelled: number
}

/** The value of an expression in floating point; NaN where it has none. */
export function evaluate(expression: Expression, evaluation: Evaluation): Complex {
  spend(evaluation.budget, 2)
  return evaluateNode(expression, evaluation)
}

const circular = new Set(['sin', 'cos', 'tan', 'cot', 'sec', 'csc', 'cis'])

function note(value: Complex, evaluation: Evaluation): void {
  const size = magnitude(value)
  if (size > evaluation.cancelled) evaluation.cancelled = size
}

const nothing = complex(Number.NaN)
const oneDegree = complex(Math.PI / 180)
const onePercent = complex(0.01)
const maxTerms = 2_000

function evaluateNode(expression: Expression, evaluation: Evaluation): Complex {
  switch (expression.kind) {
    case 'number':
      return complex(Number(expression.literal))
    case 'constant':
      return constant(expression.name, evaluation)
    case 'symbol':
      return evaluation.bindings.get(expression.name) ?? nothing
    case 'negation':
      return negate(evaluate(expression.of, evaluation))
    case 'degrees':
      return multiply(evaluate(expression.of, evaluation), oneDegree)
    case 'percent':
      return multiply(evaluate(expression.of, evaluation), onePercent)
    case 'operation': {
      const left = evaluate(expression.left, evaluation)
      const right = evaluate(expression.right, evaluation)
      if (expression.operator === '+' || expression.operator === '-') {
        note(left, evaluation)
        note(right, evaluation)
      }
      return operate(expression.operator, left, right)
    }
    case 'call': {
      const values = evaluateAll(expression.values, evaluation)
      if (circular.has(expression.name) && values[0]) note(values[0], evaluation)
      return apply(expression.name, values) ?? nothing
    }
    case 'unknown-call':
      return unknownFunction(expression.name, evaluateAll(expression.values, evaluation))
    case 'series':
      return accumulate(expression, evaluation)
    default:
      return expression satisfies never
  }
}

function evaluateAll(expressions: readonly Expression[], evaluation: Evaluation): Complex[] {
  return expressions.map((expression) => evaluate(expression, evaluation))
}

function constant(name: 'pi' | 'e' | 'i' | 'infinity', evaluation: Evaluation): Complex {
  switch (name) {
    case 'pi':
      return complex(Math.PI)
    case 'e':
      return complex(Math.E)
    case 'i':
      // The index of a sum is often called i.
      return evaluation.bindings.get('i') ?? complex(0, 1)
    case 'infinity':
      return complex(Number.POSITIVE_INFINITY)
    default:
      return name satisfies never
  }
}

function operate(
  operator: '+' | '-' | '*' | '/' | '^' | 'mod',
  left: Complex,
  right: Complex
): Complex {
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
      return power(left, right)
    case 'mod':
      return complex(((left.re % right.re) + right.re) % right.re)
    default:
      return operator satisfies never
  }
}

function accumulate(
  series: Expression & { readonly kind: 'series' },
  evaluation: Evaluation
): Complex {
  const from = evaluate(series.from, evaluation).re
  const to = evaluate(series.to, evaluation).re
  if (!Number.isInteger(from) || !(to - from <= maxTerms)) return nothing
  let total = complex(series.operator === '+' ? 0 : 1)
  for (let index = from; index <= to; index++) {
    const bindings = new Map(evaluation.bindings).set(series.index, complex(index))
    const inner = { ...evaluation, bindings }
    const term = evaluate(series.body, inner)
    note(term, evaluation)
    note(complex(inner.cancelled), evaluation)
    total = series.operator === '+' ? add(total, term) : multiply(total, term)
  }
  return total
}
