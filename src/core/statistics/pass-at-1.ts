import { mean, standardError } from './moments.ts'
import { checkTally, type Tally } from './tally.ts'

export interface PassAt1 {
  /** Share of right samples, each problem weighing the same. */
  readonly value: number
  /** Of `value`; null where the problems show no spread. */
  readonly standardError: number | null
}

/**
 * pass@1: the mean over problems of c / n.
 *
 * Samples of one problem are alike, so the standard error is clustered by problem: the standard deviation of the
 * problems' means over sqrt(N) (Miller, "Adding Error Bars to Evals", arXiv 2411.00640, with
 * clusters of equal weight). Pooling all samples as if independent would understate it.
 *
 * @throws RangeError without problems, or for counts that cannot be.
 */
export function passAt1(problems: readonly Tally[]): PassAt1 {
  problems.forEach(checkTally)
  const shares = problems.map(({ n, c }) => c / n)
  return { value: mean(shares), standardError: standardError(shares) }
}
