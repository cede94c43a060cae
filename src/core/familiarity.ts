import type { Attempt } from './attempt.ts'
import type { Chat, LikelihoodOf } from './ports.ts'

/**
 * What of a prompt says how familiar the problem is: the problem's own words where the profile knows a bar for those,
 * since words that are the same for every problem thin out what a short one has that is strange. Null where the profile
 * knows no bar at all.
 *
 * @param ask makes the prompt, of whatever problem
 */
export function familiarPart(
  { prompts }: Pick<Attempt, 'prompts'>,
  ask: (problem: string) => Chat
): LikelihoodOf | null {
  if (prompts.problemFamiliarity !== null) return { apartFrom: ask('') }
  return prompts.familiarity === null ? null : { apartFrom: null }
}

/**
 * Says once when the target finds the problem's own text so improbable that it is unlike all that the models know:
 * a small model answers such a problem as confidently as any other.
 */
export function noteUnfamiliar(attempt: Attempt, likelihood: number | null): void {
  const least = attempt.prompts.problemFamiliarity ?? attempt.prompts.familiarity
  if (attempt.unfamiliar || likelihood === null || least === null || likelihood >= least) return
  attempt.unfamiliar = true
  attempt.emit({
    type: 'noted',
    path: null,
    text: 'This problem looks unlike what these models know: do not trust the answer.'
  })
}
