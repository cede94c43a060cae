import { fileSource } from '../../shared/model-source.ts'
import type { SavedPair } from '../../shared/model-library.ts'
import { pairSetupSchema, type PairSetup } from '../../shared/run-record.ts'
import type { BundledPair } from './bundled-pair.ts'
import type { ModelLibrary } from './library.ts'

/**
 * The models of a pair and how they are loaded.
 *
 * @throws UserError where one of the models is not in the library any more
 */
export function pairSetupOf(
  { id, target, draft, context, gpuLayers }: SavedPair,
  { library, bundled }: { readonly library: ModelLibrary; readonly bundled: BundledPair }
): PairSetup {
  const paths =
    id === bundled.id
      ? { target: bundled.targetPath, draft: bundled.draftPath }
      : { target: library.pathOf(target), draft: library.pathOf(draft) }
  return pairSetupSchema.parse({
    target: fileSource(paths.target),
    draft: fileSource(paths.draft),
    context,
    gpuLayers
  })
}
