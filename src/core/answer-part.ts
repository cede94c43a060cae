import type { PromptProfile } from '../shared/prompt-profile.ts'

/** The part of a path's text that may state its answer: all of it, or what follows the thinking part. */
export function answerPart(text: string, profile: PromptProfile): string {
  if (profile.thinking === null) return text
  const close = text.lastIndexOf(profile.thinking.close)
  return close < 0 ? '' : text.slice(close + profile.thinking.close.length)
}
