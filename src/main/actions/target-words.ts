import type { LibraryEntry } from '../../shared/model-library.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import { headerAsAsked } from '../models/own-words.ts'
import { samplingOf, type SuitedSampling } from '../models/sampling-defaults.ts'
import { withMarksOf } from '../models/suited.ts'

/** How a target is asked, and how its tokens are drawn. */
export interface TargetWords {
  readonly prompts: PromptProfile
  readonly sampling: SuitedSampling
}

/**
 * A prompt profile with the target's own marks of thinking, and how its makers sample it; as a person wants it to be asked,
 * where somebody said so.
 *
 * @param entry null for the bundled target, of which everything is known, and for one on a server.
 * @param thinking false where a model that thinks is to answer at once in this run.
 */
export function wordsFor(
  entry: LibraryEntry | null,
  profile: PromptProfile,
  { thinking = true }: { readonly thinking?: boolean | undefined } = {}
): TargetWords {
  const header = entry && headerAsAsked(entry)
  const mayThink = thinking && entry?.own.thinking !== false
  const prompts = mayThink ? withMarksOf(profile, header) : { ...profile, thinking: null }
  return { prompts, sampling: samplingOf(header, { thinks: prompts.thinking !== null }) }
}
