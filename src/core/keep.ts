import type { Mark, Thread } from './ports.ts'

/** Where a step begins in the contexts of both models. */
export interface Beginning {
  readonly draft: Mark
  readonly target: Mark
}

/** The part of a rejected step that stays. */
export interface Kept {
  readonly text: string
  /** Tokens of it, as the target counts them. */
  readonly tokens: number
  /** Where it ends in each model's context. */
  readonly end: Beginning
}

/**
 * What stays of a step when everything from the target's token `weak` on is written anew: up to the last character
 * there at which a token ends in both models, so that neither has to evaluate anything again. Null where that is
 * nothing, or where the models do not read the step as the same text.
 */
export function keptPart(
  threads: { readonly draft: Thread; readonly target: Thread },
  before: Beginning,
  weak: number
): Kept | null {
  const { draft, target } = threads
  let { length } = target.textAfter(before.target, { tokens: before.target.tokens + weak })
  for (;;) {
    const inDraft = draft.cutAfter(before.draft, length)
    const inTarget = target.cutAfter(before.target, inDraft.characters)
    if (inTarget.characters === 0) return null
    if (inTarget.characters === inDraft.characters) {
      const text = target.textAfter(before.target, inTarget.mark)
      if (text.trim() === '' || text !== draft.textAfter(before.draft, inDraft.mark)) return null
      return {
        text,
        tokens: inTarget.mark.tokens - before.target.tokens,
        end: { draft: inDraft.mark, target: inTarget.mark }
      }
    }
    length = inTarget.characters
  }
}

/** The first token whose probability is below the bar, or null where none is. */
export function firstWeak(probabilities: readonly number[] | null, bar: number): number | null {
  const index = probabilities?.findIndex((probability) => probability < bar) ?? -1
  return index < 0 ? null : index
}
