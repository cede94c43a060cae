/** A range that holds the true value with the confidence asked for. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** Quantile of the standard normal distribution for a two-sided interval of 95 %. */
export const Z_95 = 1.959963984540054
