import type { SavedPair } from '../../../shared/model-library.ts'

/** A pair while it is edited: without the id that it gets when it is saved. */
export type PairDraft = Omit<SavedPair, 'id'>

/** The pair without its id, as `pairs.save` takes it. */
export function draftOf({ id: _id, ...draft }: SavedPair): PairDraft {
  return draft
}

/** Whether the editor holds what is saved. */
export function isSame(a: PairDraft, b: PairDraft): boolean {
  return (
    a.name === b.name &&
    a.target === b.target &&
    a.draft === b.draft &&
    a.prompts === b.prompts &&
    a.strategies === b.strategies &&
    a.paths === b.paths &&
    a.context === b.context &&
    a.gpuLayers.target === b.gpuLayers.target &&
    a.gpuLayers.draft === b.gpuLayers.draft
  )
}
