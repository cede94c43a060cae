import { describe, expect, it } from 'vitest'
import { forkRequest, type ForkWish } from '../../../src/main/actions/fork.ts'
import { solve, typedProblem } from '../../../src/main/actions/solve.ts'
import { runPieces } from '../../../src/main/export/export-run.ts'
import { importRun } from '../../../src/main/export/import-run.ts'
import { allAttempts } from '../../../src/main/store/tables/attempts.ts'
import { readEvents } from '../../../src/main/store/tables/event-batches.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { emptyView, fold } from '../../../src/shared/fold.ts'
import type { MethodName } from '../../../src/shared/options.ts'
import { targetShare } from '../../../src/shared/view.ts'
import { type RunSetup, runRequest, runSetup } from '../../helpers/run-setup.ts'

const never = new AbortController().signal

async function solved(method: MethodName = 'ssr') {
  const services = runSetup()
  const { options, prompts, pool, pair } = runRequest()
  const { run } = await solve(
    services,
    {
      options: { ...options, method, seed: 7, timeLimit: null },
      ...{ prompts, pool, pair },
      problem: typedProblem('What is 3 + 5?', '8'),
      measureBaseline: false
    },
    { signal: never }
  )
  const attempt = keyOf(services, run)
  return { services, run, attempt, view: viewOf(services, attempt) }
}

function keyOf({ database }: RunSetup, run: string): number {
  return allAttempts(database, findRun(database, run)!.key)[0]!.key
}

function viewOf({ database }: RunSetup, attempt: number) {
  return readEvents(database, attempt).reduce(fold, emptyView())
}

async function forked(services: RunSetup, wish: ForkWish) {
  const { run } = await solve(services, forkRequest(services, wish), { signal: never })
  return { run, view: viewOf(services, keyOf(services, run)) }
}

describe('a fork', () => {
  it('shares the steps before it, reads them and writes none of them, and says so', async () => {
    const { services, run, attempt, view } = await solved()
    const wish = { attempt, path: 1, step: 1, change: 'target' } as const
    const fork = await forked(services, wish)
    const [path, ...others] = fork.view.paths
    const parent = view.paths[1]!
    expect(others).toEqual([])
    expect(path).toMatchObject({ id: 1, strategy: parent.strategy, writer: parent.writer })
    expect(path!.steps[0]!.text).toBe(parent.steps[0]!.text)
    expect(fork.view.fork).toEqual({ run, ...wish })
    expect(fork.view.notes.map(({ text }) => text).join()).toMatch(
      new RegExp(`first step is shared with attempt ${attempt}: \\d+ tokens that were read`)
    )
    // Whatever stands on its bill as written is not the shared step.
    const events = readEvents(services.database, keyOf(services, fork.run))
    const [shared, next] = events.filter(({ type }) => type === 'step-written')
    expect(shared).toMatchObject({ step: 0, ms: 0 })
    const costOf = (event: typeof shared) => (event && 'cost' in event ? event.cost : [])
    const charges = costOf(shared) as { model: string; purpose: string; decoded: number }[]
    expect(charges.map(({ model, purpose, decoded }) => [model, purpose, decoded])).toEqual([
      ['draft', 'prompt', 0],
      ['target', 'prompt', 0]
    ])
    expect(next).toMatchObject({ step: 1, author: 'target' })
  })

  it('goes on behind what a person wrote, to an answer where that is one', async () => {
    const { services, attempt } = await solved()
    const at = { attempt, path: 0, step: 1, change: 'text' } as const
    const answer = await forked(services, { ...at, text: ' The answer is \\boxed{8}. ' })
    expect(answer.view.paths[0]!.steps.map(({ text }) => text).at(-1)).toMatch(
      /^The answer is [^\n]*\n\n$/
    )
    expect(answer.view).toMatchObject({ outcome: 'answered', answer: '8' })
    const more = await forked(services, { ...at, text: 'Let us count.' })
    expect(more.view.paths[0]!.steps[1]!.text.trim()).toBe('Let us count.')
    // What a person wrote is no work of the target's.
    const [path] = more.view.paths
    const byModels = { ...path!, steps: path!.steps.filter(({ index }) => index !== 1) }
    expect(targetShare(more.view)).toBe(targetShare({ fork: null, paths: [byModels] }))
    expect(targetShare(more.view)).not.toBe(targetShare({ ...more.view, fork: null }))
    expect(more.view.paths[0]!.steps.length).toBeGreaterThan(2)
  })

  it('has its own seed or threshold where that is the change, and all else of its parent', async () => {
    const { services, attempt, view } = await solved()
    const options = view.options!
    const seeded = await forked(services, { attempt, path: 0, step: 0, change: 'seed', seed: 99 })
    expect(seeded.view.options).toEqual({ ...options, seed: 99 })
    const wish = { attempt, path: 0, step: 0, change: 'threshold', threshold: 0 } as const
    const lenient = await forked(services, wish)
    expect(lenient.view.options).toEqual({ ...options, threshold: 0 })
    expect(lenient.view.paths[0]!.steps.every(({ rejected }) => rejected === null)).toBe(true)
  })

  it('keeps its parentage in the store, in an export and where that is imported', async () => {
    const { services, attempt } = await solved()
    const fork = await forked(services, { attempt, path: 0, step: 1, change: 'target' })
    const record = findRun(services.database, fork.run)!
    expect(record.config.fork).toMatchObject({ attempt, path: 0, step: 1, change: 'target' })
    const text = [...runPieces(services.database, record, 'json', { now: 0 })].join('')
    const elsewhere = runSetup()
    importRun(elsewhere.database, JSON.parse(text))
    expect(findRun(elsewhere.database, fork.run)!.config.fork).toEqual(record.config.fork)
    expect(viewOf(elsewhere, keyOf(elsewhere, fork.run)).fork).toEqual(fork.view.fork)
  })

  it('is refused where its change would change nothing', async () => {
    const { services, attempt } = await solved('baseline')
    const at = { attempt, path: 0, step: 0 }
    expect(() => forkRequest(services, { ...at, change: 'target' })).toThrow('writes every step')
    const threshold = { ...at, change: 'threshold', threshold: 1 } as const
    expect(() => forkRequest(services, threshold)).toThrow('a threshold changes nothing')
    expect(forkRequest(services, { ...at, change: 'seed', seed: 99 }).options.seed).toBe(99)
  })

  it('is refused where there is nothing to go on from, or nothing that differs', async () => {
    const { services, attempt, view } = await solved()
    const at = { attempt, path: 0, step: 0 }
    const refused = (wish: ForkWish) => () => forkRequest(services, wish)
    expect(refused({ ...at, attempt: 999, change: 'target' })).toThrow('no attempt 999')
    expect(refused({ ...at, path: 9, change: 'target' })).toThrow('no path 10')
    expect(refused({ ...at, step: 99, change: 'target' })).toThrow('no step 100')
    expect(refused({ ...at, change: 'text', text: ' ' })).toThrow('no text')
    const { seed, threshold } = view.options!
    expect(refused({ ...at, change: 'seed', seed })).toThrow('Another seed')
    expect(refused({ ...at, change: 'threshold', threshold })).toThrow('Another threshold')
  })
})
