import type { ReadToken } from '../shared/token-reading.ts'
import type { Mark, Thread, Written } from './ports.ts'

/** A written text with what its author made of each token, and where it ends in its author's context. */
export interface WrittenStep extends Written {
  readonly read: readonly ReadToken[] | null
  readonly end: Mark
}

/**
 * The tokens that stand behind a mark in a thread, each with its probability and its part of the text. A character
 * of several tokens belongs to the one that completes it.
 */
export function readTokens(
  thread: Thread,
  from: Mark,
  probabilities: readonly number[]
): readonly ReadToken[] {
  let read = 0
  return probabilities.map((probability, index) => {
    const { length } = thread.textAfter(from, { tokens: from.tokens + index + 1 })
    const characters = Math.max(0, length - read)
    read += characters
    return { characters, probability }
  })
}
