import type { SavedPair } from '../../../shared/model-library.ts'
import { type Knowing, suitedSetup } from '../../actions/suited-setup.ts'
import { pairSetupOf, type PairModels } from '../../models/pair-setup.ts'
import { UserError } from '../../user-error.ts'
import type { ApiDoorOptions } from './server.ts'
import type { ServedPair } from './served-models.ts'

/** Where clients find it unless told otherwise. */
export const USUAL_PORT = 7575

/** Whatever pair this version comes with, clients find it under the same name. */
const BUNDLED = 'bundled'

/**
 * What clients are given: the pairs whose models are there, or one of them; what they leave open is as "tandem solve"
 * has it.
 *
 * @throws UserError where there is no such pair.
 */
export function servedApplication(
  application: Knowing,
  pair?: string
): Pick<ApiDoorOptions, 'pairs' | 'setupFor'> {
  return {
    pairs: pairsOf(application, pair),
    setupFor: async (saved, method, wishes) => {
      const setup = pairSetupOf(saved, modelsOf(application))
      const options = { ...wishes, method }
      return (await suitedSetup({ ...saved, setup }, {}, options, application)).setup
    }
  }
}

function pairsOf(application: Knowing, pair: string | undefined): ApiDoorOptions['pairs'] {
  const { bundledPair } = application
  const { pairs } = application.modelServices()
  const models = modelsOf(application)
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

function modelsOf({ bundledPair, modelServices }: Knowing): PairModels {
  const { library, servers } = modelServices()
  return { library, servers, bundled: bundledPair }
}

function isThere(pair: SavedPair, models: PairModels): boolean {
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
