import { expect, test } from 'vitest'
import { DOOR_NAMES } from '../../../src/main/door-names.ts'
import { jobsElsewhere } from '../../../src/main/doors/rpc/jobs-elsewhere.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { acquireLease, leaseOf } from '../../../src/main/runs/lease.ts'
import { findRun, markStarted } from '../../../src/main/store/tables/runs.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

test('what a program asked for is a job, and what another process is at; not what one left behind', async () => {
  const services = runSetup()
  const { database, now } = services
  const asked = await createRun(services, runRequest({ kind: 'solve', tags: ['api'] }))
  const other = await createRun(services, runRequest({ methods: ['baseline'] }))
  const runs = [asked, other].map((id) => findRun(database, id)!)
  for (const { key } of runs) markStarted(database, key, now())
  const nobody = () => false
  expect(jobsElsewhere(services, nobody)).toEqual([])
  const [first, second] = runs.map((run, index) =>
    acquireLease(database, leaseOf(run), {
      door: [DOOR_NAMES.window, DOOR_NAMES.terminal][index]!,
      now
    })
  )
  expect(jobsElsewhere(services, nobody)).toEqual([
    { run: asked, kind: 'solve', by: 'program', progress: null },
    { run: other, kind: 'benchmark', by: 'terminal', progress: null }
  ])
  expect(jobsElsewhere(services, (run) => run === asked).map(({ run }) => run)).toEqual([other])
  first!.release()
  second!.release()
  expect(jobsElsewhere(services, nobody)).toEqual([])
  // As an older or a later version may call itself.
  acquireLease(database, leaseOf(runs[1]!), { door: 'Tandem in a watch', now })
  expect(jobsElsewhere(services, nobody)).toMatchObject([{ run: other, by: 'elsewhere' }])
})
