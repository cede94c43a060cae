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
