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

/** An evaluation that waits: so many tokens of the sequence with this number in the context. */
export interface Waiting {
  readonly tokens: number
  readonly sequence: number
}

/**
 * Divides waiting evaluations into batches so that all are done soonest: two tokens in one batch can take longer
 * than one after the other (on a CPU), or no longer than one (on a GPU). Returns groups of indices of `waiting`, each
 * in the order of the sequences, without which llama.cpp computes it in pieces; the shortest group comes first.
 *
 * @param limit tokens that fit into one batch
 */
export function planBatches(
  costs: BatchCosts,
  waiting: readonly Waiting[],
  limit: number
): number[][] {
  const order = waiting
    .map((_, index) => index)
    .sort((a, b) => waiting[a]!.sequence - waiting[b]!.sequence)
  const alone = waiting.reduce((sum, { tokens }) => sum + predictMs(costs, tokens), 0)
  const together = bestGroups(costs, order, waiting, limit)
  const groups =
    together.ms <= alone * (1 - WORTHWHILE) ? together.groups : order.map((index) => [index])
  const length = (group: readonly number[]) =>
    group.reduce((sum, index) => sum + waiting[index]!.tokens, 0)
  return groups.sort((a, b) => length(a) - length(b))
}

/** Dynamic programming over evaluations by sequence: only neighbours share a batch. */
function bestGroups(
  costs: BatchCosts,
  order: readonly number[],
  waiting: readonly Waiting[],
  limit: number
): { ms: number; groups: number[][] } {
  const best: { ms: number; groups: number[][] }[] = [{ ms: 0, groups: [] }]
  for (let end = 1; end <= order.length; end++) {
    let tokens = 0
    let chosen = { ms: Infinity, groups: [] as number[][] }
    for (let start = end - 1; start >= 0; start--) {
      tokens += waiting[order[start]!]!.tokens
      if (tokens > limit && start < end - 1) break
      const before = best[start]!
      const group = order.slice(start, end)
      const pieces = piecesOf(group.map((index) => waiting[index]!))
      const ms = pieces.reduce((sum, piece) => sum + predictMs(costs, piece), before.ms)
      if (ms < chosen.ms) chosen = { ms, groups: [...before.groups, group] }
    }
    best.push(chosen)
  }
  return best[order.length]!
}

/**
 * The tokens of each piece in which llama.cpp computes a batch, given in the order of the sequences: equally many
 * tokens of each of some sequences whose numbers follow one another without a gap (`llama_batch_allocr::split_equal`
 * where every sequence has a part of the cache to itself, as the binding sets it up).
 */
export function piecesOf(batch: readonly Waiting[]): number[] {
  const pieces: number[] = []
  const left = batch.map(({ tokens }) => tokens)
  for (let first = 0; first < batch.length;) {
    if (left[first] === 0) {
      first += 1
      continue
    }
    let end = first + 1
    while (left[end]! > 0 && batch[end]!.sequence === batch[end - 1]!.sequence + 1) end += 1
    const each = Math.min(...left.slice(first, end))
    pieces.push(each * (end - first))
    for (let index = first; index < end; index++) left[index]! -= each
  }
  return pieces
}
