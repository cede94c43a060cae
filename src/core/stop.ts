import type { VoteWeight } from '../shared/options.ts'
import type { StopRule } from '../shared/stop-rules.ts'
import { incompleteBeta } from './statistics/incomplete-beta.ts'
import { vote, type Ballot } from './vote.ts'

/** The state of the vote while paths are still open. */
export interface Standing {
  readonly ballots: readonly Ballot[]
  /** The most that each path that may still vote can weigh, opened or not. */
  readonly open: readonly number[]
  readonly weight: VoteWeight
}

/** Why the remaining paths need not go on, or null when they must. */
export function reasonToStop(rule: StopRule, standing: Standing): string | null {
  if (standing.open.length === 0) return null
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
        ? `the leader cannot be overtaken by the ${standing.open.length} remaining`
        : null
    default:
      return rule satisfies never
  }
}

/** What the open paths can still add to one answer is less than the leader is ahead: it stands. Lossless. */
function isDecided({ ballots, open, weight }: Standing): boolean {
  const [leader, runnerUp] = vote(ballots, weight).votes
  const most = open.reduce((sum, each) => sum + each, 0)
  return leader !== undefined && leader.weight - (runnerUp?.weight ?? 0) > most
}

/**
 * The probability that the leader of a vote beats the runner-up: P(p > 1/2) under Beta(a + 1, b + 1) for a weight of a
 * against b (Adaptive-Consistency, arXiv 2305.11860; with weights in the place of counts, ReASC, arXiv 2601.02970).
 */
export function probabilityOfLead(a: number, b: number): number {
  return 1 - incompleteBeta(0.5, a + 1, b + 1)
}
