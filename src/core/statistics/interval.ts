/** A range that holds the true value with the confidence asked for. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** The chance of an interval to miss the true value, and of a test to see a difference where there is none. */
export const LEVEL = 0.05
