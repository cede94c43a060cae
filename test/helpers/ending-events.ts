import { emptyCost } from '../../src/shared/cost.ts'
import type { AttemptEventOf, Ratios } from '../../src/shared/events.ts'

/** How a path ends that found an answer by itself. */
export function pathFinished(path: number, answer: string): AttemptEventOf<'path-ended'> {
  const how = { end: 'finished', forced: false, evidence: null, cause: null } as const
  return { type: 'path-ended', path, answer, ...how, cost: [] }
}

/** How an attempt ends that found an answer, in as long as `storeAttempt` says. */
export function attemptFinished(answer: string, ratios: Ratios): AttemptEventOf<'finished'> {
  const how = { outcome: 'answered', cause: null, wallMs: 900 } as const
  return { type: 'finished', answer, ...how, cost: [], bill: emptyCost(), ratios }
}
