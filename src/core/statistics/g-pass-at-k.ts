import { hypergeometric } from './hypergeometric.ts'
import { checkDraw, checkTally, type Tally } from './tally.ts'

/**
 * G-Pass@k_tau of one problem: the probability that at least a share `tau` of k samples drawn from the n is right:
 * the sum over j from max(1, ceil(tau k)) to k of C(c, j) C(n - c, k - j) / C(n, k) (Liu et al., "Are Your LLMs
 * Capable of Stable Reasoning?", arXiv 2412.13147, section 3). tau near 0 is pass@k, tau = 1 asks that all k be right.
 *
 * @throws RangeError for counts that cannot be, for k > n and for tau outside 0..1.
 */
export function gPassAtK({ n, c }: Tally, k: number, tau: number): number {
  checkTally({ n, c })
  checkDraw(n, k)
  if (!(tau >= 0 && tau <= 1)) throw new RangeError(`Expected 0 <= tau <= 1, got ${tau}`)
  let probability = 0
  for (let j = needed(tau, k); j <= Math.min(c, k); j++) probability += hypergeometric(n, c, k, j)
  return Math.min(1, probability)
}

/** ceil(tau k), unharmed by products such as 0.07 * 100 = 7.000000000000001. */
function needed(tau: number, k: number): number {
  const product = tau * k
  const nearest = Math.round(product)
  return Math.max(1, Math.abs(product - nearest) < 1e-9 ? nearest : Math.ceil(product))
}
