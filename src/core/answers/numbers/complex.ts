/** A complex number. */
export interface Complex {
  readonly re: number
  readonly im: number
}

export function complex(re: number, im = 0): Complex {
  return { re, im }
}

const one = complex(1)
const imaginaryUnit = complex(0, 1)

export function magnitude(a: Complex): number {
  return a.im === 0 ? Math.abs(a.re) : Math.hypot(a.re, a.im)
}

export function isFinite(a: Complex): boolean {
  return Number.isFinite(a.re) && Number.isFinite(a.im)
}

export function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im }
}

export function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im }
}

export function multiply(a: Complex, b: Complex): Complex {
  if (a.im === 0 && b.im === 0) return { re: a.re * b.re, im: 0 }
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re }
}

export function divide(a: Complex, b: Complex): Complex {
  if (b.im === 0) return { re: a.re / b.re, im: a.im / b.re }
  const size = b.re * b.re + b.im * b.im
  return { re: (a.re * b.re + a.im * b.im) / size, im: (a.im * b.re - a.re * b.im) / size }
}

export function negate(a: Complex): Complex {
  return { re: -a.re, im: a.im === 0 ? 0 : -a.im }
}

export function reciprocal(a: Complex): Complex {
  return divide(one, a)
}

export function exp(a: Complex): Complex {
  const size = Math.exp(a.re)
  return a.im === 0 ? complex(size) : complex(size * Math.cos(a.im), size * Math.sin(a.im))
}

/** The principal natural logarithm. */
export function log(a: Complex): Complex {
  return a.im === 0 && a.re > 0
    ? complex(Math.log(a.re))
    : complex(Math.log(magnitude(a)), Math.atan2(a.im, a.re))
}

/**
 * `a` to the power `b`. An odd root of a negative real number is the real one, as school mathematics has it, so
 * that `(-8)^{1/3}` is -2.
 */
export function power(a: Complex, b: Complex): Complex {
  if (a.im === 0 && b.im === 0) {
    if (a.re >= 0 || Number.isInteger(b.re)) return complex(Math.pow(a.re, b.re))
    const root = [3, 5, 7, 9].find((degree) => isFraction(b.re, degree))
    if (root !== undefined) {
      const sign = Math.round(b.re * root) % 2 === 0 ? 1 : -1
      return complex(sign * Math.pow(-a.re, b.re))
    }
  }
  if (a.re === 0 && a.im === 0) return b.re > 0 ? complex(0) : complex(Number.NaN)
  if (b.im === 0 && Number.isInteger(b.re) && Math.abs(b.re) <= 8) return wholePower(a, b.re)
  return exp(multiply(b, log(a)))
}

function wholePower(a: Complex, exponent: number): Complex {
  let product = one
  for (let n = 0; n < Math.abs(exponent); n++) product = multiply(product, a)
  return exponent < 0 ? reciprocal(product) : product
}

/** Is it a fraction with that denominator, but for the rounding of a double? */
function isFraction(x: number, denominator: number): boolean {
  const nearest = Math.round(x * denominator) / denominator
  return Math.abs(x - nearest) <= 2 * Number.EPSILON * Math.max(1, Math.abs(x))
}

export function sqrt(a: Complex): Complex {
  if (a.im !== 0) return exp(multiply(complex(0.5), log(a)))
  return a.re >= 0 ? complex(Math.sqrt(a.re)) : complex(0, Math.sqrt(-a.re))
}

export function sin(a: Complex): Complex {
  if (a.im === 0) return complex(Math.sin(a.re))
  return complex(Math.sin(a.re) * Math.cosh(a.im), Math.cos(a.re) * Math.sinh(a.im))
}

export function cos(a: Complex): Complex {
  if (a.im === 0) return complex(Math.cos(a.re))
  return complex(Math.cos(a.re) * Math.cosh(a.im), -Math.sin(a.re) * Math.sinh(a.im))
}

export function sinh(a: Complex): Complex {
  return divide(subtract(exp(a), exp(negate(a))), complex(2))
}

export function cosh(a: Complex): Complex {
  return divide(add(exp(a), exp(negate(a))), complex(2))
}

export function asin(a: Complex): Complex {
  if (a.im === 0 && Math.abs(a.re) <= 1) return complex(Math.asin(a.re))
  const root = sqrt(subtract(one, multiply(a, a)))
  return multiply(complex(0, -1), log(add(multiply(imaginaryUnit, a), root)))
}

export function acos(a: Complex): Complex {
  if (a.im === 0 && Math.abs(a.re) <= 1) return complex(Math.acos(a.re))
  return subtract(complex(Math.PI / 2), asin(a))
}

export function atan(a: Complex): Complex {
  if (a.im === 0) return complex(Math.atan(a.re))
  const turned = multiply(imaginaryUnit, a)
  return multiply(complex(0, 0.5), subtract(log(subtract(one, turned)), log(add(one, turned))))
}

export function asinh(a: Complex): Complex {
  return log(add(a, sqrt(add(multiply(a, a), one))))
}

export function acosh(a: Complex): Complex {
  return log(add(a, multiply(sqrt(add(a, one)), sqrt(subtract(a, one)))))
}

export function atanh(a: Complex): Complex {
  return multiply(complex(0.5), log(divide(add(one, a), subtract(one, a))))
}
