/**
 * Positions moved as little as needed so that any two are so far apart, in the order in which they were given.
 *
 * @param most the edge of the drawing: none is moved beyond it
 */
export function apart(
  positions: readonly number[],
  least: number,
  most: number = Number.POSITIVE_INFINITY
): number[] {
  const moved = [...positions]
  const order = positions.map((_, index) => index).sort((a, b) => positions[a]! - positions[b]!)
  for (const [rank, index] of order.entries()) {
    const above = order[rank - 1]
    if (above !== undefined) moved[index] = Math.max(moved[index]!, moved[above]! + least)
  }
  let edge = most
  for (const index of order.toReversed()) {
    moved[index] = Math.min(moved[index]!, edge)
    edge = moved[index] - least
  }
  return moved
}

/**
 * Pixels by which the name of a point stands below it, where names are written above and below their points in turn: near
 * the axis there is room only above, and at the top only below.
 *
 * @param accuracy the point's height, from 0 to 1
 */
export function nameShift(accuracy: number, even: boolean): number {
  if (accuracy > 0.97) return even ? 15 : 29
  if (even) return -6
  return accuracy < 0.15 ? -19 : 15
}
