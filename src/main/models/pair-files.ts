import type { SavedPair } from '../../shared/model-library.ts'
import { pairFilesSchema, type PairFiles } from '../../shared/run-record.ts'
import type { BundledPair } from './bundled-pair.ts'
import type { ModelLibrary } from './library.ts'

/**
 * The files of a pair and how they are loaded.
 *
 * @throws UserError where one of the models is not in the library any more
 */
export function pairFilesOf(
  { id, target, draft, context, gpuLayers }: SavedPair,
  { library, bundled }: { readonly library: ModelLibrary; readonly bundled: BundledPair }
): PairFiles {
  const paths =
    id === bundled.id
      ? { target: bundled.targetPath, draft: bundled.draftPath }
      : { target: library.pathOf(target), draft: library.pathOf(draft) }
  return pairFilesSchema.parse({ ...paths, context, gpuLayers })
}
