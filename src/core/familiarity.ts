import type { Attempt } from './attempt.ts'

/** A name or a number surprises a model once or twice in every problem; more of it is another kind of problem. */
const STRANGEST = 3

/** What these are to all tokens of a prompt, about: bars were first set against the mean of all, and keep their scale. */
const STRANGEST_TO_ALL = 3.1

/**
 * How familiar a text is to a model, in nats: by the mean log probability of its three least probable tokens. The mean of all
 * would depend on how much else stands in a prompt, all of it expected.
 *
 * @param logs log probability of each token of a prompt after those before it, at least one.
 */
export function familiarityOf(logs: readonly number[]): number {
  const strangest = logs.toSorted((a, b) => a - b).slice(0, STRANGEST)
  return strangest.reduce((sum, log) => sum + log, 0) / strangest.length / STRANGEST_TO_ALL
}

/**
 * Says once when the target finds places of the problem's own text so improbable that it is unlike all that the models
 * know: a small model answers such a problem as confidently as any other.
 */
export function noteUnfamiliar(attempt: Attempt, familiarity: number | null): void {
  const least = attempt.prompts.familiarity
  if (attempt.unfamiliar || familiarity === null || least === null || familiarity >= least) return
  attempt.unfamiliar = true
  attempt.emit({
    type: 'noted',
    path: null,
    text: 'This problem looks unlike what these models know: do not trust the answer.'
  })
}
