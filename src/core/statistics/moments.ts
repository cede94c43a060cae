export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/**
 * The arithmetic mean.
 *
 * @throws RangeError when there is nothing to average.
 */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('Expected at least one value, got none')
  return sum(values) / values.length
}

/**
 * The standard error of the mean of independent values: s / sqrt(N), s with N - 1 in its denominator. Null for a
 * single value, and where all are alike: neither says anything about the spread, and 0 would claim certainty.
 */
export function standardError(values: readonly number[]): number | null {
  const centre = mean(values)
  if (values.every((value) => value === values[0])) return null
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1) / values.length)
}
