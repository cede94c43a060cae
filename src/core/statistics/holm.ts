/**
 * Adjusts p values for the number of comparisons, so that the chance of any false discovery stays below the level
 * (Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979): the i-th smallest of m is multiplied by
 * m - i + 1, capped at 1, and never smaller than the one before. In the order given.
 *
 * @throws RangeError for a value outside 0..1.
 */
export function holm(values: readonly number[]): number[] {
  for (const value of values) {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`Expected a p value, got ${value}`)
  }
  const ascending = [...values.keys()].sort((a, b) => values[a]! - values[b]!)
  const adjusted = new Array<number>(values.length)
  let largest = 0
  for (const [rank, index] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, values[index]! * (values.length - rank)))
    adjusted[index] = largest
  }
  return adjusted
}

/**
 * The level at which Holm's procedure stopped: `level` over the number of comparisons that it left standing. Intervals
 * at it leave out 0 exactly where the adjusted p is below `level`, and hold at least as often as those at `level` do.
 */
export function holmLevel(adjusted: readonly number[], level: number): number {
  return level / Math.max(1, adjusted.filter((p) => p >= level).length)
}
