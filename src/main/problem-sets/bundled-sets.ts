import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  problemSchema,
  type ProblemSet,
  problemSetInfoSchema,
  problemSetSchema
} from '../../shared/problem-set.ts'
import { UserError } from '../user-error.ts'
import { byName, type ProblemSetStore } from './problem-set-store.ts'

const INFO = '.set.json'

/** Adds the sets that come with the program, `ID.jsonl` beside `ID.set.json`, to a store. They are read-only. */
export function withBundledSets(store: ProblemSetStore, directory: string): ProblemSetStore {
  async function isBundled(id: string): Promise<boolean> {
    return (await bundledIds(directory)).includes(id)
  }
  async function refuseBundled(id: string): Promise<void> {
    if (await isBundled(id)) {
      throw new UserError(`"${id}" came with Tandem and stays as it is.`, 'Choose another name.')
    }
  }
  return {
    async list() {
      const sets = await Promise.all(
        (await bundledIds(directory)).map((id) => readBundled(directory, id))
      )
      const summaries = sets.map(({ problems, ...info }) => ({
        ...info,
        count: problems.length,
        bundled: true
      }))
      return [...summaries, ...(await store.list())].sort(byName)
    },
    async get(id) {
      return (await isBundled(id)) ? readBundled(directory, id) : store.get(id)
    },
    async put(set) {
      await refuseBundled(set.id)
      await store.put(set)
    },
    async delete(id) {
      await refuseBundled(id)
      return store.delete(id)
    }
  }
}

/** The ids of what comes with the program, without what is in them. */
export async function bundledIds(directory: string): Promise<string[]> {
  const names = await readdir(directory)
  return names.filter((name) => name.endsWith(INFO)).map((name) => name.slice(0, -INFO.length))
}

async function readBundled(directory: string, id: string): Promise<ProblemSet> {
  const info = problemSetInfoSchema.parse(
    JSON.parse(await readFile(join(directory, id + INFO), 'utf8'))
  )
  const lines = (await readFile(join(directory, `${id}.jsonl`), 'utf8')).split('\n')
  const problems = lines
    .filter((line) => line !== '')
    .map((line) => problemSchema.parse(JSON.parse(line)))
  return problemSetSchema.parse({ ...info, problems })
}
