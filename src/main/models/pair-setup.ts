import { fileSource } from '../../shared/model-source.ts'
import type { SavedPair } from '../../shared/model-library.ts'
import { pairSetupSchema, type PairSetup } from '../../shared/run-record.ts'
import type { BundledPair } from './bundled-pair.ts'
import type { ModelLibrary } from './library.ts'
import type { NamedServers } from './named-servers.ts'
import { ownTemplates } from './own-words.ts'

/** What the ids of a pair mean. */
export interface PairModels {
  readonly library: ModelLibrary
  readonly servers: NamedServers
  readonly bundled: BundledPair
}

/**
 * The models of a pair and how they are loaded.
 *
 * @throws UserError where one of the models is not known any more
 */
export function pairSetupOf(
  { id, target, draft, context, gpuLayers }: SavedPair,
  { library, servers, bundled }: PairModels
): PairSetup {
  if (id === bundled.id) {
    // It is asked as it was trained, and needs no record of any model.
    const files = { target: fileSource(bundled.targetPath), draft: fileSource(bundled.draftPath) }
    return pairSetupSchema.parse({ ...files, context, gpuLayers })
  }
  const source = (model: string) => servers.find(model)?.source ?? fileSource(library.pathOf(model))
  const models = { target: source(target), draft: source(draft) }
  const templates = ownTemplates(models, library)
  return pairSetupSchema.parse({ ...models, context, gpuLayers, templates })
}
