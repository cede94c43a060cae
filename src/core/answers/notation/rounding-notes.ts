import { type Complex, magnitude } from '../numbers/complex.ts'
import type { Operator } from './operate.ts'

/** What an evaluation in double precision notes of the digits that it lost. */
export interface Rounding {
  /**
   * The largest number that was added to another, or whose place in a period was asked for: where the result is
   * smaller, rounding errors are measured against it. Products and quotients keep their relative precision.
   */
  cancelled: number
  /**
   * Doubles may have dropped a part of the expression: it was too small beside another, too small or large at all, or
   * lies so near to a step that rounding takes it over. Equal values then say nothing.
   */
  isCoarse: boolean
}

/** The smaller of two summands below this part of the larger counts as dropped. */
const negligible = 1e-7
/** Doubles lose digits below about 1e-308, and products of such numbers are zero. */
const smallest = 1e-290
/** Nearer to a step than this, rounding may have crossed it. */
const nearStep = 1e-9
const significantDigits = 15

export function noteLiteral(rounding: Rounding, literal: string, value: number): void {
  if (literal.length > significantDigits || !(value < 1e290) || isTiny(value, smallest)) {
    rounding.isCoarse ||= value !== 0 || /[1-9]/.test(literal)
  }
}

export function noteOperation(
  rounding: Rounding,
  operator: Operator,
  left: Complex,
  right: Complex,
  result: Complex
): void {
  const [x, y] = [magnitude(left), magnitude(right)]
  switch (operator) {
    case '+':
    case '-': {
      const [small, large] = x < y ? [x, y] : [y, x]
      if (large > rounding.cancelled) rounding.cancelled = large
      rounding.isCoarse ||= small > 0 && small < negligible * large
      return
    }
    case '*':
    case '/':
      rounding.isCoarse ||= x > 0 && y > 0 && magnitude(result) < smallest
      return
    case '^':
      rounding.isCoarse ||= isTiny(y, negligible) || (x > 0 && magnitude(result) < smallest)
      return
    case 'mod':
      if (x > rounding.cancelled) rounding.cancelled = x
      rounding.isCoarse ||= isNearStep(left.re / right.re)
      return
    default:
      operator satisfies never
  }
}

const circular = new Set(['sin', 'cos', 'tan', 'cot', 'sec', 'csc', 'cis'])
/** These keep the digits of a small argument; all others may be flat at zero. */
const keepSmall = new Set('sqrt cbrt root abs ln lg log floor ceil sgn Re Im arg conj'.split(' '))
/** Beyond these arguments they hardly differ from what they tend to. */
const flatBeyond = new Map([
  ['tanh', 10],
  ['coth', 10],
  ['atan', 1e7],
  ['acot', 1e7],
  ['asec', 1e7],
  ['acsc', 1e7]
])

export function noteCall(
  rounding: Rounding,
  name: string,
  argument: Complex,
  result: Complex
): void {
  const size = magnitude(argument)
  if (circular.has(name) && size > rounding.cancelled) rounding.cancelled = size
  if (rounding.isCoarse) return
  if (name === 'floor' || name === 'ceil') rounding.isCoarse = isNearStep(argument.re)
  else if (name === 'sgn') rounding.isCoarse = isTiny(size, nearStep * rounding.cancelled)
  else {
    rounding.isCoarse =
      (size < negligible && size > 0 && !keepSmall.has(name)) ||
      size > (flatBeyond.get(name) ?? Number.POSITIVE_INFINITY) ||
      (name === 'exp' && magnitude(result) < smallest)
  }
}

function isNearStep(value: number): boolean {
  return isTiny(value - Math.round(value), nearStep * Math.max(1, Math.abs(value)))
}

function isTiny(value: number, bound: number): boolean {
  return value !== 0 && Math.abs(value) < bound
}
