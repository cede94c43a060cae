import { type Interval, Z_95 } from './interval.ts'
import { checkTally } from './tally.ts'

/**
 * The score interval for a share of `c` in `n` independent trials (Wilson, "Probable Inference, the Law of
 * Succession, and Statistical Inference", JASA 22, 1927). Unlike c/n +- 2 SE it stays in 0..1 and says something
 * sensible at 0 and n. For one sample a problem; where problems have several, bootstrap over problems.
 *
 * @param z quantile of the standard normal distribution.
 * @throws RangeError for counts that cannot be.
 */
export function wilsonInterval(c: number, n: number, z = Z_95): Interval {
  checkTally({ n, c })
  const share = c / n
  const square = z * z
  const centre = share + square / (2 * n)
  const reach = z * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))
  const scale = 1 + square / n
  // The ends at 0 and n are exact; rounding must not carry them past.
  return {
    low: c === 0 ? 0 : (centre - reach) / scale,
    high: c === n ? 1 : (centre + reach) / scale
  }
}
