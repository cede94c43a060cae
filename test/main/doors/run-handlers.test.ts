import { expect, onTestFinished, test } from 'vitest'
import { ActiveRuns } from '../../../src/main/doors/rpc/active-runs.ts'
import type { PageContext } from '../../../src/main/doors/rpc/page-context.ts'
import { PassingRuns } from '../../../src/main/doors/rpc/passing-runs.ts'
import { runHandlers } from '../../../src/main/doors/rpc/run-handlers.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { allAttempts } from '../../../src/main/store/tables/attempts.ts'
import { findAnyRun } from '../../../src/main/store/tables/runs.ts'
import { runRequest, type RunSetup, runSetup } from '../../helpers/run-setup.ts'

function pages() {
  const services = runSetup()
  const active = new ActiveRuns(services)
  onTestFinished(() => active.stopAll())
  const context: Partial<PageContext> = { services, active, passing: new PassingRuns(services) }
  return { services, active, handlers: runHandlers(context as PageContext) }
}

/** A solved problem with a known answer; returns its run and the key of its attempt. */
async function solved(services: RunSetup, text: string) {
  const run = await createRun(
    services,
    runRequest({
      kind: 'solve',
      set: null,
      methods: ['draft'],
      problems: [{ id: 'typed', text, answer: '11' }]
    })
  )
  await runBenchmark(services, run, { signal: new AbortController().signal })
  const { key } = allAttempts(services.database, findAnyRun(services.database, run)!.key)[0]!
  return { run, attempt: key }
}

test('a benchmark that is deleted while it waits waits no longer, and comes back as one that can go on', async () => {
  const { services, active, handlers } = pages()
  const ids = await Promise.all(
    [1, 2, 3].map(() => createRun(services, runRequest({ methods: ['baseline'] })))
  )
  const [first, second, third] = ids as [string, string, string]
  for (const id of ids) active.start(id, {})
  expect(active.waiting).toEqual([second, third])
  await handlers['runs.delete']({ run: second })
  expect(active.waiting).toEqual([third])
  await handlers['runs.delete']({ run: first })
  expect(active.isActive(first)).toBe(false)
  await handlers['runs.undelete']({ run: second })
  const { status } = await handlers['runs.read']({ run: second })
  expect(status).toBe('waiting')
})

test('an attempt is opened in its own run alone', async () => {
  const { services, handlers } = pages()
  const one = await solved(services, 'What is 5 + 6?')
  const other = await solved(services, 'What is 9 + 2?')
  const opened = await handlers['attempts.open']({ ...one, from: 0 })
  expect(opened).toMatchObject({ run: one.run, problem: { text: 'What is 5 + 6?' } })
  // As an imported fork may name its parent, by a key that is another attempt's here.
  const strange = { run: one.run, attempt: other.attempt, from: 0 }
  expect(() => handlers['attempts.open'](strange)).toThrow(`has no attempt ${other.attempt}`)
})

test('a run of one problem tells its known answer, so that it can be solved again as it was', async () => {
  const { services, handlers } = pages()
  const { run } = await solved(services, 'What is 5 + 6?')
  expect(await handlers['runs.read']({ run })).toMatchObject({
    problem: 'What is 5 + 6?',
    known: '11'
  })
})
