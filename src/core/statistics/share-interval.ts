import { betaQuantile, incompleteBeta } from './incomplete-beta.ts'
import { type Interval, LEVEL } from './interval.ts'
import { mean } from './moments.ts'

/**
 * An interval for the mean of problems' shares (each in 0..1), which counts problems and not attempts: the exact one for
 * a binomial share (Clopper and Pearson, Biometrika 26, 1934) on the effective number of problems, as Korn and Graubard
 * do it for clustered samples (Survey Methodology 24, 1998). With one attempt a problem it is Clopper and Pearson's own,
 * so it misses at most as often as it says; it has a width at 0 and at 1, and for a single problem.
 *
 * @param attempts of all problems together, beyond which the effective number never goes.
 * @throws RangeError without problems, or for shares outside 0..1.
 */
export function shareInterval(
  shares: readonly number[],
  { level = LEVEL, attempts = Infinity }: { level?: number; attempts?: number } = {}
): Interval {
  const { n, x } = effectiveCounts(shares, attempts)
  return {
    low: x === 0 ? 0 : betaQuantile(level / 2, x, n - x + 1),
    high: x === n ? 1 : betaQuantile(1 - level / 2, x + 1, n - x)
  }
}

/** The two-sided p of the hypothesis that the mean share is 1/2: the level at which the interval comes to leave it out. */
export function evenSharesP(shares: readonly number[]): number {
  const { n, x } = effectiveCounts(shares, Infinity)
  const larger = Math.max(x, n - x)
  return Math.min(1, 2 * incompleteBeta(0.5, larger, n - larger + 1))
}

/**
 * How many problems with one attempt each would tell as much as these: where the attempts at a problem always come out
 * alike, as many as there are problems; where they do not, more. The variance of a few shares is itself uncertain, and 0
 * where all are alike; so it is taken with two imagined problems added, one always solved and one never (after Agresti
 * and Coull, "Approximate Is Better than 'Exact'", 1998).
 */
function effectiveCounts(
  shares: readonly number[],
  attempts: number
): { readonly n: number; readonly x: number } {
  for (const share of shares) {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`Expected a share, got ${share}`)
  }
  const centre = mean(shares)
  const imagined = [...shares, 0, 1]
  const middle = mean(imagined)
  const seen = imagined.reduce((sum, share) => sum + (share - middle) ** 2, 0)
  const ofSingleAttempts = imagined.length * middle * (1 - middle)
  const n = Math.min(attempts, Math.max(1, ofSingleAttempts / seen) * shares.length)
  // Rounding must not make of "all right" a little less: the ends at 0 and n are exact.
  return { n, x: centre === 1 ? n : n * centre }
}
