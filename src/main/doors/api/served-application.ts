import { Command } from 'commander'
import type { SavedPair } from '../../../shared/model-library.ts'
import type { Application } from '../../application.ts'
import { pairSetupOf } from '../../models/pair-setup.ts'
import { UserError } from '../../user-error.ts'
import { addSolveOptions, readSolveOptions, type SolveFlags } from '../terminal/solve-options.ts'
import type { ApiDoorOptions } from './server.ts'
import type { ServedPair } from './served-models.ts'

/** Where clients find it unless told otherwise. */
export const USUAL_PORT = 7575

/** Whatever pair this version comes with, clients find it under the same name. */
const BUNDLED = 'bundled'

/** What has the pairs, and says how problems are solved with them. */
export type Serving = Pick<
  Application,
  'definitions' | 'bundledPair' | 'modelServices' | 'calibrations' | 'targetChecks'
>

/**
 * What clients are given: the pairs whose models are there, or one of them; what they leave open is as "tandem solve"
 * has it.
 *
 * @throws UserError where there is no such pair.
 */
export function servedApplication(
  application: Serving,
  pair?: string
): Pick<ApiDoorOptions, 'pairs' | 'setupFor'> {
  const usual = addSolveOptions(new Command()).opts<SolveFlags>()
  return {
    pairs: pairsOf(application, pair),
    setupFor: ({ id }, method, wishes) =>
      readSolveOptions({ ...usual, ...wishes, pair: id }, method, application)
  }
}

function pairsOf(application: Serving, pair: string | undefined): ApiDoorOptions['pairs'] {
  const { bundledPair } = application
  const { library, pairs } = application.modelServices()
  const models = { library, bundled: bundledPair }
  if (pair !== undefined) {
    const only = pairs.find(pair === BUNDLED ? bundledPair.id : pair)
    pairSetupOf(only, models)
    return () => [servedPair(only, bundledPair)]
  }
  return () =>
    pairs
      .list()
      .filter((one) => isThere(one, models))
      .map((one) => servedPair(one, bundledPair))
}

function isThere(pair: SavedPair, models: Parameters<typeof pairSetupOf>[1]): boolean {
  try {
    pairSetupOf(pair, models)
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

function servedPair(pair: SavedPair, bundled: Pick<SavedPair, 'id'>): ServedPair {
  return { called: pair.id === bundled.id ? BUNDLED : pair.id, pair }
}
