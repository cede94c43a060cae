/** What a batch costs by its number of tokens, as measured on this machine. Ascending in tokens; never empty. */
export type BatchCosts = readonly { readonly tokens: number; readonly ms: number }[]

/** Batches must promise to save this share of the time, so that noise in the measurement chooses nothing. */
const WORTHWHILE = 0.03

/** Milliseconds that a batch of so many tokens takes: interpolated, and beyond the last measurement extended. */
export function predictMs(costs: BatchCosts, tokens: number): number {
  const above = costs.findIndex((cost) => cost.tokens >= tokens)
  if (above === 0 || costs.length === 1) return costs[0]!.ms
  const [left, right] = above < 0 ? costs.slice(-2) : costs.slice(above - 1, above + 1)
  const slope = Math.max(0, (right!.ms - left!.ms) / (right!.tokens - left!.tokens))
  return left!.ms + slope * (tokens - left!.tokens)
}

/**
 * Divides waiting evaluations into batches so that all are done soonest: two tokens in one batch can take longer
 * than one after the other (on a CPU), or no longer than one (on a GPU). Returns groups of indices of `sizes`.
 *
 * @param sizes tokens of each waiting evaluation
 * @param limit tokens that fit into one batch
 */
export function planBatches(
  costs: BatchCosts,
  sizes: readonly number[],
  limit: number
): number[][] {
  const order = sizes.map((_, index) => index).sort((a, b) => sizes[a]! - sizes[b]!)
  const singles = order.map((index) => [index])
  const alone = sizes.reduce((sum, size) => sum + predictMs(costs, size), 0)
  const together = bestGroups(costs, order, sizes, limit)
  return together.ms <= alone * (1 - WORTHWHILE) ? together.groups : singles
}

/** Dynamic programming over evaluations by size: only neighbours share a batch. */
function bestGroups(
  costs: BatchCosts,
  order: readonly number[],
  sizes: readonly number[],
  limit: number
): { ms: number; groups: number[][] } {
  const best: { ms: number; groups: number[][] }[] = [{ ms: 0, groups: [] }]
  for (let end = 1; end <= order.length; end++) {
    let tokens = 0
    let chosen = { ms: Infinity, groups: [] as number[][] }
    for (let start = end - 1; start >= 0; start--) {
      tokens += sizes[order[start]!]!
      if (tokens > limit && start < end - 1) break
      const before = best[start]!
      const ms = before.ms + predictMs(costs, tokens)
      if (ms < chosen.ms) chosen = { ms, groups: [...before.groups, order.slice(start, end)] }
    }
    best.push(chosen)
  }
  return best[order.length]!
}
