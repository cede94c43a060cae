import type { SavedPair } from '../../shared/model-library.ts'
import { bundledAsSaved } from './bundled-pair.ts'
import { idOf } from './model-id.ts'
import { UserError } from '../user-error.ts'
import type { ModelRecords } from './records.ts'

/** The pairs that can be chosen by name. */
export interface Pairs {
  /** The pair that came with the program; null where it came without one. */
  bundled(): SavedPair | null
  /** The bundled pair first, then the saved ones. */
  list(): readonly SavedPair[]
  /** By id or name. Throws where there is none. */
  find(what: string): SavedPair
  /** Saves a pair under its name, in the place of one that had it. */
  save(pair: Omit<SavedPair, 'id'>): SavedPair
  remove(id: string): void
}

export function createPairs(records: ModelRecords, bundledFolder: string): Pairs {
  function list(): readonly SavedPair[] {
    const bundled = bundledAsSaved(bundledFolder)
    return bundled === null ? records.pairs() : [bundled, ...records.pairs()]
  }
  return {
    bundled: () => bundledAsSaved(bundledFolder),
    list,
    find(what) {
      const bundled = bundledAsSaved(bundledFolder)
      // It is there whatever the records are like.
      if (bundled?.id === what) return bundled
      const all = list()
      const pair = all.find(({ id }) => id === what) ?? all.find(({ name }) => name === what)
      if (pair !== undefined) return pair
      throw new UserError(
        `There is no pair "${what}".`,
        `Known: ${all.map(({ name }) => `"${name}"`).join(', ')}.`
      )
    },
    save(pair) {
      const saved = { ...pair, id: `pair-${idOf(pair.name)}` }
      records.putPair(saved)
      return saved
    },
    remove(id) {
      if (id === bundledAsSaved(bundledFolder)?.id) {
        throw new UserError('The bundled pair cannot be removed.')
      }
      records.removePair(id)
    }
  }
}
