export interface Point {
  readonly x: number
  readonly y: number
}

export interface Trend {
  readonly mean: number
  /** Of y for each 1 of x. */
  readonly slope: number
  /** By how much the regression line rises from the first x to the last, as a share of the mean. */
  readonly growth: number
}

/** Ordinary least squares. */
export function trendOf(points: readonly Point[]): Trend {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))]
  const covariance = mean(points.map((point) => (point.x - x) * (point.y - y)))
  const variance = mean(points.map((point) => (point.x - x) ** 2))
  const slope = variance === 0 ? 0 : covariance / variance
  return { mean: y, slope, growth: (slope * (points.at(-1)!.x - points[0]!.x)) / y }
}
