import type { GgufSummary } from '../../shared/model-library.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import { samplingOf, type SuitedSampling } from '../models/sampling-defaults.ts'
import { withMarksOf } from '../models/suited.ts'

/** How a target is asked, and how its tokens are drawn. */
export interface TargetWords {
  readonly prompts: PromptProfile
  readonly sampling: SuitedSampling
}

/**
 * A prompt profile with the target's own marks of thinking, and how its makers sample it.
 *
 * @param header of its file; null for the bundled target, of which everything is known.
 */
export function wordsFor(
  header: GgufSummary | null,
  profile: PromptProfile,
  { thinking = true }: { readonly thinking?: boolean | undefined } = {}
): TargetWords {
  const prompts = thinking ? withMarksOf(profile, header) : { ...profile, thinking: null }
  return { prompts, sampling: samplingOf(header, { thinks: prompts.thinking !== null }) }
}
