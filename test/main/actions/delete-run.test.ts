import { describe, expect, it } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { deleteRun } from '../../../src/main/actions/delete-run.ts'
import { acquireLease, LeaseBusy, QUEUE } from '../../../src/main/runs/lease.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { purgeDeleted } from '../../../src/main/store/maintenance.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

const never = new AbortController().signal

describe('deleting a run', () => {
  it('that is being worked on is refused, and its work goes on', async () => {
    const services = runSetup()
    const { database, now, live } = services
    const id = await createRun(services, runRequest())
    const refusals: unknown[] = []
    live.on('changed', () => {
      const run = findRun(database, id)!
      if (run.status !== 'running') return
      try {
        deleteRun(services, id)
      } catch (error) {
        refusals.push(error)
      }
    })
    expect(await runBenchmark(services, id, { signal: never })).toBe('finished')
    expect(refusals.length).toBeGreaterThan(0)
    expect(refusals.every((error) => error instanceof LeaseBusy)).toBe(true)
    expect(findRun(database, id)?.deletedAt).toBeNull()
    deleteRun(services, id)
    expect(listRuns(database, now())).toEqual([])
  })

  it('that another run is being worked on is no reason to refuse', async () => {
    const services = runSetup()
    const { database, now } = services
    const id = await createRun(services, runRequest())
    const lease = acquireLease(database, QUEUE, { door: 'another', now })
    deleteRun(services, id)
    expect(listRuns(database, now())).toEqual([])
    lease.release()
  })
})

describe('a clock that jumps', () => {
  it.each([
    ['a year ahead', 365 * 24 * 60 * 60_000],
    ['ten years back', -10 * 365 * 24 * 60 * 60_000]
  ])('%s during a run loses nothing and lets nobody else in', async (_, jump) => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    let offset = 0
    let changes = 0
    services.live.on('changed', () => {
      changes += 1
      if (changes === 5) offset = jump
    })
    const now = () => services.now() + offset
    const end = await runBenchmark({ ...services, now }, id, { signal: never })
    expect(end).toBe('finished')
    const [run] = listRuns(services.database, now())
    expect(run).toMatchObject({ id, status: 'finished', attempts: { done: 8, total: 8 } })
    expect(purgeDeleted(services.database, now())).toBe(0)
  })
})
