import { checkDraw, checkTally, type Tally } from './tally.ts'

/**
 * pass@k of one problem: the probability that at least one of k samples drawn from the n is right, without bias:
 * 1 - C(n - c, k) / C(n, k), computed as 1 - prod over i = n-c+1..n of (1 - k / i) (Chen et al., "Evaluating Large
 * Language Models Trained on Code", arXiv 2107.03374, section 2.1). The benchmark's figure is the mean over problems.
 *
 * @throws RangeError for counts that cannot be, and for k > n.
 */
export function passAtK({ n, c }: Tally, k: number): number {
  checkTally({ n, c })
  checkDraw(n, k)
  if (n - c < k) return 1
  let allWrong = 1
  for (let i = n - c + 1; i <= n; i++) allWrong *= 1 - k / i
  return 1 - allWrong
}
