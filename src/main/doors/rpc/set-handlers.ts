import { basename } from 'node:path'
import { ANSWER_KINDS } from '../../../core/answer-kinds/registry.ts'
import type { ChosenFile } from '../../../shared/contract/sets.ts'
import type { Problem, ProblemSet } from '../../../shared/problem-set.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { importProblems, previewOf } from '../../problem-sets/import-problems.ts'
import { setIdFor } from '../../problem-sets/set-id.ts'
import { UserError } from '../../user-error.ts'
import type { PageContext } from './page-context.ts'

const PAGE = 50
/** Sets that were deleted last and can be had back, as long as the program runs. */
const DELETED_KEPT = 5

type SetCalls = Extract<keyof Handlers, `sets.${string}` | `uploads.${string}`>

/** Problem sets: listed, read, imported, edited. */
export function setHandlers({
  application,
  uploads
}: Pick<PageContext, 'application' | 'uploads'>): Pick<Handlers, SetCalls> {
  const { problemSets } = application
  const deleted = new Map<string, ProblemSet>()

  async function find(id: string): Promise<ProblemSet> {
    const set = await problemSets.get(id)
    if (set) return set
    throw new UserError('This problem set is gone.', 'Choose another one.')
  }
  async function requireNew(title: string): Promise<string> {
    const id = setIdFor(title)
    if ((await problemSets.list()).some((set) => set.id === id)) {
      throw new UserError(
        `There is already a set "${id}".`,
        'Choose another name, or delete it first.'
      )
    }
    return id
  }
  async function putNew(
    title: string,
    rest: Omit<ProblemSet, 'id' | 'name'>
  ): Promise<{ id: string }> {
    const id = await requireNew(title)
    await problemSets.put({ id, name: title, ...rest })
    return { id }
  }
  function readChosen({ upload, mapping, answerKind, several }: ChosenFile) {
    return uploads.read(upload, async ({ path, name }, options) => ({
      name,
      imported: await importProblems(path, mapping, {
        name,
        answerKind: answerKind ?? undefined,
        several: several ?? undefined,
        ...options
      })
    }))
  }

  return {
    'sets.list': () => problemSets.list(),
    'sets.read': async ({ id, first }) => {
      const { problems, ...info } = await find(id)
      const { bundled } = (await problemSets.list()).find((set) => set.id === id)!
      return {
        info,
        bundled,
        count: problems.length,
        first,
        problems: problems.slice(first, first + PAGE)
      }
    },
    'sets.kinds': () =>
      ANSWER_KINDS.map(({ name, title, description }) => ({ name, title, description })),
    'uploads.begin': async (file) => ({ upload: await uploads.begin(file) }),
    'uploads.part': (part) => uploads.take(part),
    'uploads.discard': ({ upload }) => uploads.discard(upload),
    'sets.preview': async (file) => previewOf((await readChosen(file)).imported),
    'sets.import': async ({ title, ungraded, ...file }) => {
      await requireNew(title)
      const { name, imported } = await readChosen(file)
      if (imported.alarm !== null && !ungraded) {
        throw new UserError(
          `${imported.alarm} Nothing was stored.`,
          'Name the field of the answer or their kind, or import it all the same.'
        )
      }
      const made = await putNew(title, {
        description: '',
        source: `imported from ${basename(name)}`,
        licence: 'unknown',
        problems: [...imported.problems]
      })
      await uploads.discard(file.upload)
      return made
    },
    'sets.create': ({ name, description, problem }) =>
      putNew(name, { description, source: 'written here', licence: 'own', problems: [problem] }),
    'sets.put': async ({ id, problem }) => {
      const set = await find(id)
      await problemSets.put({ ...set, problems: withProblem(set.problems, problem) })
    },
    'sets.remove': async ({ id, problem }) => {
      const set = await find(id)
      const problems = set.problems.filter((one) => one.id !== problem)
      if (problems.length === 0) {
        throw new UserError('A set keeps at least one problem.', 'Delete the whole set instead.')
      }
      await problemSets.put({ ...set, problems })
    },
    'sets.delete': async ({ id }) => {
      const set = await find(id)
      await problemSets.delete(id)
      deleted.set(id, set)
      const [oldest] = deleted.keys()
      if (oldest !== undefined && deleted.size > DELETED_KEPT) deleted.delete(oldest)
    },
    'sets.undelete': async ({ id }) => {
      const set = deleted.get(id)
      if (set === undefined) throw new UserError('This set can no longer be brought back.')
      await requireNew(set.name)
      await problemSets.put(set)
      deleted.delete(id)
    },
    'sets.export': async ({ id }) => ({
      name: `${id}.jsonl`,
      type: 'application/jsonl',
      text: (await find(id)).problems.map((problem) => `${JSON.stringify(problem)}\n`).join('')
    })
  }
}

/** In its place if the set has one of that id, else at the end. */
function withProblem(problems: readonly Problem[], problem: Problem): Problem[] {
  const known = problems.some(({ id }) => id === problem.id)
  return known
    ? problems.map((one) => (one.id === problem.id ? problem : one))
    : [...problems, problem]
}
