import { expect, test } from 'vitest'
import { recordHeld } from '../../../src/main/runs/keeping.ts'
import { acquireLease, LeaseBusy, leaseOf } from '../../../src/main/runs/lease.ts'
import {
  allAttempts,
  insertAttempt,
  interruptRunning
} from '../../../src/main/store/tables/attempts.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { makeRoom } from '../../helpers/full-store.ts'
import { heldRun } from '../../helpers/held-run.ts'

/** As `heldRun`, and there is room again. */
async function heldUntilRoom() {
  const held = await heldRun()
  makeRoom(held.database)
  return held
}

test('what was held in memory takes the place of its beginning in the store, without the right to work on it', async () => {
  const { services, database, run, passing } = await heldUntilRoom()
  expect(allAttempts(database, run.key).map(({ status }) => status)).toEqual(['running'])
  const places = recordHeld(services, passing, run.id)
  expect(places).toEqual(new Map([[1, 1]]))
  expect(allAttempts(database, run.key)).toEqual(allAttempts(passing, run.key))
  expect(findRun(database, run.id)!.status).toBe('finished')
  acquireLease(database, leaseOf(run), services).release()
})

test('it stays in memory where another process went on with its beginning', async () => {
  const { services, database, run, passing } = await heldUntilRoom()
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
  const { services, database, run, passing } = await heldUntilRoom()
  database.prepare('DELETE FROM leases').run()
  const lease = acquireLease(database, leaseOf(run), services)
  expect(recordHeld(services, passing, run.id)).toBeInstanceOf(LeaseBusy)
  lease.check()
  lease.release()
  expect(recordHeld(services, passing, run.id)).toBeInstanceOf(Map)
})
