import { checkDraw, checkTally } from './tally.ts'

/**
 * The probability that exactly `j` of `k` samples are marked, drawn without replacement from `n` of which `c` are:
 * C(c, j) C(n - c, k - j) / C(n, k). As a product of ratios, it neither overflows (k up to 1,000) nor cancels.
 *
 * @throws RangeError unless 0 <= c <= n and 1 <= k <= n.
 */
export function hypergeometric(n: number, c: number, k: number, j: number): number {
  checkTally({ n, c })
  checkDraw(n, k)
  if (j < 0 || j > c || k - j > n - c) return 0
  let probability = 1
  for (let i = 0; i < j; i++) {
    probability *= (((k - i) / (j - i)) * (c - i)) / (n - i)
  }
  for (let i = 0; i < k - j; i++) {
    probability *= (n - c - i) / (n - j - i)
  }
  return probability
}
