import {
  type Complex,
  acos,
  acosh,
  add,
  asin,
  asinh,
  atan,
  atanh,
  complex,
  cos,
  cosh,
  divide,
  exp,
  log,
  magnitude,
  multiply,
  power,
  reciprocal,
  sin,
  sinh,
  sqrt
} from './complex.ts'

type Unary = (a: Complex) => Complex

function tan(a: Complex): Complex {
  return divide(sin(a), cos(a))
}

function tanh(a: Complex): Complex {
  return divide(sinh(a), cosh(a))
}

function real(f: (x: number) => number): Unary {
  return (a) => (a.im === 0 ? complex(f(a.re)) : complex(Number.NaN))
}

// Floats such as 2.9999999999999996 stand for the whole number that the exact value would be.
const rounding = 1e-12

const unary: Readonly<Record<string, Unary>> = {
  sin,
  cos,
  tan,
  sec: (a) => reciprocal(cos(a)),
  csc: (a) => reciprocal(sin(a)),
  cot: (a) => divide(cos(a), sin(a)),
  asin,
  acos,
  atan,
  asec: (a) => acos(reciprocal(a)),
  acsc: (a) => asin(reciprocal(a)),
  acot: (a) => atan(reciprocal(a)),
  sinh,
  cosh,
  tanh,
  coth: (a) => reciprocal(tanh(a)),
  sech: (a) => reciprocal(cosh(a)),
  csch: (a) => reciprocal(sinh(a)),
  asinh,
  acosh,
  atanh,
  ln: log,
  lg: (a) => divide(log(a), log(complex(10))),
  cis: (a) => exp(multiply(complex(0, 1), a)),
  exp,
  sqrt,
  cbrt: (a) => power(a, complex(1 / 3)),
  abs: (a) => complex(magnitude(a)),
  floor: real((x) => Math.floor(x + rounding)),
  ceil: real((x) => Math.ceil(x - rounding)),
  sgn: real(Math.sign),
  factorial: real(factorial),
  doublefactorial: real(doubleFactorial),
  Re: (a) => complex(a.re),
  Im: (a) => complex(a.im),
  arg: (a) => complex(Math.atan2(a.im, a.re)),
  conj: (a) => complex(a.re, a.im === 0 ? 0 : -a.im)
}

const realsOnly: Readonly<Record<string, (...x: readonly number[]) => number>> = {
  max: (...x) => Math.max(...x),
  min: (...x) => Math.min(...x),
  gcd: (...x) => (areWhole(x) ? Math.abs(x.reduce(gcd)) : Number.NaN),
  lcm: (...x) => (areWhole(x) ? Math.abs(x.reduce(lcm)) : Number.NaN),
  binom: (n, k) => (n === undefined || k === undefined ? Number.NaN : binomial(n, k))
}

/** Applies a function by its canonical name; null when there is none of that name for these arguments. */
export function apply(name: string, values: readonly Complex[]): Complex | null {
  const [first, second] = values
  if (first === undefined) return null
  if (values.length === 1 && Object.hasOwn(unary, name)) return unary[name]?.(first) ?? null
  if (name === 'root' && second !== undefined) return root(first, second)
  if (name === 'log' && second !== undefined) return divide(log(first), log(second))
  if (!Object.hasOwn(realsOnly, name)) return null
  if (values.some((value) => value.im !== 0)) return complex(Number.NaN)
  return complex(realsOnly[name]?.(...values.map((value) => value.re)) ?? Number.NaN)
}

function root(a: Complex, degree: Complex): Complex {
  const isOdd = degree.im === 0 && Math.abs(degree.re % 2) === 1
  if (a.im === 0 && a.re < 0 && isOdd) return complex(-Math.pow(-a.re, 1 / degree.re))
  return power(a, reciprocal(degree))
}

function factorial(x: number): number {
  if (!Number.isInteger(x) || x > 170) return gamma(x + 1)
  if (x < 0) return Number.NaN
  let product = 1
  for (let n = 2; n <= x; n++) product *= n
  return product
}

function doubleFactorial(x: number): number {
  if (!Number.isInteger(x) || x < -1 || x > 300) return Number.NaN
  let product = 1
  for (let n = x; n > 1; n -= 2) product *= n
  return product
}

function binomial(n: number, k: number): number {
  if (Number.isInteger(k) && k >= 0 && k < 400) {
    let product = 1
    for (let j = 1; j <= k; j++) product = (product * (n - k + j)) / j
    return product
  }
  return gamma(n + 1) / (gamma(k + 1) * gamma(n - k + 1))
}

function areWhole(values: readonly number[]): boolean {
  return values.every((value) => Number.isSafeInteger(value))
}

function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y > 0) [x, y] = [y, x % y]
  return x
}

function lcm(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : Math.abs(a / gcd(a, b)) * Math.abs(b)
}

// Lanczos' approximation with g = 7 and nine coefficients (Godfrey's table).
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7
]

/** The gamma function at a real number. */
function gamma(x: number): number {
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x))
  const shifted = x - 1
  const series = lanczos.reduce((sum, c, j) => (j === 0 ? c : sum + c / (shifted + j)), 0)
  const t = shifted + 7.5
  return Math.sqrt(2 * Math.PI) * Math.pow(t, shifted + 0.5) * Math.exp(-t) * series
}

/**
 * A function that nothing is known about, such as the `f` of a functional equation: smooth, injective enough, and
 * fixed by its name, so that `f(2x)` and `f(x+x)` agree and `f(x)` and `g(x)` do not.
 */
export function unknownFunction(name: string, values: readonly Complex[]): Complex {
  let sum = complex(fraction(name) * 3 + 0.3)
  values.forEach((value, index) => {
    const wave = sin(add(value, complex(fraction(`${name}/phase/${index}`) * 6)))
    sum = add(sum, multiply(complex(fraction(`${name}/wave/${index}`) + 0.5), wave))
    sum = add(sum, multiply(complex(fraction(`${name}/slope/${index}`) + 0.2), value))
  })
  return sum
}

/** FNV-1a of a name, as a fraction in [0, 1). */
function fraction(name: string): number {
  let hash = 2166136261
  for (let at = 0; at < name.length; at++) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 16777619)
  }
  return (hash >>> 0) / 2 ** 32
}
