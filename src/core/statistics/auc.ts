/**
 * The area under the ROC curve: the probability that a value of `positive` is above one of `negative`, ties counting
 * half (Mann and Whitney's U over the number of pairs, from the ranks of all values together).
 *
 * @returns null where either is empty.
 */
export function auc(positive: readonly number[], negative: readonly number[]): number | null {
  if (positive.length === 0 || negative.length === 0) return null
  const all = [
    ...positive.map((value) => ({ value, positive: true })),
    ...negative.map((value) => ({ value, positive: false }))
  ].sort((a, b) => a.value - b.value)
  let [rankSum, start] = [0, 0]
  while (start < all.length) {
    let end = start
    while (end < all.length && all[end]!.value === all[start]!.value) end++
    // Equal values share the mean of their ranks, which count from 1.
    const rank = (start + 1 + end) / 2
    rankSum += rank * all.slice(start, end).filter((one) => one.positive).length
    start = end
  }
  const least = (positive.length * (positive.length + 1)) / 2
  return (rankSum - least) / (positive.length * negative.length)
}
