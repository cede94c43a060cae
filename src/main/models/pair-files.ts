import type { SavedPair } from '../../shared/model-library.ts'
import { pairFilesSchema, type PairFiles } from '../../shared/run-record.ts'
import type { BundledPair } from './bundled-pair.ts'
import type { ModelLibrary } from './library.ts'

/**
 * The files of a pair and how they are loaded, made sure that they can be.
 *
 * @throws UserError with the reason where one of them cannot be loaded.
 */
export async function pairFilesOf(
  { id, target, draft, context, gpuLayers }: SavedPair,
  { library, bundled }: { readonly library: ModelLibrary; readonly bundled: BundledPair }
): Promise<PairFiles> {
  const paths =
    id === bundled.id
      ? { target: bundled.targetPath, draft: bundled.draftPath }
      : { target: await library.prepare(target), draft: await library.prepare(draft) }
  return pairFilesSchema.parse({ ...paths, context, gpuLayers })
}
