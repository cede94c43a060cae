/** What was seen of one problem: `n` samples, of which `c` were right. */
export interface Tally {
  readonly n: number
  readonly c: number
}

/**
 * Refuses counts that cannot be.
 *
 * @throws RangeError unless n and c are whole numbers with n >= 1 and 0 <= c <= n.
 */
export function checkTally({ n, c }: Tally): void {
  if (!Number.isInteger(n) || n < 1 || !Number.isInteger(c) || c < 0 || c > n) {
    throw new RangeError(`Expected 0 <= c <= n and n >= 1, got c = ${c}, n = ${n}`)
  }
}

/**
 * Refuses to draw more samples than there are: an estimate for k > n would be a guess.
 *
 * @throws RangeError unless k is a whole number with 1 <= k <= n.
 */
export function checkDraw(n: number, k: number): void {
  if (!Number.isInteger(k) || k < 1 || k > n) {
    throw new RangeError(`Expected 1 <= k <= n, got k = ${k}, n = ${n}`)
  }
}
