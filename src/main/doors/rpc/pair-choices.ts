import type { Loading } from '../../../shared/contract/engine.ts'
import type { PairChoice } from '../../../shared/contract/solve.ts'
import type { PromptProfile } from '../../../shared/prompt-profile.ts'
import type { PairSetup } from '../../../shared/run-record.ts'
import type { AttemptSetup } from '../../actions/attempt-setup.ts'
import { wordsFor, type TargetWords } from '../../actions/target-words.ts'
import type { Application } from '../../application.ts'
import { findKnown, listKnown } from '../../models/known-model.ts'
import { pairSetupOf } from '../../models/pair-setup.ts'
import { asUserError } from '../../system-errors.ts'

/**
 * The pairs that problems can be solved with, and what each was saved with: the bundled one first, and alone where what is
 * kept of others can only be left alone, such as what a later version wrote. Their own screen says so.
 */
export function listPairs(application: Application): PairChoice[] {
  const { bundledPair } = application
  const { pairs } = application.modelServices()
  const { target, draft } = bundledPair
  const bundled = { ...pairs.find(bundledPair.id), target: target.file, draft: draft.file }
  try {
    return [bundled, ...listSaved(application)]
  } catch (error) {
    if (asUserError(error) === null) throw error
    return [bundled]
  }
}

function listSaved(application: Application): PairChoice[] {
  const { pairs, ...models } = application.modelServices()
  const names = new Map(listKnown(models).map(({ id, name }) => [id, name]))
  return pairs
    .list()
    .filter(({ id }) => id !== application.bundledPair.id)
    .map((pair) => ({
      ...pair,
      target: names.get(pair.target) ?? 'missing',
      draft: names.get(pair.draft) ?? 'missing'
    }))
}

/** The files of a pair that was chosen by its id, loaded as it says or as a person wants it this once. */
export function pairSetup(
  application: Application,
  id: string,
  loading: Loading | undefined
): PairSetup {
  const { pairs, ...models } = application.modelServices()
  const saved = pairSetupOf(pairs.find(id), { ...models, bundled: application.bundledPair })
  return { ...saved, ...loading, context: loading?.context ?? saved.context }
}

/** All that an attempt needs beside its problem and its options, as a page names it. */
export async function chosenSetup(
  application: Application,
  {
    pair,
    prompts,
    strategies,
    loading
  }: Record<'pair' | 'prompts' | 'strategies', string> & {
    readonly loading?: Loading | undefined
  }
): Promise<Omit<AttemptSetup, 'options'> & TargetWords> {
  const { definitions } = application
  return {
    ...targetWords(application, pair, await definitions.promptProfile(prompts)),
    pool: await definitions.strategyPool(strategies),
    pair: pairSetup(application, pair, loading)
  }
}

/** How the target of a pair is asked with these prompts. */
export function targetWords(
  application: Application,
  id: string,
  prompts: PromptProfile
): TargetWords {
  const { pairs, ...models } = application.modelServices()
  const { target } = pairs.find(id)
  const file = id === application.bundledPair.id ? null : findKnown(target, models).file
  return wordsFor(file?.entry ?? null, prompts)
}
