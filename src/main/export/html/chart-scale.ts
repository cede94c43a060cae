import { roundStep } from '../../../shared/round-step.ts'

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
