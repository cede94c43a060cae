import * as real from './wide.ts'
import { type Wide, isNearZero, isSwamped, wide } from './wide.ts'
import { cos, exp as realExp, realPower, sin, wholeNumber } from './wide-functions.ts'

/** A complex number of about 75 digits. */
export interface WideComplex {
  readonly re: Wide
  readonly im: Wide
}

const zero = wide(0n, 0)

export function fromReal(re: Wide): WideComplex {
  return { re, im: zero }
}

/** Is it real exactly, by how it was come by? */
export function isReal({ im }: WideComplex): boolean {
  return im.mantissa === 0n && im.error === Number.NEGATIVE_INFINITY
}

export function negate({ re, im }: WideComplex): WideComplex {
  return { re: real.negate(re), im: real.negate(im) }
}

/** Null where a part of one number would vanish in that of the other. */
export function add(a: WideComplex, b: WideComplex): WideComplex | null {
  if (isSwamped(a.re, b.re) || isSwamped(a.im, b.im)) return null
  return { re: real.add(a.re, b.re), im: real.add(a.im, b.im) }
}

export function subtract(a: WideComplex, b: WideComplex): WideComplex | null {
  return add(a, negate(b))
}

export function multiply(a: WideComplex, b: WideComplex): WideComplex | null {
  if (isReal(a) && isReal(b)) return fromReal(real.multiply(a.re, b.re))
  if (isReal(b)) return { re: real.multiply(a.re, b.re), im: real.multiply(a.im, b.re) }
  if (isReal(a)) return multiply(b, a)
  return add(
    { re: real.multiply(a.re, b.re), im: real.multiply(a.re, b.im) },
    { re: real.negate(real.multiply(a.im, b.im)), im: real.multiply(a.im, b.re) }
  )
}

/** Null where the divisor may be zero. */
export function divide(a: WideComplex, b: WideComplex): WideComplex | null {
  if (!isReal(b)) {
    const square = squaredMagnitude(b)
    const product = multiply(a, conjugate(b))
    return square && product && divide(product, fromReal(square))
  }
  const re = real.divide(a.re, b.re)
  const im = isReal(a) ? zero : real.divide(a.im, b.re)
  return re && im && { re, im }
}

/** Null where it leaves what these numbers can hold. */
export function power(base: WideComplex, exponent: WideComplex): WideComplex | null {
  if (!isReal(exponent)) return null
  const whole = wholeNumber(exponent.re)
  if (whole !== null) return wholePower(base, whole)
  if (!isReal(base) || base.re.mantissa <= 0n) return null
  const value = realPower(base.re, exponent.re)
  return value && fromReal(value)
}

function wholePower(base: WideComplex, exponent: number): WideComplex | null {
  if (isReal(base)) {
    const value = exponent <= 0 && isNearZero(base.re) ? null : real.wholePower(base.re, exponent)
    return value && fromReal(value)
  }
  let result: WideComplex | null = fromReal(wide(1n, 0))
  let square: WideComplex | null = base
  for (let rest = Math.abs(exponent); rest > 0 && result && square; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square)
    if (rest > 1) square = multiply(square, square)
  }
  return exponent < 0 && result ? divide(fromReal(wide(1n, 0)), result) : square && result
}

export function conjugate({ re, im }: WideComplex): WideComplex {
  return { re, im: real.negate(im) }
}

export function exp(a: WideComplex): WideComplex | null {
  const length = realExp(a.re)
  if (isReal(a)) return length && fromReal(length)
  const [x, y] = [cos(a.im), sin(a.im)]
  return length && x && y && multiply({ re: x, im: y }, fromReal(length))
}

export function magnitude(a: WideComplex): Wide | null {
  const square = squaredMagnitude(a)
  return square && real.squareRoot(square)
}

function squaredMagnitude({ re, im }: WideComplex): Wide | null {
  const [x, y] = [real.multiply(re, re), real.multiply(im, im)]
  return isSwamped(x, y) ? null : real.add(x, y)
}

/** The difference of two numbers, without regard to what vanishes in it: its size is all that counts. */
export function difference(a: WideComplex, b: WideComplex): WideComplex {
  return { re: real.subtract(a.re, b.re), im: real.subtract(a.im, b.im) }
}
