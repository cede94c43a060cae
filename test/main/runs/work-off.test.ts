import { describe, expect, it } from 'vitest'
import { EngineFailure } from '../../../src/main/engine/engine.ts'
import { UserError } from '../../../src/main/user-error.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import type { RunProgress } from '../../../src/main/runs/progress.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { readSettled } from '../../../src/main/runs/settled.ts'
import { checkIntegrity } from '../../../src/main/store/maintenance.ts'
import { allAttempts } from '../../../src/main/store/tables/attempts.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import type { AtOnce } from '../../../src/shared/at-once.ts'
import { pairSetupSchema } from '../../../src/shared/run-record.ts'
import { additions, runRequest, type RunSetup, runSetup } from '../../helpers/run-setup.ts'
import { ScriptedEngine } from '../../helpers/scripted-engine.ts'

const never = new AbortController().signal
const REQUEST = runRequest({
  methods: ['ssr', 'baseline', 'draft'],
  repeats: 2,
  problems: additions(5)
})

/** An engine that knows how many attempts it is at. */
class CountingEngine extends ScriptedEngine {
  most = 0
  #now = 0

  override async *solve(...asked: Parameters<ScriptedEngine['solve']>) {
    this.#now += 1
    this.most = Math.max(this.most, this.#now)
    try {
      yield* super.solve(...asked)
    } finally {
      this.#now -= 1
    }
  }
}

/** What a run came to, in its order, apart from when. */
function outcome({ database }: RunSetup, id: string) {
  const run = findRun(database, id)!
  const settled = readSettled(database, run.key).map(
    ({ key: _key, startedAt: _began, finishedAt: _ended, ...attempt }) => attempt
  )
  const { run: _id, attempts: _attempts, ...report } = readReport(database, run)
  return { settled, report }
}

async function ran(parallel: AtOnce, engine = new CountingEngine({ callMs: 1 })) {
  const services = runSetup(engine)
  const id = await createRun(services, { ...REQUEST, parallel })
  const end = await runBenchmark(services, id, { signal: never })
  return { services, id, end, engine }
}

describe('several attempts at once', () => {
  it('come to the same, in the same order, as one after the other', async () => {
    const one = await ran(1)
    for (const parallel of [3, 16]) {
      const many = await ran(parallel)
      expect(many.end).toBe('finished')
      expect(outcome(many.services, many.id)).toEqual(outcome(one.services, one.id))
      expect(many.services.database.prepare('SELECT count(*) AS n FROM attempts').get()).toEqual({
        n: 30
      })
      expect(checkIntegrity(many.services.database)).toEqual([])
    }
  })

  it('are as many as were asked for, and the engine is told', async () => {
    const { engine } = await ran(3)
    expect(engine.most).toBe(3)
    expect(new Set(engine.jobs.map(({ together }) => together))).toEqual(new Set([3]))
    expect((await ran(1)).engine.most).toBe(1)
  })

  it('are measured against the baseline of the same problem', async () => {
    const { engine } = await ran(16)
    const others = engine.jobs.filter(({ options }) => options.method !== 'baseline')
    expect(others).toHaveLength(20)
    expect(others.every(({ baseline }) => baseline?.kind === 'measured')).toBe(true)
  })

  it('are told with what each is at', async () => {
    const services = runSetup(new ScriptedEngine({ callMs: 1 }))
    const id = await createRun(services, { ...REQUEST, parallel: 4 })
    const told: RunProgress[] = []
    await runBenchmark(services, id, { signal: never, onProgress: (one) => told.push(one) })
    expect(Math.max(...told.map(({ underWay }) => underWay.length))).toBe(4)
    expect(told.every(({ done, total }) => done <= total && total === 30)).toBe(true)
    expect(told.at(-1)).toMatchObject({ done: 30, underWay: [] })
  })

  it('are cut off together, and resumed with another number', async () => {
    const stop = new AbortController()
    let begun = 0
    const services = runSetup(
      new ScriptedEngine({ callMs: 2, before: () => void (++begun === 9 && stop.abort()) })
    )
    const id = await createRun(services, { ...REQUEST, parallel: 4 })
    expect(await runBenchmark(services, id, { signal: stop.signal })).toBe('stopped')
    const { key } = findRun(services.database, id)!
    const statuses = allAttempts(services.database, key).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set(['done', 'interrupted']))
    expect(await runBenchmark(services, id, { signal: never, parallel: 2 })).toBe('finished')
    const one = await ran(1)
    expect(outcome(services, id)).toEqual(outcome(one.services, one.id))
  })

  it('end with the first that must not go on, and what was finished stays', async () => {
    let begun = 0
    const services = runSetup(
      new ScriptedEngine({
        callMs: 2,
        before: () => {
          if (++begun === 7) throw new UserError('No more of this.')
        }
      })
    )
    const id = await createRun(services, { ...REQUEST, parallel: 4 })
    await expect(runBenchmark(services, id, { signal: never })).rejects.toThrow('No more of this.')
    const run = findRun(services.database, id)!
    expect(run).toMatchObject({ status: 'failed', failure: 'No more of this.' })
    const statuses = allAttempts(services.database, run.key).map(({ status }) => status)
    expect(statuses).not.toContain('running')
    expect(statuses.filter((status) => status === 'done').length).toBeGreaterThan(0)
  })
})

