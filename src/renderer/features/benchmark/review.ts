import type { GridAttempt } from '../../../shared/contract/benchmark.ts'
import type { PersonalJudgement } from '../../../shared/contract/judging.ts'
import { isUndecided } from '../../../shared/undecided.ts'
import { nextAround } from '../../lib/next-around.ts'

export const REVIEW_FILTERS = ['undecided', 'wrong', 'by-hand', 'all'] as const
export type ReviewFilter = (typeof REVIEW_FILTERS)[number]

/** One judgement of this sitting, and what undoes it. */
export interface Judged {
  readonly attempt: number
  readonly before: PersonalJudgement
}

/** Whether an attempt is looked at. What was just judged stays, so that nothing moves away under the hand. */
export function isReviewed(
  attempt: GridAttempt,
  filter: ReviewFilter,
  judged: ReadonlySet<number>
): boolean {
  if (attempt.status !== 'done') return false
  switch (filter) {
    case 'undecided':
      return isUndecided(attempt) || judged.has(attempt.attempt)
    case 'wrong':
      return attempt.verdict === 'wrong' || judged.has(attempt.attempt)
    case 'by-hand':
      return attempt.byHand || judged.has(attempt.attempt)
    case 'all':
      return true
    default:
      return filter satisfies never
  }
}

/** The next attempt that nobody has judged, from here on and round to the first; null where there is none. */
export function nextUndecided(
  attempts: readonly GridAttempt[],
  from: number | null
): GridAttempt | null {
  const place = attempts.findIndex(({ attempt }) => attempt === from)
  return nextAround(attempts, place, isUndecided)
}

/** The attempt before or after; the ends are ends. */
export function neighbour(
  attempts: readonly GridAttempt[],
  from: number | null,
  direction: 1 | -1
): GridAttempt | null {
  const index = attempts.findIndex(({ attempt }) => attempt === from)
  if (index === -1) return attempts[0] ?? null
  return attempts[Math.max(0, Math.min(attempts.length - 1, index + direction))] ?? null
}
