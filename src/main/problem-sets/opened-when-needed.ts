import type { ProblemSetStore } from './problem-set-store.ts'

/** A store that is opened by the first call that needs it: reading a bundled set needs none. */
export function openedWhenNeeded(open: () => ProblemSetStore): ProblemSetStore {
  return {
    list: () => open().list(),
    get: (id) => open().get(id),
    put: (set) => open().put(set),
    delete: (id) => open().delete(id)
  }
}