const server = { kind: 'server', url: 'http://gpu:8080', model: null, parameters: null } as const

describe('as many as servers are found to bear', () => {
  const onServers = { ...REQUEST.pair, target: server, draft: server }

  /** @param refusals how often the servers are said to have been too busy, told how many attempts were begun */
  async function measured(
    { pair = onServers, limit = 30 }: { pair?: typeof REQUEST.pair; limit?: number } = {},
    refusals: (begun: number) => number = () => 0
  ) {
    let begun = 0
    const engine = new CountingEngine({
      callMs: 1,
      before: () => void (begun += 1),
      refusals: () => refusals(begun)
    })
    const services = runSetup(engine)
    const id = await createRun(services, {
      ...REQUEST,
      ...{ pair, problems: additions(20), parallel: 'measured' }
    })
    const stop = new AbortController()
    const end = await runBenchmark(services, id, {
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done >= limit) stop.abort()
      }
    })
    const numbers = () => findRun(services.database, id)!.atOnce
    return { services, id, end, engine, numbers }
  }

  it('come to the same as one after the other', async () => {
    const one = await ran(1)
    const many = await ran('measured')
    expect(outcome(many.services, many.id)).toEqual(outcome(one.services, one.id))
  })

  it('are written down, and gone on with', async () => {
    const { services, id, end, engine, numbers } = await measured()
    expect(end).toBe('stopped')
    expect(numbers().slice(0, 2)).toMatchObject([
      { attempts: 4, because: 'begun', tokensPerSecond: null },
      { attempts: 8, because: 'tried' }
    ])
    expect(numbers()[1]!.tokensPerSecond).toBeGreaterThan(0)
    expect(engine.most).toBe(8)
    const last = numbers().at(-1)!.attempts
    const before = numbers().length
    await runBenchmark(services, id, { signal: never })
    expect(numbers()[before]).toMatchObject({ attempts: last, because: 'begun' })
  })

  it('are halved where servers are too busy', async () => {
    const { numbers } = await measured({}, (begun) => (begun > 9 ? 1 : 0))
    expect(numbers()[1]).toMatchObject({ attempts: 2, because: 'busy' })
  })

  it('are no more than memory has room for', async () => {
    const draft = REQUEST.pair.draft
    const engine = new CountingEngine({ callMs: 1 })
    const describe = engine.describe.bind(engine)
    engine.describe = (...asked: unknown[]) => {
      const { paths } = asked[1] as { paths: number }
      // Three paths for each of four attempts.
      if (paths <= 12) return describe()
      return Promise.reject(new EngineFailure('wont-fit', 'It does not fit.'))
    }
    const services = runSetup(engine)
    const request = { ...REQUEST, pair: { ...REQUEST.pair, target: server, draft } }
    const options = { ...REQUEST.options, paths: 3 }
    const id = await createRun(services, { ...request, options, parallel: 'measured' })
    expect(await runBenchmark(services, id, { signal: never })).toBe('finished')
    const run = findRun(services.database, id)!
    expect(run.atOnce).toMatchObject([
      { attempts: 4, because: 'begun' },
      { attempts: 4, because: 'no-room' }
    ])
    expect(engine.most).toBe(4)
  })
})

describe('how many there are', () => {
  it.each([
    ['one with files alone', pairSetupSchema.parse(REQUEST.pair), 1],
    ['measured where a model is on a server', { ...REQUEST.pair, target: server }, 'measured']
  ])('is %s', async (_, pair, expected) => {
    const services = runSetup()
    const id = await createRun(services, { ...REQUEST, pair })
    expect(findRun(services.database, id)!.config.parallel).toBe(expected)
  })

  it('is one for a single problem', async () => {
    const services = runSetup()
    const request = { ...REQUEST, kind: 'solve', parallel: 8 } as const
    const id = await createRun(services, request)
    expect(findRun(services.database, id)!.config.parallel).toBe(1)
  })
})
