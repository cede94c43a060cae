import {
  type Wide,
  add,
  divide,
  isNearZero,
  isSwamped,
  joined,
  multiply,
  negate,
  precision,
  size,
  squareRoot,
  subtract,
  toDouble,
  wide
} from './wide.ts'

/** Series are summed in whole multiples of 2^-fraction; what is left of that beyond the precision absorbs rounding. */
const fraction = precision + 64
const unit = 1n << BigInt(fraction)
const rounding = -precision - 40
/** Larger arguments of exp and of the circular functions are no answers, and would need more digits of π. */
const largestArgument = 40
/** Binary logarithm below which two terms of a series are enough, and fixed-point numbers too coarse. */
const smallArgument = -48

const ln2 = 2n * inverseHyperbolicTangent(unit / 3n)
/** Machin's formula. */
const piFixed = 16n * arctangentOf(unit / 5n) - 4n * arctangentOf(unit / 239n)

export const pi: Wide = wide(piFixed, -fraction, rounding)

/**
 * The functions that can be had to this precision at a real number; null outside of their real domain, and where they
 * come so close to a simpler value that these digits cannot tell them from it, as e^x does near zero.
 */
export const wideFunctions: Readonly<Record<string, (a: Wide) => Wide | null>> = {
  sqrt: squareRoot,
  exp,
  ln,
  lg: (a) => quotient(ln(a), ln(wide(10n, 0))),
  sin,
  cos,
  tan: (a) => quotient(sin(a), cos(a)),
  cot: (a) => quotient(cos(a), sin(a)),
  sec: (a) => quotient(one, cos(a)),
  csc: (a) => quotient(one, sin(a)),
  atan,
  asin,
  acos: (a) => {
    const complement = asin(a)
    return complement && subtract(half(pi), complement)
  },
  sinh,
  cosh,
  tanh,
  coth: (a) => quotient(one, tanh(a)),
  sech: (a) => quotient(one, cosh(a)),
  csch: (a) => quotient(one, sinh(a)),
  asec: (a) => applied(wideFunctions['acos'], divide(one, a)),
  acsc: (a) => applied(asin, divide(one, a)),
  acot: (a) => applied(atan, divide(one, a)),
  asinh: (a) => logarithmOfSum(a, add(multiply(a, a), one)),
  acosh: (a) => logarithmOfSum(a, subtract(multiply(a, a), one)),
  atanh: (a) => {
    const logarithm = applied(ln, divide(add(one, a), subtract(one, a)))
    return logarithm && half(logarithm)
  },
  cbrt: (a) => {
    const root = realPower(absolute(a), third)
    return root && a.mantissa < 0n ? negate(root) : root
  },
  abs: absolute,
  floor,
  ceil: (a) => applied(negate, floor(negate(a))),
  sgn: (a) => (isNearZero(a) ? null : wide(a.mantissa < 0n ? -1n : 1n, 0))
}

const one = wide(1n, 0)
const third = divide(one, wide(3n, 0)) ?? one

function applied(f: ((a: Wide) => Wide | null) | undefined, a: Wide | null): Wide | null {
  return a && f ? f(a) : null
}

function absolute(a: Wide): Wide {
  return a.mantissa < 0n ? negate(a) : a
}

/** Null where the error leaves two whole numbers open. */
function floor(a: Wide): Wide | null {
  if (a.exponent >= 0) return a.error < 0 ? a : null
  const below = wide(a.mantissa >> BigInt(-a.exponent), 0)
  if (a.error === Number.NEGATIVE_INFINITY) return below
  const isClear = !isNearZero({ ...subtract(a, below), error: a.error + 1 })
  return isClear && !isNearZero({ ...subtract(add(below, one), a), error: a.error + 1 })
    ? below
    : null
}

/** ln(a + √square) */
function logarithmOfSum(a: Wide, square: Wide): Wide | null {
  if (isSwamped(multiply(a, a), one)) return null
  const root = squareRoot(square)
  return root && ln(add(a, root))
}

export function exp(a: Wide): Wide | null {
  if (size(a) > 24 || isSwamped(one, a)) return null
  const fixed = fixedPoint(a)
  const turns = fixed / ln2
  // e^r = (e^(r/256))^256, and the series is short for so small an argument.
  const rest = (fixed - turns * ln2) >> 8n
  let sum = unit
  let term = unit
  for (let n = 1n; term !== 0n; n++) {
    term = scaled(term, rest) / n
    sum += term
  }
  for (let n = 0; n < 8; n++) sum = scaled(sum, sum)
  const result = wide(sum, Number(turns) - fraction)
  return { ...result, error: joined(a.error + size(result), size(result) + rounding + 16) }
}

export function ln(a: Wide): Wide | null {
  if (a.mantissa <= 0n || isNearZero(a)) return null
  const shift = size(a)
  const mantissa = fixedPoint({ ...a, exponent: a.exponent - shift })
  const near = 2n * inverseHyperbolicTangent(((mantissa - unit) * unit) / (mantissa + unit))
  const off = a.error - (size(a) - 1)
  return wide(near + BigInt(shift) * ln2, -fraction, joined(off, rounding + 20))
}

