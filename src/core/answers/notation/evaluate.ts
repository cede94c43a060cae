import { type Budget, spend } from '../budget.ts'
import {
  type Complex,
  add,
  complex,
  divide,
  multiply,
  negate,
  power,
  subtract
} from '../numbers/complex.ts'
import { apply, unknownFunction } from '../numbers/functions.ts'
import type { Expression } from './expression.ts'
import { type Arithmetic, operate } from './operate.ts'
import { type Rounding, noteCall, noteLiteral, noteOperation } from './rounding-notes.ts'

/** What an evaluation needs and notes. */
export interface Evaluation extends Rounding {
  /** Values of free symbols. */
  readonly bindings: ReadonlyMap<string, Complex>
  readonly budget: Budget
}

/** An evaluation that is about to begin. */
export function beginEvaluation(
  bindings: ReadonlyMap<string, Complex>,
  budget: Budget
): Evaluation {
  return { bindings, budget, cancelled: 0, isCoarse: false }
}

/** The value of an expression in floating point; NaN where it has none. */
export function evaluate(expression: Expression, evaluation: Evaluation): Complex {
  spend(evaluation.budget, 2)
  return evaluateNode(expression, evaluation)
}

const nothing = complex(Number.NaN)
const oneDegree = complex(Math.PI / 180)
const onePercent = complex(0.01)
const maxTerms = 2_000

function evaluateNode(expression: Expression, evaluation: Evaluation): Complex {
  switch (expression.kind) {
    case 'number':
      return literal(expression.literal, evaluation)
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
      const result =
        operate(arithmetic, expression.operator, left, right, evaluation.budget) ?? nothing
      noteOperation(evaluation, expression.operator, left, right, result)
      return result
    }
    case 'call': {
      const values = evaluateAll(expression.values, evaluation)
      const result = apply(expression.name, values) ?? nothing
      if (values[0]) noteCall(evaluation, expression.name, values[0], result)
      return result
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

function literal(text: string, evaluation: Evaluation): Complex {
  const value = Number(text)
  noteLiteral(evaluation, text, value)
  return complex(value)
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

const arithmetic: Arithmetic<Complex> = {
  add,
  subtract,
  multiply,
  divide,
  power,
  modulo: (a, b) => complex(((a.re % b.re) + b.re) % b.re)
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
    evaluation.cancelled = Math.max(evaluation.cancelled, inner.cancelled)
    evaluation.isCoarse ||= inner.isCoarse
    const sum = series.operator === '+' ? add(total, term) : multiply(total, term)
    noteOperation(evaluation, series.operator, total, term, sum)
    total = sum
  }
  return total
}
