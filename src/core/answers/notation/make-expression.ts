import type { Expression } from './expression.ts'
import type { Operator } from './operate.ts'

export function operation(operator: Operator, left: Expression, right: Expression): Expression {
  return { kind: 'operation', operator, left, right }
}

export function callExpression(name: string, ...values: Expression[]): Expression {
  return { kind: 'call', name, values }
}

export function literal(text: string): Expression {
  return { kind: 'number', literal: text }
}

export function negation(of: Expression): Expression {
  return { kind: 'negation', of }
}

/** Whether the text of a number has digits only. */
export function isWhole(text: string): boolean {
  return /^\d+$/.test(text)
}

export function isMinusOne(expression: Expression): boolean {
  return (
    expression.kind === 'negation' &&
    expression.of.kind === 'number' &&
    expression.of.literal === '1'
  )
}
