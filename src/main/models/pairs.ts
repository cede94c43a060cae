import type { SavedPair } from '../../shared/model-library.ts'
import { bundledAsSaved } from './bundled-pair.ts'
import { idOf } from './model-id.ts'
import type { ModelRecords } from './records.ts'

/** The pairs that can be chosen by name. */
export interface Pairs {
  /** The bundled pair first, then the saved ones. */
  list(): readonly SavedPair[]
  /** Saves a pair under its name, in the place of one that had it. */
  save(pair: Omit<SavedPair, 'id'>): SavedPair
  remove(id: string): void
}

export function createPairs(records: ModelRecords, bundledFolder: string): Pairs {
  return {
    list() {
      const bundled = bundledAsSaved(bundledFolder)
      return bundled === null ? records.pairs() : [bundled, ...records.pairs()]
    },
    save(pair) {
      const saved = { ...pair, id: `pair-${idOf(pair.name)}` }
      records.putPair(saved)
      return saved
    },
    remove: (id) => {
      records.removePair(id)
    }
  }
}
