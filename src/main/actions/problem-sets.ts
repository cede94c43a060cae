import { basename } from 'node:path'
import type { Problem, ProblemSet } from '../../shared/problem-set.ts'
import type { ImportedProblems } from '../problem-sets/import-problems.ts'
import type { ProblemSetStore } from '../problem-sets/problem-set-store.ts'
import { setIdFor } from '../problem-sets/set-id.ts'
import { UserError } from '../user-error.ts'

/** Why nothing was done with a set, so that each door can say what to do in its own words. */
export class SetRefused extends UserError {
  override name = 'SetRefused'
  readonly why: 'unknown' | 'taken' | 'ungradable'
  /** Its id; of an import the one that it would have had. */
  readonly set: string

  constructor(why: SetRefused['why'], set: string, message: string, hint: string) {
    super(message, hint)
    this.why = why
    this.set = set
  }
}

/** What is imported, and under which name. */
export interface SetImport {
  readonly title: string
  /** Whether it is kept although most of it cannot be graded. */
  readonly ungraded: boolean
  /** Reads the file, which was called `name` where it came from. */
  readonly read: () => Promise<{ readonly name: string; readonly imported: ImportedProblems }>
}

/** @throws SetRefused `unknown` */
export async function findSet(store: ProblemSetStore, id: string): Promise<ProblemSet> {
  const set = await store.get(id)
  if (set !== null) return set
  throw new SetRefused('unknown', id, `There is no problem set "${id}".`, 'Choose another one.')
}

/**
 * Reads a file and keeps its problems as a new set. Where the name is taken the file is not even read.
 *
 * @throws SetRefused `taken`, or `ungradable`
 */
export async function importSet(
  store: ProblemSetStore,
  { title, ungraded, read }: SetImport
): Promise<{ readonly id: string; readonly imported: ImportedProblems }> {
  await requireNew(store, title)
  const { name, imported } = await read()
  if (imported.alarm !== null && !ungraded) {
    throw new SetRefused(
      'ungradable',
      setIdFor(title),
      `${imported.alarm} Nothing was stored.`,
      'Name the field of the answer or their kind, or import it all the same.'
    )
  }
  const id = await putNew(store, {
    name: title,
    description: '',
    source: `imported from ${basename(name)}`,
    licence: 'unknown',
    problems: [...imported.problems]
  })
  return { id, imported }
}

/** A set of one's own, with its first problem. Returns its id. */
export function createSet(
  store: ProblemSetStore,
  { name, description, problem }: Pick<ProblemSet, 'name' | 'description'> & { problem: Problem }
): Promise<string> {
  const source = 'written here'
  return putNew(store, { name, description, source, licence: 'own', problems: [problem] })
}

/** Puts a problem in the place of the one that had its id, or at the end. */
export async function putProblem(
  store: ProblemSetStore,
  id: string,
  problem: Problem
): Promise<void> {
  const set = await findSet(store, id)
  const known = set.problems.some((one) => one.id === problem.id)
  const problems = known
    ? set.problems.map((one) => (one.id === problem.id ? problem : one))
    : [...set.problems, problem]
  await store.put({ ...set, problems })
}

/** @throws UserError where it is the last one */
export async function removeProblem(
  store: ProblemSetStore,
  id: string,
  problem: string
): Promise<void> {
  const set = await findSet(store, id)
  const problems = set.problems.filter((one) => one.id !== problem)
  if (problems.length === 0) {
    throw new UserError('A set keeps at least one problem.', 'Delete the whole set instead.')
  }
  await store.put({ ...set, problems })
}

/** Deletes a set, and returns it: `bringBackSet` takes it. */
export async function deleteSet(store: ProblemSetStore, id: string): Promise<ProblemSet> {
  const set = await findSet(store, id)
  await store.delete(id)
  return set
}

/** @throws SetRefused `taken` where another one has its name by now */
export async function bringBackSet(store: ProblemSetStore, set: ProblemSet): Promise<void> {
  await requireNew(store, set.name)
  await store.put(set)
}

/** A set's problems, a line of JSON each, which can be imported again. */
export async function exportSet(store: ProblemSetStore, id: string): Promise<string[]> {
  return (await findSet(store, id)).problems.map((problem) => `${JSON.stringify(problem)}\n`)
}

async function putNew(store: ProblemSetStore, set: Omit<ProblemSet, 'id'>): Promise<string> {
  const id = await requireNew(store, set.name)
  await store.put({ id, ...set })
  return id
}

async function requireNew(store: ProblemSetStore, name: string): Promise<string> {
  const id = setIdFor(name)
  if (!(await store.list()).some((set) => set.id === id)) return id
  throw new SetRefused(
    'taken',
    id,
    `There is already a set "${id}".`,
    'Choose another name, or delete it first.'
  )
}
