import type { SolveOptions } from '../../src/shared/options.ts'
import { DEFAULT_PLANS, planOf } from '../../src/shared/plan.ts'

/** How the bundled pair is asked in tests and measurements, unless they say otherwise. */
export const LIVE_OPTIONS: SolveOptions = {
  method: 'ssr',
  paths: 3,
  threshold: 7,
  scorer: 'likelihood',
  selection: 'letters',
  stop: null,
  vote: null,
  rewrite: null,
  weakToken: 0.5,
  draftAhead: 'off',
  plan: planOf(DEFAULT_PLANS, 'balanced'),
  temperature: 0.7,
  topP: 0.95,
  topK: 0,
  maxStepTokens: 64,
  maxTokens: 200,
  seed: 1,
  exact: false,
  timeLimit: null
}
