import { expect, test } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { recordHeld } from '../../../src/main/runs/keeping.ts'
import { acquireLease, LeaseBusy, leaseOf } from '../../../src/main/runs/lease.ts'
import type { Database } from '../../../src/main/store/sql.ts'
import {
  allAttempts,
  insertAttempt,
  interruptRunning
} from '../../../src/main/store/tables/attempts.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { fill, makeRoom } from '../../helpers/full-store.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

const never = new AbortController().signal

/** What it is asked is repeated in what is written of it, which takes pages of the store. */
const LONG = Array.from({ length: 20_000 }, (_, at) => Math.imul(at, 0x9e3779b1)).join(' ')

/** A solve that began in a store which filled at once, at its end; there is room again. */
async function held() {
  const services = runSetup()
  const { database } = services
  const problems = [{ id: 'long', text: `What is 3 + 5? Not: ${LONG}`, answer: '8' }]
  const id = await createRun(
    services,
    runRequest({
      kind: 'solve',
      set: null,
      methods: ['ssr'],
      problems
    })
  )
  let passing: Database | null = null as Database | null
  await runBenchmark(services, id, {
    signal: never,
    unrecorded: (_, memory) => {
      passing = memory
    },
    watch: {
      begun: () => fill(database),
      event: () => undefined,
      ended: () => undefined
    }
  })
  makeRoom(database)
  const run = findRun(database, id)!
  return { services, database, run, passing: passing! }
}

test('what was held in memory takes the place of its beginning in the store, without the right to work on it', async () => {
  const { services, database, run, passing } = await held()
  expect(allAttempts(database, run.key).map(({ status }) => status)).toEqual(['running'])
  const places = recordHeld(services, passing, run.id)
  expect(places).toEqual(new Map([[1, 1]]))
  expect(allAttempts(database, run.key)).toEqual(allAttempts(passing, run.key))
  expect(findRun(database, run.id)!.status).toBe('finished')
  acquireLease(database, leaseOf(run), services).release()
})

test('it stays in memory where another process went on with its beginning', async () => {
  const { services, database, run, passing } = await held()
  interruptRunning(database, run.key, services.now())
  const slot = { problem: 0, method: 'ssr' as const, repeat: 0 }
  insertAttempt(database, { ...slot, runKey: run.key, seed: 1, startedAt: services.now() })
  const stored = allAttempts(database, run.key)
  const refusal = recordHeld(services, passing, run.id)
  expect(refusal).toMatchObject({
    message: expect.stringContaining(`Another process went on with the run ${run.id}`) as string
  })
  expect(allAttempts(database, run.key)).toEqual(stored)
})

test('it stays in memory while another process is at it', async () => {
  const { services, database, run, passing } = await held()
  database.prepare('DELETE FROM leases').run()
  const lease = acquireLease(database, leaseOf(run), services)
  expect(recordHeld(services, passing, run.id)).toBeInstanceOf(LeaseBusy)
  lease.check()
  lease.release()
  expect(recordHeld(services, passing, run.id)).toBeInstanceOf(Map)
})
