import type { Attempt } from './attempt.ts'

/**
 * Says once when the target finds the problem's own text so improbable that it is unlike all that the models know:
 * a small model answers such a problem as confidently as any other.
 */
export function noteUnfamiliar(attempt: Attempt, likelihood: number | null): void {
  const least = attempt.prompts.familiarity
  if (attempt.unfamiliar || likelihood === null || least === null || likelihood >= least) return
  attempt.unfamiliar = true
  attempt.emit({
    type: 'noted',
    path: null,
    text: 'This problem looks unlike what these models know: do not trust the answer.'
  })
}
