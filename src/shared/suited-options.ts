import type { SolveOptions } from './options.ts'
import { planOf, type Effort } from './plan.ts'
import type { PromptProfile } from './prompt-profile.ts'

/** What suits two models: what their prompt profile says, or what was measured of the very pair. */
export type SuitedMeasures = Pick<PromptProfile, 'scorer' | 'thresholds' | 'plans'>

/** What somebody wants otherwise. */
export interface WantedMeasures {
  readonly scorer?: SolveOptions['scorer'] | undefined
  readonly effort?: Effort | undefined
}

/** The effort that nothing else is said of. */
export const USUAL_EFFORT: Effort = 'balanced'

/** The options that follow from what suits the models. Each scorer has a scale, and so a threshold, of its own. */
export function suitedOptions(
  { scorer: own, thresholds, plans }: SuitedMeasures,
  { scorer = own, effort = USUAL_EFFORT }: WantedMeasures = {}
): Pick<SolveOptions, 'scorer' | 'threshold' | 'plan'> {
  return { scorer, threshold: thresholds[scorer], plan: planOf(plans, effort) }
}
