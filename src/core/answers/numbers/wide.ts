import type { Rational } from './rational.ts'

/**
 * A real number of about 75 digits, `mantissa · 2^exponent`, that knows how far it may be off: by at most 2^error.
 * Where numbers in double precision cannot be told apart, these can.
 */
export interface Wide {
  readonly mantissa: bigint
  readonly exponent: number
  /** Binary logarithm of the largest possible error; -Infinity where the number is exact. */
  readonly error: number
}

/** Bits of a mantissa. */
export const precision = 256
/** Lower bound of a logarithm of a number from the upper bound that `size` gives. */
const slack = 1

/** A number, cut to the precision. */
export function wide(mantissa: bigint, exponent: number, error = Number.NEGATIVE_INFINITY): Wide {
  const surplus = bits(mantissa) - precision
  if (surplus <= 8) return { mantissa, exponent, error }
  return {
    mantissa: mantissa >> BigInt(surplus),
    exponent: exponent + surplus,
    error: joined(error, exponent + surplus)
  }
}

/** The exact value of a fraction, to the precision. */
export function fromRational({ numerator, denominator }: Rational): Wide | null {
  const top = wide(numerator, 0)
  return denominator === 1n ? top : divide(top, wide(denominator, 0))
}

/** The exact value of a number in double precision; null for none. */
export function fromDouble(value: number): Wide | null {
  if (!Number.isFinite(value)) return null
  let exponent = 0
  let scaled = value
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    exponent--
  }
  return wide(BigInt(scaled), exponent)
}

/** Upper bound of the binary logarithm of the magnitude, at most 1 above it; -Infinity for zero. */
export function size(a: Wide): number {
  return a.mantissa === 0n ? Number.NEGATIVE_INFINITY : bits(a.mantissa) + a.exponent
}

/** May the number be zero, as far as its error lets one say? */
export function isNearZero(a: Wide): boolean {
  return size(a) - slack <= a.error || a.mantissa === 0n
}

/**
 * Would one of two summands vanish in the other, as 10^-90 does in 1? Then a sum would hide what was added, and numbers
 * that differ by nothing else would look equal.
 */
export function isSwamped(a: Wide, b: Wide): boolean {
  return Math.abs(size(a) - size(b)) > precision - 20 && !isNearZero(a) && !isNearZero(b)
}

export function negate(a: Wide): Wide {
  return { ...a, mantissa: -a.mantissa }
}

export function add(a: Wide, b: Wide): Wide {
  const error = joined(a.error, b.error)
  const [large, small] = size(a) >= size(b) ? [a, b] : [b, a]
  if (small.mantissa === 0n) return { ...large, error }
  if (size(large) - size(small) > 2 * precision)
    return { ...large, error: joined(error, size(small)) }
  const exponent = Math.min(a.exponent, b.exponent)
  return wide(
    (a.mantissa << BigInt(a.exponent - exponent)) + (b.mantissa << BigInt(b.exponent - exponent)),
    exponent,
    error
  )
}

export function subtract(a: Wide, b: Wide): Wide {
  return add(a, negate(b))
}

export function multiply(a: Wide, b: Wide): Wide {
  const error = joined(a.error + reach(b), b.error + reach(a))
  return wide(a.mantissa * b.mantissa, a.exponent + b.exponent, error)
}

/** Null where the divisor may be zero. */
export function divide(a: Wide, b: Wide): Wide | null {
  if (isNearZero(b)) return null
  const shift = Math.max(0, precision + 8 + bits(b.mantissa) - bits(a.mantissa))
  const mantissa = (a.mantissa << BigInt(shift)) / b.mantissa
  const exponent = a.exponent - shift - b.exponent
  const least = size(b) - slack
  const off = joined(a.error - least, b.error + reach({ mantissa, exponent }) - least)
  return wide(mantissa, exponent, joined(off, exponent))
}

/** Null below zero. */
export function squareRoot(a: Wide): Wide | null {
  if (isNearZero(a)) return { mantissa: 0n, exponent: 0, error: a.error / 2 + 1 }
  if (a.mantissa < 0n) return null
  let shift = Math.max(0, 2 * precision + 8 - bits(a.mantissa))
  if ((a.exponent - shift) % 2 !== 0) shift++
  const mantissa = integerSquareRoot(a.mantissa << BigInt(shift))
  const exponent = (a.exponent - shift) / 2
  const off = a.error - (size({ mantissa, exponent, error: 0 }) - slack)
  return wide(mantissa, exponent, joined(off, exponent))
}

/** A whole power; null for a negative power of zero. */
export function wholePower(a: Wide, exponent: number): Wide | null {
  let result = wide(1n, 0)
  let square = a
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square)
    if (rest > 1) square = multiply(square, square)
  }
  return exponent < 0 ? divide(wide(1n, 0), result) : result
}

/** The nearest double, for sizes that have one. */
export function toDouble(a: Wide): number {
  const surplus = Math.max(0, bits(a.mantissa) - 64)
  return Number(a.mantissa >> BigInt(surplus)) * 2 ** (a.exponent + surplus)
}

/** The larger of two errors with room for both. */
export function joined(a: number, b: number): number {
  if (a === Number.NEGATIVE_INFINITY) return b
  return b === Number.NEGATIVE_INFINITY ? a : Math.max(a, b) + 1
}

/** What an error is multiplied with. A zero keeps a factor, so that -Infinity and Infinity never meet. */
function reach(a: Pick<Wide, 'mantissa' | 'exponent'>): number {
  return a.mantissa === 0n ? a.exponent : bits(a.mantissa) + a.exponent
}

function integerSquareRoot(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(bits(value) / 2))
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/** Bits of a magnitude. */
function bits(a: bigint): number {
  if (a === 0n) return 0
  const digits = (a < 0n ? -a : a).toString(16)
  return digits.length * 4 + 28 - Math.clz32(parseInt(digits.charAt(0), 16))
}
