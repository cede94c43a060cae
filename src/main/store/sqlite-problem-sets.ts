import { problemSetSchema } from '../../shared/problem-set.ts'
import { byName, type ProblemSetStore } from '../problem-sets/problem-set-store.ts'
import type { Database } from './sql.ts'
import {
  deleteSetRow,
  findSetRow,
  listSets,
  problemsOfSet,
  writeSet
} from './tables/problem-sets.ts'

/** Problem sets in the store, where searching finds their problems. */
export function sqliteProblemSets(database: Database, now: () => number): ProblemSetStore {
  return {
    list: () => Promise.resolve(listSets(database).sort(byName)),
    get(id) {
      const set = findSetRow(database, id)
      return Promise.resolve(set && { ...set, problems: problemsOfSet(database, id) })
    },
    put(set) {
      const { problems, ...info } = problemSetSchema.parse(set)
      database.transaction(() => writeSet(database, info, problems, now())).immediate()
      return Promise.resolve()
    },
    delete: (id) => Promise.resolve(deleteSetRow(database, id, now()))
  }
}
