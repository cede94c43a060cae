/** A probability of its natural logarithm, which rounding may have put above 0. */
export function probabilityOf(logarithm: number): number {
  return Math.exp(Math.min(0, logarithm))
}
