/**
 * The exact two-sided McNemar test on single-sample results of two methods: `onlyFirst` problems only the first
 * solved, `onlySecond` only the second. p = min(1, 2 BinCDF(min; b + c, 1/2)) (McNemar 1947; Fagerland, Lydersen and
 * Laake, "The McNemar test for binary matched-pairs data", 2013). 1 where the methods never differ.
 *
 * @throws RangeError for counts that are no whole numbers.
 */
export function mcnemar(onlyFirst: number, onlySecond: number): number {
  for (const count of [onlyFirst, onlySecond]) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`Expected a whole number of problems, got ${count}`)
    }
  }
  const trials = onlyFirst + onlySecond
  const fewer = Math.min(onlyFirst, onlySecond)
  // log of C(trials, fewer) / 2^trials: 2^-trials alone would vanish beyond 1,074 trials.
  let log = -trials * Math.LN2
  for (let i = 1; i <= fewer; i++) log += Math.log((trials - fewer + i) / i)
  // C(trials, i - 1) = C(trials, i) i / (trials - i + 1), down from the largest term.
  let sum = 0
  let term = 1
  for (let i = fewer; i >= 0; i--) {
    sum += term
    term *= i / (trials - i + 1)
  }
  return Math.min(1, 2 * Math.exp(log) * sum)
}
