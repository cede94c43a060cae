import { DEFAULT_MAX_TOKENS } from '../../core/memory/context-demand.ts'
import type { SolveOptions } from '../../shared/options.ts'
import { planOf } from '../../shared/plan.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'

/** What a problem is solved with where nothing else is chosen. */
export function defaultOptions({
  scorer,
  thresholds,
  weakToken,
  plans
}: Pick<PromptProfile, 'scorer' | 'thresholds' | 'weakToken' | 'plans'>): SolveOptions {
  return {
    method: 'ssr-adaptive',
    paths: 3,
    scorer,
    threshold: thresholds[scorer],
    selection: 'letters',
    stop: null,
    vote: null,
    rewrite: null,
    weakToken,
    plan: planOf(plans, 'balanced'),
    temperature: 0.7,
    topP: 0.95,
    topK: 0,
    maxStepTokens: 512,
    maxTokens: DEFAULT_MAX_TOKENS,
    seed: 0,
    exact: false,
    timeLimit: null
  }
}
