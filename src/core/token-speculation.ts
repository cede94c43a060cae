import type { Random } from './random.ts'

/** How probable each token is to come next; tokens that are not in it cannot come. */
export type Distribution = ReadonlyMap<number, number>

/** A token that the draft proposes, and what it drew it from. */
export interface ProposedToken {
  readonly token: number
  readonly from: Distribution
}

export interface Verified {
  /** Proposals that stand, from the first on. */
  readonly accepted: number
  /** The target's own token behind them. */
  readonly next: number
}

/**
 * Speculative sampling (Leviathan et al., arXiv 2211.17192; Chen et al., arXiv 2302.01318): a proposal x stands with
 * probability min(1, p(x) / q(x)); behind the first that does not, the target draws from max(0, p - q), brought to 1.
 * Tokens come out exactly as if the target had drawn each from p. Greedy is the case of distributions of one token.
 *
 * @param target The target's distribution at each proposal, and one behind the last.
 */
export function verifyTokens(
  proposed: readonly ProposedToken[],
  target: readonly Distribution[],
  random: Random
): Verified {
  for (const [accepted, { token, from }] of proposed.entries()) {
    const p = target[accepted]!
    const ratio = (p.get(token) ?? 0) / (from.get(token) ?? 0)
    if (random.next() < ratio) continue
    return { accepted, next: draw(residual(p, from), random) }
  }
  return { accepted: proposed.length, next: draw(target[proposed.length]!, random) }
}

/** One token drawn from a distribution, which need not sum to exactly 1. */
export function draw(distribution: Distribution, random: Random): number {
  let sum = 0
  for (const probability of distribution.values()) sum += probability
  let left = random.next() * sum
  let last: number | null = null
  for (const [token, probability] of distribution) {
    left -= probability
    if (left < 0) return token
    last = token
  }
  // Rounding may leave a little behind the last.
  if (last === null) throw new Error('Expected a distribution, got an empty one')
  return last
}

/** What the target wants more of than the draft gave. */
function residual(p: Distribution, q: Distribution): Distribution {
  const more = [...p]
    .map(([token, each]) => [token, each - (q.get(token) ?? 0)] as const)
    .filter(([, each]) => each > 0)
  // Where rounding leaves nothing, p and q are the same.
  return more.length > 0 ? new Map(more) : p
}

/** Proposals at first; as many as pay are found by trying. */
const FIRST_PROPOSALS = 4
const MOST_PROPOSALS = 12

/** How many tokens the draft proposes next: two more after all stood, one less otherwise. */
export class ProposalLength {
  #length = FIRST_PROPOSALS

  get length(): number {
    return this.#length
  }

  note(proposed: number, accepted: number): void {
    this.#length =
      accepted === proposed
        ? Math.min(MOST_PROPOSALS, this.#length + 2)
        : Math.max(1, this.#length - 1)
  }
}
