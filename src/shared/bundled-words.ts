import type { SavedPair } from './model-library.ts'

/**
 * Nothing is known here of a target on a server; but who lets the bundled draft write for it asks in that draft's words.
 * Null for all other models.
 *
 * @param draft id of a model
 * @param bundled null where the program came without a pair
 */
export function bundledWords(
  { isOnServer, draft }: { readonly isOnServer: boolean; readonly draft: string },
  bundled: SavedPair | null
): Pick<SavedPair, 'prompts' | 'strategies'> | null {
  if (!isOnServer || draft !== bundled?.draft) return null
  const { prompts, strategies } = bundled
  return { prompts, strategies }
}
