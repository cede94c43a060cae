/**
 * The arithmetic mean.
 *
 * @throws RangeError when there is nothing to average.
 */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('Expected at least one value, got none')
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/**
 * The standard error of the mean of independent values: s / sqrt(N), s with N - 1 in its denominator. Null for a
 * single value, which says nothing about its spread.
 */
export function standardError(values: readonly number[]): number | null {
  const centre = mean(values)
  if (values.length < 2) return null
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1) / values.length)
}

/**
 * A quantile of ascending values, linear between order statistics: definition 7 of Hyndman and Fan, "Sample Quantiles
 * in Statistical Packages", 1996.
 */
export function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share
  const below = sorted[Math.floor(position)]!
  const above = sorted[Math.ceil(position)]!
  return below + (above - below) * (position - Math.floor(position))
}
