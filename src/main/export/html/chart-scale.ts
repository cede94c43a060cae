/** Maps values to places along an axis. */
export interface Scale {
  readonly at: (value: number) => number
  /** Round values to mark. */
  readonly ticks: readonly number[]
}

/** A linear axis over [0, most] or [least, most], its ends moved out to round values. */
export function linearScale(
  [least, most]: readonly [number, number],
  [from, to]: readonly [number, number]
): Scale {
  const step = roundStep((most - least || 1) / 4)
  const [first, last] = [Math.floor(least / step), Math.ceil(most / step)]
  const count = Math.max(1, last - first)
  const ticks = Array.from({ length: count + 1 }, (_, index) => (first + index) * step)
  const [low, high] = [ticks[0]!, ticks.at(-1)!]
  return { at: (value) => from + ((value - low) / (high - low)) * (to - from), ticks }
}

/** The smallest of 1, 2, 5 times a power of ten that is not below. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= value * 0.999)!
}
