import type { Evidence } from '../shared/events.ts'
import { LEAST_ANSWER_MASS } from './answer-mass.ts'
import type { Attempt } from './attempt.ts'

/**
 * Says once when the target answers the question for a score with something else than a digit: what is read from the
 * digits then is noise, and none of these steps can stand.
 */
export function noteUnscored(attempt: Attempt, evidence: Evidence | null): void {
  if (attempt.unscored || evidence === null || !('digitMass' in evidence)) return
  const { digitMass } = evidence
  if (digitMass >= LEAST_ANSWER_MASS) return
  attempt.unscored = true
  attempt.emit({
    type: 'noted',
    path: null,
    text: `The target does not score steps with a digit: the digits have a probability of ${digitMass.toFixed(4)} together. Such a step counts as weak, and the target writes it anew. The scorer likelihood asks for no digit.`
  })
}
