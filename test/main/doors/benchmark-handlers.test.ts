import { expect, onTestFinished, test, vi } from 'vitest'
import { ActiveRuns } from '../../../src/main/doors/rpc/active-runs.ts'
import { benchmarkHandlers } from '../../../src/main/doors/rpc/benchmark-handlers.ts'
import type { PageContext } from '../../../src/main/doors/rpc/page-context.ts'
import { EngineFailure } from '../../../src/main/engine/engine.ts'
import { PassingRuns } from '../../../src/main/doors/rpc/passing-runs.ts'
import { RunReader } from '../../../src/main/reading/reader.ts'
import { acquireLease, QUEUE } from '../../../src/main/runs/lease.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { growNoMore } from '../../helpers/full-store.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

function handlersFor(context: Pick<PageContext, 'services' | 'active'>) {
  const reader = new RunReader(context.services.databasePath)
  onTestFinished(() => reader.close())
  const passing = new PassingRuns(context.services)
  const most: Partial<PageContext> = { ...context, passing, reader }
  return benchmarkHandlers(most as PageContext)
}

async function begun() {
  const services = runSetup()
  const run = await createRun(services, runRequest({ methods: ['baseline'] }))
  const active = new ActiveRuns(services)
  const handlers = handlersFor({ services, active })
  async function resume(loadAnyway: boolean) {
    await handlers['benchmarks.resume']({ run, retryErrors: false, loadAnyway })
    await vi.waitFor(() => expect(active.isActive(run)).toBe(false))
    return handlers['runs.detail']({ run })
  }
  return { services, run, active, resume }
}

const WAIT = { timeout: 30_000 }

const TOO_LARGE = new EngineFailure('wont-fit', 'These models need 9 GB.', {
  hint: 'Use n = 2.',
  offer: { paths: 2 }
})

test('a run that is refused says why with its code, and goes on once somebody says yes', async () => {
  const { services, resume } = await begun()
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  const describe = vi.spyOn(services.engine, 'describe').mockRejectedValue(TOO_LARGE)
  const refused = await resume(false)
  expect(refused.entry.status).toBe('failed')
  // Other paths would be another benchmark, so that is not offered for this one.
  expect(refused.failure).toEqual({
    code: 'wont-fit',
    message: 'These models need 9 GB.',
    hint: 'Use n = 2. That takes a new benchmark: this one goes on as it began.'
  })
  expect(logged).toHaveBeenCalledOnce()

  describe.mockRestore()
  const done = await resume(true)
  expect([done.entry.status, done.failure]).toEqual(['finished', null])
  expect(services.engine.jobs.map(({ pair }) => pair.loadAnyway)).toEqual([true, true, true, true])
  logged.mockRestore()
})

test('of what another process was told, the sentence is left', async () => {
  const { services, run, resume } = await begun()
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  vi.spyOn(services.engine, 'describe').mockRejectedValue(TOO_LARGE)
  await resume(false)
  const later = handlersFor({ services, active: new ActiveRuns(services) })
  expect((await later['runs.detail']({ run })).failure).toEqual({
    code: 'unknown',
    message: 'These models need 9 GB.',
    hint: null
  })
  logged.mockRestore()
})

test('a run that waits for another process says which one works, and begins by itself after it', async () => {
  const { services, run, active } = await begun()
  const handlers = handlersFor({ services, active })
  const read = () => handlers['runs.detail']({ run })
  const lease = acquireLease(services.database, QUEUE, {
    door: 'Tandem in the terminal',
    now: services.now
  })
  await handlers['benchmarks.resume']({ run, retryErrors: false, loadAnyway: false })
  await vi.waitFor(async () => expect((await read()).failure).not.toBeNull(), WAIT)
  const waiting = await read()
  expect([waiting.entry.status, waiting.ahead]).toEqual(['waiting', 0])
  expect(waiting.failure?.message).toContain(
    `Tandem in the terminal is at work already (process ${process.pid}`
  )
  expect(waiting.failure?.hint).toContain('wait for it, or stop it there')

  lease.release()
  await vi.waitFor(async () => expect((await read()).entry.status).toBe('finished'), WAIT)
  expect((await read()).failure).toBeNull()
})

test('the reason is told that a full disk did not let be written down', async () => {
  const { services, resume } = await begun()
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  const failure = new EngineFailure('wont-fit', 'These models need 9 GB. '.repeat(5000))
  vi.spyOn(services.engine, 'describe').mockImplementation(() => {
    growNoMore(services.database)
    return Promise.reject(failure)
  })
  expect((await resume(false)).failure).toMatchObject({ code: 'wont-fit' })
  logged.mockRestore()
})
