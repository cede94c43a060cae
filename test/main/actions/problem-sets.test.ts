import { expect, test, vi } from 'vitest'
import {
  bringBackSet,
  createSet,
  deleteSet,
  exportSet,
  findSet,
  importSet,
  putProblem,
  removeProblem,
  SetRefused
} from '../../../src/main/actions/problem-sets.ts'
import { sqliteProblemSets } from '../../../src/main/store/sqlite-problem-sets.ts'
import { additions, temporaryStore } from '../../helpers/run-setup.ts'

function store() {
  return sqliteProblemSets(temporaryStore().database, Date.now)
}

function file({ alarm = null as string | null } = {}) {
  const mapping = { problem: 'Question', answer: 'Answer' } as never
  const imported = { problems: additions(3), mapping, warnings: [], alarm }
  return vi.fn(() => Promise.resolve({ name: '/home/me/sums.csv', imported }))
}

async function refusal(work: Promise<unknown>): Promise<SetRefused['why']> {
  const error = await work.then(
    () => null,
    (error: unknown) => error
  )
  expect(error).toBeInstanceOf(SetRefused)
  return (error as SetRefused).why
}

test('a set is imported under its name, says where it came from, and can be exported', async () => {
  const sets = store()
  const { id } = await importSet(sets, { title: 'My Sums', ungraded: false, read: file() })
  expect(id).toBe('my-sums')
  expect(await findSet(sets, id)).toMatchObject({
    name: 'My Sums',
    source: 'imported from sums.csv'
  })
  const lines = await exportSet(sets, id)
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(additions(3))
})

test('a file is not even read where the name is taken', async () => {
  const sets = store()
  await importSet(sets, { title: 'Sums', ungraded: false, read: file() })
  const read = file()
  expect(await refusal(importSet(sets, { title: 'sums!', ungraded: false, read }))).toBe('taken')
  expect(read).not.toHaveBeenCalled()
  const [problem] = additions(1)
  expect(await refusal(createSet(sets, { name: 'SUMS', description: '', problem: problem! }))).toBe(
    'taken'
  )
})

test('what mostly cannot be graded is kept only where somebody says so', async () => {
  const sets = store()
  const read = file({ alarm: 'No answer was found.' })
  expect(await refusal(importSet(sets, { title: 'A', ungraded: false, read }))).toBe('ungradable')
  expect(await sets.list()).toEqual([])
  await importSet(sets, { title: 'A', ungraded: true, read })
  expect(await sets.list()).toHaveLength(1)
})

test('a set is edited problem by problem, and keeps one', async () => {
  const sets = store()
  const [first, second] = additions(2)
  const id = await createSet(sets, { name: 'Own', description: 'mine', problem: first! })
  await putProblem(sets, id, second!)
  await putProblem(sets, id, { ...first!, text: 'What else?' })
  expect((await findSet(sets, id)).problems).toEqual([{ ...first!, text: 'What else?' }, second])
  await removeProblem(sets, id, second!.id)
  await expect(removeProblem(sets, id, first!.id)).rejects.toThrow('at least one problem')
})

test('a deleted set comes back, unless its name was given away', async () => {
  const sets = store()
  const [problem] = additions(1)
  const id = await createSet(sets, { name: 'Own', description: '', problem: problem! })
  const deleted = await deleteSet(sets, id)
  expect(await refusal(findSet(sets, id))).toBe('unknown')
  expect(await refusal(deleteSet(sets, id))).toBe('unknown')
  await bringBackSet(sets, deleted)
  expect(await findSet(sets, id)).toEqual(deleted)
  expect(await refusal(bringBackSet(sets, deleted))).toBe('taken')
})
