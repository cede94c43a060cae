import { DEFAULT_MAX_TOKENS } from '../../core/memory/context-demand.ts'
import { given } from '../../shared/given.ts'
import type { Sampling } from '../../shared/model-character.ts'
import { GENERIC } from '../../shared/model-library.ts'
import { solveOptionsSchema, type SolveOptions } from '../../shared/options.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import {
  suitedOptions,
  type SuitedMeasures,
  type WantedMeasures
} from '../../shared/suited-options.ts'
import { COMMON_SAMPLING } from '../models/sampling-defaults.ts'
import { requireFitting } from '../runs/check-options.ts'

/** What a problem is solved with where neither a person nor the models say otherwise. */
export const USUAL_OPTIONS = {
  method: 'ssr-adaptive',
  paths: GENERIC.paths,
  selection: 'letters',
  stop: null,
  vote: null,
  rewrite: null,
  draftAhead: 'auto',
  ...COMMON_SAMPLING,
  maxStepTokens: 512,
  maxTokens: DEFAULT_MAX_TOKENS,
  seed: 0,
  exact: false,
  timeLimit: null
} as const satisfies Partial<SolveOptions>

/** What is known of the models. */
export interface SuitedSetup extends SuitedMeasures, Pick<PromptProfile, 'weakToken'> {
  /** The paths that the pair was saved with. */
  readonly paths?: number | undefined
  readonly sampling?: Sampling | undefined
}

/** What somebody chose; what is undefined was left open. */
export type ChosenOptions = WantedMeasures & {
  readonly [Name in Exclude<keyof SolveOptions, 'plan' | 'scorer'>]?: SolveOptions[Name] | undefined
}

/**
 * All that a problem is solved with: what a person chose goes before what suits the models, and that before what is
 * usual.
 *
 * @throws UserError where options do not fit together
 */
export function solveOptions(
  { paths, sampling, weakToken, ...measures }: SuitedSetup,
  { effort, scorer, ...chosen }: ChosenOptions = {}
): SolveOptions {
  const { plan, ...suited } = suitedOptions(measures, { effort, scorer })
  const options = solveOptionsSchema.parse({
    ...USUAL_OPTIONS,
    ...(paths !== undefined && { paths }),
    ...(sampling && {
      temperature: sampling.temperature,
      topP: sampling.topP,
      topK: sampling.topK
    }),
    weakToken,
    ...suited,
    ...given(chosen),
    plan: { ...plan, ...(chosen.paths !== undefined && { paths: chosen.paths }) }
  })
  requireFitting(options)
  return options
}
