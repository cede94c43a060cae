import { expect, onTestFinished, test, vi } from 'vitest'
import { ActiveRuns } from '../../../src/main/doors/rpc/active-runs.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { findRun, setDeleted } from '../../../src/main/store/tables/runs.ts'
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

test('what was running and what waited is in the queue of the next process, held and in order', async () => {
  const { services, active, ids, hold, ended } = await fourStarted()
  const [first, second, third, fourth] = ids
  active.advance(fourth, 5)
  await active.stop(third)
  hold.resolve()
  await active.stopAll()

  const next = new ActiveRuns(services)
  onTestFinished(() => next.stopAll())
  const left = [first, fourth, second].filter((id) => !ended.includes(id))
  expect(left.slice(-2)).toEqual([fourth, second])
  expect(next.waiting).toEqual(left)
  expect(next.held).toEqual(left)
  expect(next.busy).toBe(false)

  await next.stop(second)
  next.start(fourth, {})
  expect(next.describe().map(({ run }) => run)).toEqual([fourth])
  await vi.waitFor(() => expect(ended).toContain(fourth), WAIT)
  expect(next.held).toEqual(left.slice(0, -2))
  next.goOn()
  await vi.waitFor(() => expect(ended).toEqual(expect.arrayContaining([first, fourth])), WAIT)
  await vi.waitFor(() => expect(next.busy).toBe(false), WAIT)
  expect(ended).not.toContain(second)
  expect(new ActiveRuns(services).waiting).toEqual([])
})

test('what was left goes on by itself where that was wanted, and what is over or deleted is left alone', async () => {
  const { services, active, ids, hold, ended } = await fourStarted()
  hold.resolve()
  await active.stopAll()
  const [, second, third, fourth] = ids
  setDeleted(services.database, findRun(services.database, third)!.key, 1)

  const next = new ActiveRuns(services, { goOn: true })
  onTestFinished(() => next.stopAll())
  expect(next.held).toEqual([])
  await vi.waitFor(() => expect(ended).toEqual(expect.arrayContaining([second, fourth])), WAIT)
  expect(ended).not.toContain(third)
})
