import { type Budget, spend } from '../budget.ts'
import { type Wide, fromRational, wide } from '../numbers/wide.ts'
import {
  type WideComplex,
  add,
  conjugate,
  divide,
  exp,
  fromReal,
  isReal,
  magnitude,
  multiply,
  negate,
  power,
  subtract
} from '../numbers/wide-complex.ts'
import { pi, wideFunctions } from '../numbers/wide-functions.ts'
import { evaluateExactly } from './evaluate-exactly.ts'
import type { Expression } from './expression.ts'
import { type Arithmetic, accumulate, operate } from './operate.ts'

const one = fromReal(wide(1n, 0))
const hundred = fromReal(wide(100n, 0))
const degree = divide(fromReal(pi), fromReal(wide(180n, 0)))
const imaginaryUnit: WideComplex = { re: wide(0n, 0), im: wide(1n, 0) }
const euler = exp(one)
const noBindings = new Map<string, never>()
/** Longer literals have more digits than these numbers. */
const longestLiteral = 75
/** Terms of a sum or product. */
const maxTerms = 200n

const arithmetic: Arithmetic<WideComplex> = {
  add,
  subtract,
  multiply,
  divide,
  power: (base, exponent, budget) => {
    spend(budget, 500)
    return power(base, exponent)
  },
  modulo: (a, b) => {
    const quotient = divide(a, b)
    const whole = quotient && onReals('floor', quotient)
    const taken = whole && multiply(b, whole)
    return taken && subtract(a, taken)
  }
}

/**
 * The value to about 75 digits, with a bound on its error. Null where the expression names what cannot be had that
 * precisely, or where one part of it vanishes in another: then double precision has to do.
 */
export function evaluateWidely(
  expression: Expression,
  bindings: ReadonlyMap<string, WideComplex>,
  budget: Budget
): WideComplex | null {
  spend(budget, 20)
  switch (expression.kind) {
    case 'number':
      return expression.literal.length > longestLiteral ? null : exactly(expression, budget)
    case 'symbol':
      return bindings.get(expression.name) ?? null
    case 'constant':
      return constant(expression.name, bindings)
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
      return value && degree && multiply(value, degree)
    }
    case 'operation': {
      const left = evaluateWidely(expression.left, bindings, budget)
      const right = left && evaluateWidely(expression.right, bindings, budget)
      return left && right && operate(arithmetic, expression.operator, left, right, budget)
    }
    case 'call':
      return call(expression, bindings, budget)
    case 'series':
      return seriesValue(expression, bindings, budget)
    case 'unknown-call':
      return null
    default:
      return expression satisfies never
  }
}

function exactly(expression: Expression, budget: Budget): WideComplex | null {
  const exact = evaluateExactly(expression, noBindings, budget)
  const value = exact && fromRational(exact)
  return value && fromReal(value)
}

function constant(
  name: 'pi' | 'e' | 'i' | 'infinity',
  bindings: ReadonlyMap<string, WideComplex>
): WideComplex | null {
  switch (name) {
    case 'pi':
      return fromReal(pi)
    case 'e':
      return euler
    case 'i':
      return bindings.get('i') ?? imaginaryUnit
    case 'infinity':
      return null
    default:
      return name satisfies never
  }
}

function call(
  expression: Expression & { readonly kind: 'call' },
  bindings: ReadonlyMap<string, WideComplex>,
  budget: Budget
): WideComplex | null {
  const { name, values } = expression
  spend(budget, 1_000)
  if (exactOnly.has(name)) return exactly(expression, budget)
  const known: WideComplex[] = []
  for (const value of values) {
    const inner = evaluateWidely(value, bindings, budget)
    if (!inner) return null
    known.push(inner)
  }
  const [first, second] = known
  if (!first || known.length > 2) return null
  if (!second) return complexFunctions.get(name)?.(first) ?? onReals(name, first)
  switch (name) {
    case 'root': {
      const inverse = divide(one, second)
      return inverse && isReal(first) && first.re.mantissa > 0n ? power(first, inverse) : null
    }
    case 'log': {
      const [top, bottom] = [onReals('ln', first), onReals('ln', second)]
      return top && bottom && divide(top, bottom)
    }
    default:
      return null
  }
}

/** Counted in whole numbers. */
const exactOnly = new Set(['factorial', 'binom', 'gcd', 'lcm'])

const complexFunctions = new Map<string, (a: WideComplex) => WideComplex | null>(
  Object.entries({
    exp,
    cis: (a: WideComplex) => {
      const turned = multiply(imaginaryUnit, a)
      return turned && exp(turned)
    },
    abs: (a: WideComplex) => {
      const size = isReal(a) ? null : magnitude(a)
      return size && fromReal(size)
    },
    conj: conjugate,
    Re: (a: WideComplex) => fromReal(a.re),
    Im: (a: WideComplex) => fromReal(a.im)
  })
)

function onReals(name: string, a: WideComplex): WideComplex | null {
  if (!isReal(a) || !Object.hasOwn(wideFunctions, name)) return null
  const value: Wide | null = wideFunctions[name]?.(a.re) ?? null
  return value && fromReal(value)
}

function seriesValue(
  { operator, index, from, to, body }: Expression & { readonly kind: 'series' },
  bindings: ReadonlyMap<string, WideComplex>,
  budget: Budget
): WideComplex | null {
  return accumulate(
    arithmetic,
    {
      operator,
      from: evaluateExactly(from, noBindings, budget),
      to: evaluateExactly(to, noBindings, budget),
      most: maxTerms,
      whole: (value) => fromReal(wide(value, 0)),
      at: (value) => evaluateWidely(body, new Map(bindings).set(index, value), budget)
    },
    budget
  )
}
