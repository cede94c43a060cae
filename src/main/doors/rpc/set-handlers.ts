import { ANSWER_KINDS } from '../../../core/answer-kinds/registry.ts'
import type { ChosenFile } from '../../../shared/contract/sets.ts'
import type { ProblemSet } from '../../../shared/problem-set.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import {
  bringBackSet,
  createSet,
  deleteSet,
  exportSet,
  findSet,
  importSet,
  putProblem,
  removeProblem
} from '../../actions/problem-sets.ts'
import { importProblems, previewOf } from '../../problem-sets/import-problems.ts'
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
      const { problems, ...info } = await findSet(problemSets, id)
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
      const { id } = await importSet(problemSets, {
        title,
        ungraded,
        read: () => readChosen(file)
      })
      await uploads.discard(file.upload)
      return { id }
    },
    'sets.create': async (set) => ({ id: await createSet(problemSets, set) }),
    'sets.put': ({ id, problem }) => putProblem(problemSets, id, problem),
    'sets.remove': ({ id, problem }) => removeProblem(problemSets, id, problem),
    'sets.delete': async ({ id }) => {
      deleted.set(id, await deleteSet(problemSets, id))
      const [oldest] = deleted.keys()
      if (oldest !== undefined && deleted.size > DELETED_KEPT) deleted.delete(oldest)
    },
    'sets.undelete': async ({ id }) => {
      const set = deleted.get(id)
      if (set === undefined) throw new UserError('This set can no longer be brought back.')
      await bringBackSet(problemSets, set)
      deleted.delete(id)
    },
    'sets.export': async ({ id }) => ({
      name: `${id}.jsonl`,
      type: 'application/jsonl',
      text: (await exportSet(problemSets, id)).join('')
    })
  }
}
