/**
 * How strictly two answers are compared. `strict`: the same value in the same form of answer. `standard`: as a
 * teacher marks: labels, units, percent signs and correct rounding are forgiven.
 */
export type Policy = 'strict' | 'standard'

/** Whether two answers are the same mathematics. `undecidable` means ungradable: never counted as right. */
export interface Verdict {
  readonly verdict: 'equal' | 'different' | 'undecidable'
  readonly reason: string
}

/** Compares two answers. Symmetric, never throws. */
export function equivalent(
  a: string,
  b: string,
  _policy: Policy = 'standard',
  tolerance?: number
): Verdict {
  const [left, right] = [a.trim(), b.trim()]
  if (left === right) return { verdict: 'equal', reason: 'written the same' }
  const [x, y] = [Number(left.replaceAll(',', '')), Number(right.replaceAll(',', ''))]
  if (left && right && Number.isFinite(x) && Number.isFinite(y)) {
    return Math.abs(x - y) <= (tolerance ?? 0)
      ? { verdict: 'equal', reason: 'the same number' }
      : { verdict: 'different', reason: 'different numbers' }
  }
  return { verdict: 'different', reason: 'written differently' }
}
