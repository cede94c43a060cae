/** A round step that divides a range into about so many parts. */
function tickStep(range: number, parts: number): number {
  const rough = range / parts
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10
  return factor * power
}

/** Round positions from 0 to at least `highest`. */
export function ticksTo(highest: number, parts = 5): number[] {
  const step = tickStep(Math.max(highest, Number.EPSILON), parts)
  return Array.from({ length: Math.ceil(highest / step - 1e-9) + 1 }, (_, index) => index * step)
}

/** Positions moved as little as needed so that any two are so far apart, in the order in which they were given. */
export function apart(positions: readonly number[], least: number): number[] {
  const moved = [...positions]
  const order = positions.map((_, index) => index).sort((a, b) => positions[a]! - positions[b]!)
  for (const [rank, index] of order.entries()) {
    const above = order[rank - 1]
    if (above !== undefined) moved[index] = Math.max(moved[index]!, moved[above]! + least)
  }
  return moved
}
