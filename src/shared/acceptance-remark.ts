import type { Language } from './contract/settings.ts'
import { say } from './words/say.ts'

/** Fewer judged steps say nothing of a threshold. */
const LEAST_REJECTED = 10
const LEAST_KEPT = 40
/** Share of kept drafts at which speculation has become a detour. */
const NEARLY_NONE = 0.05

/**
 * What a run's end says where the target kept next to no drafted step, or every one: a scorer that cannot tell right
 * steps from wrong ones looks like either, and the figures alone look like any other run's. Null where all is well.
 */
export function acceptanceRemark(
  {
    judged,
    acceptance
  }: {
    /** Drafted steps that the target judged, and the share of them that stood. */
    readonly judged: number
    readonly acceptance: number | null
  },
  language: Language = 'en'
): string | null {
  const accepted = Math.round(judged * (acceptance ?? 0))
  if (judged >= LEAST_REJECTED && accepted <= NEARLY_NONE * judged) {
    return say(language, 'acceptance.rejected', { rejected: judged - accepted, judged })
  }
  if (judged >= LEAST_KEPT && accepted === judged) {
    return say(language, 'acceptance.kept', { judged })
  }
  return null
}
