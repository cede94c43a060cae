import type { ProblemSet, ProblemSetSummary } from '../../shared/problem-set.ts'

/** Where problem sets are kept. A set is put, read and deleted as a whole. */
export interface ProblemSetStore {
  /** All sets, by name. */
  list(): Promise<ProblemSetSummary[]>
  /** The set, or null where there is none of that id. */
  get(id: string): Promise<ProblemSet | null>
  /**
   * Keeps a set, in the place of an earlier one of the same id.
   *
   * @throws UserError when the id is that of a bundled set.
   */
  put(set: ProblemSet): Promise<void>
  /**
   * Says whether there was one.
   *
   * @throws UserError when the set is a bundled one.
   */
  delete(id: string): Promise<boolean>
}

/** The order in which sets are listed. */
export function byName(a: ProblemSetSummary, b: ProblemSetSummary): number {
  return a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id, 'en')
}
