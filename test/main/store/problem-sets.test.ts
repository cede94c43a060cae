import { describe, expect, it } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { search } from '../../../src/main/store/search.ts'
import { sqliteProblemSets } from '../../../src/main/store/sqlite-problem-sets.ts'
import { problemsOfRun } from '../../../src/main/store/tables/run-problems.ts'
import type { ProblemSet } from '../../../src/shared/problem-set.ts'
import { additions, runRequest, runSetup, temporaryStore } from '../../helpers/run-setup.ts'

const set: ProblemSet = {
  id: 'mine',
  name: 'Mine',
  description: '',
  source: 'by hand',
  licence: 'CC0',
  problems: [
    { id: 'a', text: 'How long is the fence?', answer: '12', level: 3, options: ['12', '13'] },
    { id: 'b', text: 'And the gate?', level: 'hard', tolerance: 0.5 }
  ]
}

describe('problem sets in the store', () => {
  it('come back as they were put', async () => {
    const sets = sqliteProblemSets(temporaryStore().database, () => 1)
    await sets.put(set)
    expect(await sets.get('mine')).toEqual(set)
    expect(await sets.list()).toMatchObject([{ id: 'mine', count: 2, bundled: false }])
    expect(await sets.get('other')).toBeNull()
  })

  it('are found by the words of their problems', async () => {
    const { database } = temporaryStore()
    await sqliteProblemSets(database, () => 1).put(set)
    expect(search(database, 'fence')).toMatchObject([{ kind: 'problem', set: 'mine', run: null }])
  })

  it('are replaced and deleted as a whole, and brought back by an import', async () => {
    const { database } = temporaryStore()
    const sets = sqliteProblemSets(database, () => 1)
    await sets.put(set)
    await sets.put({ ...set, problems: set.problems.slice(0, 1) })
    expect((await sets.get('mine'))!.problems).toHaveLength(1)
    expect(await sets.delete('mine')).toBe(true)
    expect(await sets.delete('mine')).toBe(false)
    expect(await sets.list()).toEqual([])
    expect(search(database, 'fence')).toEqual([])
    await sets.put(set)
    expect(await sets.get('mine')).toEqual(set)
  })

  it('that change leave the runs on them as they were', async () => {
    const services = runSetup()
    const sets = sqliteProblemSets(services.database, services.now)
    const problems = additions(2)
    await sets.put({ ...set, problems })
    const id = await createRun(services, runRequest({ problems }))
    await runBenchmark(services, id, { signal: new AbortController().signal })
    await sets.put({ ...set, problems: [{ ...problems[0]!, text: 'Changed' }] })
    expect(problemsOfRun(services.database, 1)).toEqual(problems)
  })
})
