import { expect, onTestFinished, test, vi } from 'vitest'
import { ActiveRuns } from '../../../src/main/doors/rpc/active-runs.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

const WAIT = { timeout: 30_000 }

/** Four benchmarks of one method, the order in which they ended, and a hold on the first one's first attempt. */
async function fourStarted() {
  const services = runSetup()
  const active = new ActiveRuns(services)
  const ids = await Promise.all(
    Array.from({ length: 4 }, () => createRun(services, runRequest({ methods: ['baseline'] })))
  )
  const ended: string[] = []
  services.live.on('changed', (id) => {
    if (findRun(services.database, id)?.status === 'finished' && !ended.includes(id)) ended.push(id)
  })
  const hold = Promise.withResolvers<void>()
  const describe = services.engine.describe.bind(services.engine)
  vi.spyOn(services.engine, 'describe').mockImplementation(async (...args) => {
    await hold.promise
    return describe(...args)
  })
  onTestFinished(async () => {
    hold.resolve()
    await active.stopAll()
  })
  const failures: unknown[] = []
  for (const id of ids) active.start(id, { failed: (error) => failures.push(error) })
  return { services, active, ids: ids as [string, string, string, string], ended, failures, hold }
}

test('benchmarks run one after another, in the order of their starts', async () => {
  const { active, ids, ended, failures, hold } = await fourStarted()
  expect(active.describe().map(({ run }) => run)).toEqual([ids[0]])
  expect(active.waiting).toEqual(ids.slice(1))
  hold.resolve()
  await vi.waitFor(() => expect(ended).toEqual(ids), WAIT)
  expect(failures).toEqual([])
  expect(active.waiting).toEqual([])
})

test('a waiting benchmark is moved, and another one taken out', async () => {
  const { active, ids, ended, hold, services } = await fourStarted()
  const [first, second, third, fourth] = ids
  active.advance(fourth, 5)
  expect(active.waiting).toEqual([fourth, second, third])
  active.advance(fourth, -1)
  expect(active.waiting).toEqual([second, fourth, third])
  await active.stop(second)
  hold.resolve()
  await vi.waitFor(() => expect(ended).toEqual([first, fourth, third]), WAIT)
  expect(findRun(services.database, second)?.status).toBe('waiting')
  expect(() => active.advance(second, 1)).toThrow('does not wait')
})

test('the next one begins when one is paused', async () => {
  const { active, ids, ended, hold } = await fourStarted()
  const paused = active.stop(ids[0])
  hold.resolve()
  await paused
  await vi.waitFor(() => expect(ended).toEqual(ids.slice(1)), WAIT)
})

test('a problem is solved beside a benchmark that waits for nothing', async () => {
  const { services, active, hold } = await fourStarted()
  hold.resolve()
  const solve = await createRun(
    services,
    runRequest({
      kind: 'solve',
      set: null,
      methods: ['baseline'],
      problems: [{ id: 'typed', text: 'What is 3 + 4?' }]
    })
  )
  const attempt = await active.startSingle(solve)
  expect(attempt).toBeGreaterThan(0)
  await vi.waitFor(() => expect(findRun(services.database, solve)?.status).toBe('finished'), WAIT)
})

test('nothing is started twice', async () => {
  const { active, ids } = await fourStarted()
  const again = () => undefined
  expect(() => active.start(ids[0], { failed: again })).toThrow('worked on already')
  expect(() => active.start(ids[1], { failed: again })).toThrow('waits for its turn already')
})
