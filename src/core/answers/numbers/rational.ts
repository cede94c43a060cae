import { type Budget, spend } from '../budget.ts'

/** An exact fraction in lowest terms; the denominator is positive. */
export interface Rational {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** Results beyond this many bits are given up: `5^(5^(5^5))` must not be computed. */
const maxBits = 60_000

/** The fraction in lowest terms, or null for a zero denominator or a result too large to handle. */
export function rational(numerator: bigint, denominator: bigint, budget: Budget): Rational | null {
  if (denominator === 0n) return null
  const size = bits(numerator) + bits(denominator)
  if (size > 2 * maxBits) return null
  // Euclid on n-bit numbers takes of the order of n² steps; one budget step buys about 2,000 of them.
  spend(budget, 1 + Math.ceil((size * size) / 2_000))
  if (denominator === 1n) return { numerator, denominator }
  const sign = denominator < 0n ? -1n : 1n
  const common = sign * greatestCommonDivisor(numerator, denominator)
  return { numerator: numerator / common, denominator: denominator / common }
}

/** The exact value of a decimal literal such as `-12.50` or `4.5e33`; null where its exponent is too large. */
export function fromDecimal(literal: string, budget: Budget): Rational | null {
  if (/^\d{1,15}$/.test(literal)) return rational(BigInt(literal), 1n, budget)
  const [mantissa = '', exponent = '0'] = literal.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const scale = Number(exponent) - fraction.length
  if (Math.abs(scale) > maxBits / 4 || whole.length > maxBits / 4) return null
  const digits = BigInt(whole + fraction || '0')
  return scale >= 0
    ? rational(digits * 10n ** BigInt(scale), 1n, budget)
    : rational(digits, 10n ** BigInt(-scale), budget)
}

/** The sum of two fractions. */
export function add(a: Rational, b: Rational, budget: Budget): Rational | null {
  return rational(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
    budget
  )
}

/** The difference of two fractions. */
export function subtract(a: Rational, b: Rational, budget: Budget): Rational | null {
  return add(a, negate(b), budget)
}

/** The product of two fractions. */
export function multiply(a: Rational, b: Rational, budget: Budget): Rational | null {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator, budget)
}

/** The quotient of two fractions; null for division by zero. */
export function divide(a: Rational, b: Rational, budget: Budget): Rational | null {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator, budget)
}

/** The fraction with its sign turned. */
export function negate(a: Rational): Rational {
  return { numerator: -a.numerator, denominator: a.denominator }
}

/** `a` to a whole power, or to a fraction of one where the root is exact; null where it is not rational. */
export function power(a: Rational, exponent: Rational, budget: Budget): Rational | null {
  if (exponent.denominator !== 1n) {
    const root = exactRoot(a, exponent.denominator, budget)
    return root && power(root, { numerator: exponent.numerator, denominator: 1n }, budget)
  }
  const size = magnitude(exponent.numerator)
  if (a.numerator === 0n) return exponent.numerator > 0n ? a : null
  if (size > 10_000_000n) return null
  const grown = (bits(a.numerator) + bits(a.denominator) - 2) * Number(size)
  if (grown > maxBits) return null
  spend(budget, 1 + Math.ceil((grown * grown) / 100_000))
  const [top, bottom] = [a.numerator ** size, a.denominator ** size]
  return exponent.numerator >= 0n ? rational(top, bottom, budget) : rational(bottom, top, budget)
}

/** The non-negative root of a fraction where it is itself a fraction. */
function exactRoot(a: Rational, degree: bigint, budget: Budget): Rational | null {
  if (a.numerator < 0n || degree > 64n || degree < 2n) return null
  if (bits(a.numerator) + bits(a.denominator) > 2_000) return null
  spend(budget, 50)
  const top = integerRoot(a.numerator, degree)
  const bottom = integerRoot(a.denominator, degree)
  return top !== null && bottom !== null ? { numerator: top, denominator: bottom } : null
}

function integerRoot(value: bigint, degree: bigint): bigint | null {
  let low = 0n
  let high = 1n << (BigInt(bits(value)) / degree + 1n)
  while (low <= high) {
    const middle = (low + high) / 2n
    const grown = middle ** degree
    if (grown === value) return middle
    if (grown < value) low = middle + 1n
    else high = middle - 1n
  }
  return null
}

/** Is it the same fraction? */
export function equals(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator
}

/** Does its decimal expansion end? True when only 2 and 5 divide the denominator. */
export function terminates(a: Rational): boolean {
  let rest = a.denominator
  while (rest % 10n === 0n) rest /= 10n
  while (rest % 2n === 0n) rest /= 2n
  while (rest % 5n === 0n) rest /= 5n
  return rest === 1n
}

/** The largest whole number not above the fraction. */
export function floor(a: Rational): bigint {
  const quotient = a.numerator / a.denominator
  return a.numerator < 0n && quotient * a.denominator !== a.numerator ? quotient - 1n : quotient
}

/** The greatest common divisor, not negative. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [magnitude(a), magnitude(b)]
  while (y) [x, y] = [y, x % y]
  return x
}

function magnitude(a: bigint): bigint {
  return a < 0n ? -a : a
}

/** Bits of a number's magnitude, to within four: hexadecimal digits are cheap to count. */
function bits(a: bigint): number {
  const size = magnitude(a)
  return size < 0xffff_ffffn ? 32 - Math.clz32(Number(size)) : size.toString(16).length * 4
}
