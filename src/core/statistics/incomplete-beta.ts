/**
 * The regularised incomplete beta function I_x(a, b), the probability that a Beta(a, b) variable is at most x: Lentz's
 * evaluation of its continued fraction (DLMF 8.17.22; Press et al., "Numerical Recipes", section 6.4), to 1e-12.
 *
 * @throws RangeError unless 0 <= x <= 1 and a, b > 0.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) {
    throw new RangeError(`Expected 0 <= x <= 1 and a, b > 0, got x = ${x}, a = ${a}, b = ${b}`)
  }
  if (x === 0 || x === 1) return x
  // The fraction converges quickly below the mean; above it, the other tail does.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)
  return (Math.exp(front) * continuedFraction(x, a, b)) / a
}

/**
 * The x with I_x(a, b) = probability, by bisection: the function is monotone and its ends are known.
 *
 * @throws RangeError unless 0 <= probability <= 1 and a, b > 0.
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`Expected a probability, got ${probability}`)
  }
  let [low, high] = [0, 1]
  while (high - low > 1e-13) {
    const middle = (low + high) / 2
    if (incompleteBeta(middle, a, b) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  function away(value: number): number {
    return Math.abs(value) < tiny ? tiny : value
  }
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  // Below the mean it takes a multiple of sqrt(max(a, b)) terms.
  const most = 200 + 20 * Math.sqrt(Math.max(a, b))
  for (let m = 1; m <= most; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return fraction
}

/** Lanczos' approximation of ln gamma(x) for x > 0 (g = 7, 9 terms), to 1e-14. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  const series = LANCZOS.reduce(
    (sum, coefficient, index) => sum + (index === 0 ? coefficient : coefficient / (shifted + index))
  )
  const t = shifted + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series)
}

const LANCZOS = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_59, 12.507_343_278_686_905, -0.138_571_095_265_720_12,
  9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7
]
