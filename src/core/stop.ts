import type { StopRule, VoteWeight } from '../shared/options.ts'
import { vote, type Ballot } from './vote.ts'

/** The state of the vote while paths are still open. */
export interface Standing {
  readonly ballots: readonly Ballot[]
  /** Paths that may still vote, opened or not. */
  readonly open: number
  readonly weight: VoteWeight
}

/** Why the remaining paths need not go on, or null when they must. */
export function reasonToStop(rule: StopRule, standing: Standing): string | null {
  if (standing.open === 0) return null
  switch (rule) {
    case 'all':
      return null
    case 'first':
      return standing.ballots.some(({ forced }) => !forced)
        ? 'the first path has finished with an answer'
        : null
    case 'agree-2': {
      const agreed = vote(standing.ballots, 'count').votes.find(({ paths }) => paths.length >= 2)
      return agreed ? `two paths agree on ${agreed.answer}` : null
    }
    case 'decided':
      return isDecided(standing)
        ? `the leader cannot be overtaken by the ${standing.open} remaining`
        : null
    default:
      return rule satisfies never
  }
}

/** Each open path adds at most 1 to one class, so a lead greater than their number stands. Lossless. */
function isDecided({ ballots, open, weight }: Standing): boolean {
  const [leader, runnerUp] = vote(ballots, weight).votes
  return leader !== undefined && leader.weight - (runnerUp?.weight ?? 0) > open
}

/** The confidence from which Adaptive-Consistency stops sampling. */
const SURE = 0.95

/**
 * Whether the leader probably beats the runner-up: the Beta rule of Adaptive-Consistency (arXiv 2305.11860),
 * P(p > 1/2) >= 0.95 under Beta(a + 1, b + 1) for a votes against b. Votes are counted, not weighed.
 */
export function isProbablyDecided(ballots: readonly Ballot[]): boolean {
  const [leader, runnerUp] = vote(ballots, 'count').votes
  if (!leader) return false
  return probabilityOfLead(leader.paths.length, runnerUp?.paths.length ?? 0) >= SURE
}

/** P(p > 1/2) under Beta(a + 1, b + 1) = P(Binomial(a + b + 1, 1/2) <= a), for whole a and b. */
export function probabilityOfLead(a: number, b: number): number {
  const n = a + b + 1
  let ways = 1
  let sum = 0
  for (let k = 0; k <= a; k++) {
    sum += ways
    ways = (ways * (n - k)) / (k + 1)
  }
  return sum / 2 ** n
}
