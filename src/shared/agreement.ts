import type { AttemptView } from './view.ts'

/** How many of the paths that answered agree with the answer; null where nothing was voted on. */
export function agreement({ votes }: AttemptView): { agree: number; of: number } | null {
  const [first] = votes
  if (!first) return null
  return {
    agree: first.paths.length,
    of: votes.reduce((total, { paths }) => total + paths.length, 0)
  }
}

/** The strongest evidence of a path that won, from 0 to 1; null where the method weighs none. */
export function winningEvidence({ votes, paths }: AttemptView): number | null {
  const winners = new Set(votes[0]?.paths)
  const known = paths.flatMap(({ id, evidence }) =>
    winners.has(id) && evidence !== null ? [evidence] : []
  )
  return known.length === 0 ? null : Math.max(...known)
}
