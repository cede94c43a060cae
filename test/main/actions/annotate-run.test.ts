import { expect, test, vi } from 'vitest'
import { annotateRun } from '../../../src/main/actions/annotate-run.ts'
import { deleteRun, undeleteRun } from '../../../src/main/actions/delete-run.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

test('a run is annotated all at once, by the beginning of its id, and the doors are told', async () => {
  const services = runSetup()
  const id = await createRun(services, runRequest({ tags: ['old', 'night'] }))
  const told = vi.fn()
  services.live.on('changed', told)
  const tags = { add: ['new'], remove: ['old'] }
  expect(annotateRun(services, id.slice(0, -2), { starred: true, note: 'look', tags })).toBe(id)
  expect(told.mock.calls).toEqual([[id]])
  annotateRun(services, id, { note: undefined, tags: { add: ['new'], remove: [] } })
  const [run] = listRuns(services.database, services.now())
  expect(run).toMatchObject({ starred: true, note: 'look', tags: ['new', 'night'] })
})

test('a deleted run is annotated only once it is back', async () => {
  const services = runSetup()
  const id = await createRun(services, runRequest())
  deleteRun(services, id)
  expect(() => annotateRun(services, id, { starred: true })).toThrow(`The run ${id} is deleted.`)
  expect(undeleteRun(services, id)).toBe(id)
  annotateRun(services, id, { starred: true })
  expect(listRuns(services.database, services.now(), { starred: true })).toHaveLength(1)
})