export function sin(a: Wide): Wide | null {
  return size(a) < smallArgument ? bent(a, -6n) : circular(a, 0)
}

/** `a + a³/divisor`, which is what odd functions are near zero. */
function bent(a: Wide, divisor: bigint): Wide | null {
  const correction = divide(multiply(a, multiply(a, a)), wide(divisor, 0))
  const result = correction && !isSwamped(a, correction) && add(a, correction)
  return result ? { ...result, error: joined(result.error, 5 * size(a)) } : null
}

export function cos(a: Wide): Wide | null {
  return isSwamped(one, multiply(a, a)) && size(a) < 0 ? null : circular(a, 1)
}

/** The sine of `a` plus that many right angles. */
function circular(a: Wide, rightAngles: number): Wide | null {
  if (size(a) > largestArgument) return null
  const fixed = fixedPoint(a)
  const quarter = piFixed / 2n
  const turns = (fixed + (fixed < 0n ? -quarter : quarter) / 2n) / quarter
  const rest = fixed - turns * quarter
  const phase = (((Number(turns % 4n) + rightAngles) % 4) + 4) % 4
  const isCosine = phase % 2 === 1
  let term = isCosine ? unit : rest
  let sum = term
  const square = scaled(rest, rest)
  for (let n = isCosine ? 1n : 2n; term !== 0n; n += 2n) {
    term = -scaled(term, square) / (n * (n + 1n))
    sum += term
  }
  const error = joined(a.error, rounding + Math.max(0, size(a)) + 8)
  return wide(phase >= 2 ? -sum : sum, -fraction, error)
}

function atan(a: Wide): Wide | null {
  if (size(a) < smallArgument) return bent(a, -3n)
  if (size(a) > 2) {
    const inverse = divide(one, a)
    const rest = inverse && atan(inverse)
    return rest && !isSwamped(one, rest)
      ? subtract(a.mantissa < 0n ? negate(half(pi)) : half(pi), rest)
      : null
  }
  let tangent = a
  // atan x = 2 atan(x / (1 + √(1 + x²))), until the series is short.
  for (let n = 0; n < 3; n++) {
    const root = squareRoot(add(one, multiply(tangent, tangent)))
    const smaller = root && divide(tangent, add(one, root))
    if (!smaller) return null
    tangent = smaller
  }
  return wide(8n * arctangentOf(fixedPoint(tangent)), -fraction, joined(a.error, rounding + 12))
}

function asin(a: Wide): Wide | null {
  const rest = subtract(one, multiply(a, a))
  if (isNearZero(rest)) return a.mantissa < 0n ? negate(half(pi)) : half(pi)
  const root = squareRoot(rest)
  const tangent = root && divide(a, root)
  return tangent && atan(tangent)
}

function sinh(a: Wide): Wide | null {
  return size(a) < smallArgument ? bent(a, 6n) : hyperbolic(a, subtract)
}

function cosh(a: Wide): Wide | null {
  return hyperbolic(a, add)
}

function hyperbolic(a: Wide, combine: (x: Wide, y: Wide) => Wide): Wide | null {
  const [up, down] = [exp(a), exp(negate(a))]
  return up && down && !isSwamped(up, down) ? half(combine(up, down)) : null
}

function tanh(a: Wide): Wide | null {
  return quotient(sinh(a), cosh(a))
}

function quotient(a: Wide | null, b: Wide | null): Wide | null {
  return a && b && divide(a, b)
}

function half(a: Wide): Wide {
  return { ...a, exponent: a.exponent - 1, error: a.error - 1 }
}

/** In whole multiples of 2^-fraction. */
function fixedPoint(a: Wide): bigint {
  const shift = a.exponent + fraction
  return shift >= 0 ? a.mantissa << BigInt(shift) : a.mantissa >> BigInt(-shift)
}

function scaled(a: bigint, b: bigint): bigint {
  return (a * b) >> BigInt(fraction)
}

/** Of a fixed-point number well below one. */
function inverseHyperbolicTangent(x: bigint): bigint {
  return oddSeries(x, 1n)
}

function arctangentOf(x: bigint): bigint {
  return oddSeries(x, -1n)
}

/** x ± x³/3 + x⁵/5 ± … */
function oddSeries(x: bigint, sign: 1n | -1n): bigint {
  // A shift rounds down, so that negative terms would never come to zero.
  if (x < 0n) return -oddSeries(-x, sign)
  const square = scaled(x, x)
  let power = x
  let sum = x
  let turn = 1n
  for (let n = 3n; power !== 0n; n += 2n) {
    power = scaled(power, square)
    turn *= sign
    sum += (turn * power) / n
  }
  return sum
}

/** A power with a real exponent of a number above zero. */
export function realPower(base: Wide, exponent: Wide): Wide | null {
  const logarithm = ln(base)
  return logarithm && exp(multiply(logarithm, exponent))
}

/** The whole number that it is; null where it is none, or too large to count with. */
export function wholeNumber(a: Wide): number | null {
  const value = toDouble(a)
  if (!Number.isInteger(value) || Math.abs(value) > 100_000) return null
  return a.error === Number.NEGATIVE_INFINITY ? value : null
}
