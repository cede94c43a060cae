import type { SolveOptions } from '../../shared/options.ts'
import { highestScore } from '../../shared/scorers/scorers.ts'
import { UserError } from '../user-error.ts'

/**
 * Refuses options that are fine one by one and not together, whichever door they come through.
 *
 * @throws UserError
 */
export function requireFitting({
  scorer,
  threshold
}: Pick<SolveOptions, 'scorer' | 'threshold'>): void {
  const highest = highestScore(scorer)
  if (threshold <= highest) return
  const scale = highest === 1 ? 'is a probability' : `goes from 0 to ${highest}`
  throw new UserError(
    `The scorer ${scorer} ${scale}: no step would stand at ${threshold}.`,
    `Give a threshold between 0 and ${highest}.`
  )
}
