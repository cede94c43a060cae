import { hypergeometric } from './hypergeometric.ts'
import { checkDraw } from './tally.ts'

/** Samples of one problem that gave the same answer, in the sense of equivalence and not of spelling. */
export interface VoteClass {
  readonly count: number
  /** Its answer is the gold answer. */
  readonly right: boolean
}

/**
 * maj@k of one problem: the probability that the majority vote of k samples drawn from the n is right (Wang et al.,
 * "Self-Consistency Improves Chain of Thought Reasoning", arXiv 2203.11171).
 *
 * Exact, over all subsets of k samples and not over a few that were drawn. Tie rule: classes that share the lead win
 * with equal probability, so r right ones among t leaders count r / t. Samples without an answer are drawn like the
 * others but do not vote; a subset in which nobody votes is wrong.
 *
 * @param unanswered samples from which no answer could be read.
 * @throws RangeError for counts that are no whole numbers, and for k > n.
 */
export function majAtK(classes: readonly VoteClass[], unanswered: number, k: number): number {
  for (const count of [unanswered, ...classes.map((one) => one.count)]) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`Expected a whole number of samples, got ${count}`)
    }
  }
  const n = classes.reduce((sum, { count }) => sum + count, unanswered)
  checkDraw(n, k)

  let probability = 0
  for (const [index, candidate] of classes.entries()) {
    if (!candidate.right) continue
    const others = classes.filter((_, other) => other !== index).map(({ count }) => count)
    for (let votes = 1; votes <= Math.min(candidate.count, k); votes++) {
      const drawn = hypergeometric(n, candidate.count, k, votes)
      if (drawn === 0) continue
      probability += drawn * leads({ others, unanswered, drawn: k - votes, votes })
    }
  }
  return Math.min(1, probability)
}

/**
 * The probability that a class with `votes` votes wins, when `drawn` more samples come from the other classes and
 * from the unanswered ones.
 */
function leads(rest: {
  readonly others: readonly number[]
  readonly unanswered: number
  readonly drawn: number
  readonly votes: number
}): number {
  const { others, unanswered, drawn, votes } = rest
  const mostTies = Math.floor(drawn / votes)
  function blank(): number[][] {
    return Array.from({ length: mostTies + 1 }, () => Array<number>(drawn + 1).fill(0))
  }

  // ways[ties][left]: the probability of `ties` classes level with the candidate, and `left` samples still to place.
  let ways = blank()
  ways[0]![drawn] = 1
  let remaining = others.reduce((sum, count) => sum + count, unanswered)
  for (const count of others) {
    const next = blank()
    for (const [ties, row] of ways.entries()) {
      for (const [left, probability] of row.entries()) {
        if (probability === 0) continue
        for (let taken = 0; taken <= Math.min(count, left, votes); taken++) {
          const share = left === 0 ? 1 : hypergeometric(remaining, count, left, taken)
          if (share === 0) continue
          next[taken === votes ? ties + 1 : ties]![left - taken]! += probability * share
        }
      }
    }
    ways = next
    remaining -= count
  }
  // What is left over comes from the unanswered samples, of which there are enough: else its probability was 0.
  return ways.reduce(
    (wins, row, ties) => wins + row.reduce((sum, probability) => sum + probability, 0) / (ties + 1),
    0
  )
}
