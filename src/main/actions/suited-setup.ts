import {
  suitedPrompts,
  type GgufSummary,
  type LibraryEntry,
  type SavedPair
} from '../../shared/model-library.ts'
import { filePathOf, type ModelSource } from '../../shared/model-source.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import type { Application } from '../application.ts'
import { measuredDefaults } from '../calibration/measured-defaults.ts'
import type { AttemptSetup } from './attempt-setup.ts'
import { type ChosenOptions, solveOptions } from './default-options.ts'
import { headerAsAsked } from '../models/own-words.ts'
import { wordsFor, type TargetWords } from './target-words.ts'

/** The models of a run, and what suits them. */
export interface ChosenModels extends Pick<SavedPair, 'strategies' | 'paths'> {
  readonly setup: PairSetup
  /** Null where the target's own kind decides. */
  readonly prompts: string | null
}

/** How models are asked, where somebody says so; ids, or files. */
export interface ChosenWords {
  readonly prompts?: string | undefined
  /** False where a model that thinks is to answer at once. */
  readonly thinking?: boolean | undefined
}

/** What is chosen beside the models; what is undefined is left to what suits them. */
export interface ChosenSetup extends ChosenWords {
  readonly strategies?: string | undefined
  /** False where what was measured of the models is to be ignored. */
  readonly calibration?: boolean | undefined
}

/** What is known of models and of how they are asked. */
export type Knowing = Pick<
  Application,
  'definitions' | 'bundledPair' | 'modelServices' | 'calibrations' | 'targetChecks'
>

/** A target's words, and its header. */
export interface HeadedWords extends TargetWords {
  /**
   * What the header of a person's own target says; null for the bundled one, of which everything is known, and for one on a
   * server, which has no header here.
   */
  readonly target: GgufSummary | null
}

/**
 * All that one attempt needs: defaults of the models, of the profile, of the scorer.
 *
 * @throws UserError where a definition is missing or a value does not fit.
 */
export async function suitedSetup(
  models: ChosenModels,
  chosen: ChosenSetup,
  options: ChosenOptions,
  context: Knowing
): Promise<{ readonly setup: AttemptSetup } & Pick<HeadedWords, 'target' | 'sampling'>> {
  const { target, prompts, sampling } = await wordsOf(models, chosen, context)
  const pool = await context.definitions.strategyPool(chosen.strategies ?? models.strategies)
  const measured =
    chosen.calibration === false ? null : measuredDefaults(models.setup, prompts, context)
  const suited = { ...(measured ?? prompts), weakToken: prompts.weakToken }
  const complete = solveOptions({ ...suited, paths: models.paths, sampling }, options)
  return { setup: { options: complete, prompts, pool, pair: models.setup }, target, sampling }
}

/** The prompt profile that was asked for, or that suits the target, with the target's own marks; and how it is sampled. */
export async function wordsOf(
  models: Pick<ChosenModels, 'setup' | 'prompts'>,
  chosen: ChosenWords,
  context: Pick<Knowing, 'definitions' | 'bundledPair' | 'modelServices'>
): Promise<HeadedWords> {
  const entry = await entryOf(models.setup.target, context)
  const target = entry && headerAsAsked(entry)
  const id = chosen.prompts ?? models.prompts ?? suitedPrompts(target)
  const profile = await context.definitions.promptProfile(id)
  return { target, ...wordsFor(entry, profile, chosen) }
}

async function entryOf(
  target: ModelSource,
  { bundledPair, modelServices }: Pick<Knowing, 'bundledPair' | 'modelServices'>
): Promise<LibraryEntry | null> {
  const path = filePathOf(target)
  if (path === null || path === bundledPair.targetPath) return null
  return modelServices().library.entryAt(path)
}
