/** Normal quantiles of a two-sided test at 5 % that finds what is there in 80 of 100 cases. */
const Z = 1.96 + 0.8416

/**
 * How many problems would tell a difference of this size from none, four times out of five: the usual formula for a
 * paired mean, n = (z sd / d)^2 (Cohen, "Statistical Power Analysis", 1988, chapter 2), with the spread that was seen.
 * Null where nothing differs, or the problems show no spread.
 *
 * @param se standard error of the difference over so many problems.
 */
export function problemsNeeded({
  difference,
  se,
  problems
}: {
  readonly difference: number
  readonly se: number | null
  readonly problems: number
}): number | null {
  if (difference === 0 || se === null || se === 0) return null
  return Math.ceil(problems * ((Z * se) / difference) ** 2)
}
