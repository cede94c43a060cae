import { join } from 'node:path'
import type { ProblemSetStore } from '../../src/main/problem-sets/problem-set-store.ts'
import { openDatabase } from '../../src/main/store/database.ts'
import { sqliteProblemSets } from '../../src/main/store/sqlite-problem-sets.ts'

/** A store of problem sets in a folder, as the program has one; the folder is deleted with it. */
export function temporarySets(folder: string): ProblemSetStore {
  const { database } = openDatabase(join(folder, 'tandem.db'), new Date())
  return sqliteProblemSets(database, Date.now)
}
