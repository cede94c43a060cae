import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { ChosenFile } from '../../../shared/contract/sets.ts'
import type { Problem, ProblemSet } from '../../../shared/problem-set.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import {
  importProblems,
  previewOf,
  type ImportedProblems
} from '../../problem-sets/import-problems.ts'
import { setIdFor } from '../../problem-sets/set-id.ts'
import { UserError } from '../../user-error.ts'
import type { PageContext } from './page-context.ts'

const PAGE = 50

type SetCalls = Extract<keyof Handlers, `sets.${string}`>

/** Problem sets: listed, read, imported, edited. */
export function setHandlers({ application }: PageContext): Pick<Handlers, SetCalls> {
  const { problemSets } = application

  async function find(id: string): Promise<ProblemSet> {
    const set = await problemSets.get(id)
    if (set) return set
    throw new UserError('This problem set is gone.', 'Choose another one.')
  }
  async function putNew(
    title: string,
    rest: Omit<ProblemSet, 'id' | 'name'>
  ): Promise<{ id: string }> {
    const id = setIdFor(title)
    if ((await problemSets.list()).some((set) => set.id === id)) {
      throw new UserError(
        `There is already a set "${id}".`,
        'Choose another name, or delete it first.'
      )
    }
    await problemSets.put({ id, name: title, ...rest })
    return { id }
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
    'sets.preview': async (file) => previewOf(await importChosen(file)),
    'sets.import': async ({ title, ...file }) => {
      const { problems } = await importChosen(file)
      return putNew(title, {
        description: '',
        source: `imported from ${basename(file.name)}`,
        licence: 'unknown',
        problems: [...problems]
      })
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
      await problemSets.delete(id)
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

/** The importer reads files: what the page sent becomes one for as long as it takes. */
async function importChosen({ name, content, mapping }: ChosenFile): Promise<ImportedProblems> {
  const folder = await mkdtemp(join(tmpdir(), 'tandem-import-'))
  try {
    const path = join(folder, basename(name))
    await writeFile(path, Buffer.from(content, 'base64'))
    return await importProblems(path, mapping)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
