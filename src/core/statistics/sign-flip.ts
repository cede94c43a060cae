/** Sums to keep at most, times the differences to flip; beyond it the test would take more than a moment. */
const MOST_WORK = 2e7

/**
 * The exact two-sided sign-flip test (Fisher, "The Design of Experiments", 1935, section 21): where neither method is
 * better, each problem's difference could as well have had the other sign, so p is the share of the 2^N ways to choose
 * signs whose sum is at least as far from 0 as the one seen. Every way is counted, by adding one problem after the
 * other to the distribution of sums. With one attempt a problem it is the exact McNemar test. No p below 2 / 2^N can be
 * reached with N problems that differ: none below .05 with fewer than 6.
 *
 * @param differences whole numbers: each problem's difference in right attempts, all by a common measure.
 * @returns null where the numbers are too many and too large to count every way.
 * @throws RangeError for a difference that is no whole number.
 */
export function signFlipP(differences: readonly number[]): number | null {
  for (const difference of differences) {
    if (!Number.isInteger(difference)) {
      throw new RangeError(`Expected a whole number of attempts, got ${difference}`)
    }
  }
  const steps = differences.map(Math.abs).filter((step) => step > 0)
  const most = steps.reduce((sum, step) => sum + step, 0)
  if (most * steps.length > MOST_WORK) return null
  const seen = Math.abs(differences.reduce((sum, difference) => sum + difference, 0))

  // chance[most + s]: the probability of the sum s after the problems so far.
  let chance = new Float64Array(2 * most + 1)
  chance[most] = 1
  let reach = 0
  for (const step of steps) {
    const next = new Float64Array(chance.length)
    for (let sum = most - reach; sum <= most + reach; sum++) {
      const half = chance[sum]! / 2
      next[sum - step]! += half
      next[sum + step]! += half
    }
    chance = next
    reach += step
  }
  let p = 0
  for (let sum = seen; sum <= most; sum++) {
    p += sum === 0 ? chance[most]! : chance[most + sum]! + chance[most - sum]!
  }
  return Math.min(1, p)
}
