import { describe, expect, it } from 'vitest'
import { EngineFailure } from '../../../src/main/engine/engine.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { acquireLease, LeaseBusy, QUEUE } from '../../../src/main/runs/lease.ts'
import type { RecordedBatch } from '../../../src/main/runs/live.ts'
import { PathStops } from '../../../src/main/runs/path-stops.ts'
import type { RunProgress } from '../../../src/main/runs/progress.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { checkIntegrity } from '../../../src/main/store/maintenance.ts'
import { allAttempts, settledAttempts } from '../../../src/main/store/tables/attempts.ts'
import { readEvents } from '../../../src/main/store/tables/event-batches.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { emptyView, fold } from '../../../src/shared/fold.ts'
import { runReportSchema } from '../../../src/shared/run-report.ts'
import { runRequest, type RunSetup, runSetup } from '../../helpers/run-setup.ts'
import { ScriptedEngine } from '../../helpers/scripted-engine.ts'

const never = new AbortController().signal

function run(services: RunSetup, id: string) {
  return findRun(services.database, id)!
}

/** What a run came to, apart from when. */
function results(services: RunSetup, id: string) {
  return settledAttempts(services.database, run(services, id).key).map(
    ({ problem, method, repeat, seed, answer, verdict, drafted, accepted }) => ({
      problem,
      method,
      repeat,
      seed,
      answer,
      verdict,
      drafted,
      accepted
    })
  )
}

/** Stops after so many settled attempts, in the middle of the next. */
function stopAfter(count: number) {
  const controller = new AbortController()
  function before() {
    if (count-- <= 0) controller.abort()
  }
  return { signal: controller.signal, before }
}

describe('a path of a run', () => {
  it('is stopped by hand while the others go on', async () => {
    const services = runSetup(new ScriptedEngine({ callMs: 60 }))
    const id = await createRun(services, runRequest({ kind: 'solve', methods: ['ssr'], limit: 1 }))
    const pathStops = new PathStops()
    services.live.on('batch', ({ attempt, events }) => {
      if (events.some(({ type }) => type === 'path-opened')) pathStops.emit('stop', attempt, 2)
    })
    await runBenchmark(services, id, { signal: never, pathStops })
    const [attempt] = settledAttempts(services.database, run(services, id).key)
    const view = readEvents(services.database, attempt!.key).reduce(fold, emptyView())
    expect(view.paths.map(({ end }) => end)).toEqual(['finished', 'finished', 'stopped'])
    expect(pathStops.listenerCount('stop')).toBe(0)
  })
})

describe('a benchmark', () => {
  it('settles every problem with every method and grades it', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest({ repeats: 2 }))
    expect(await runBenchmark(services, id, { signal: never })).toBe('finished')
    expect(run(services, id)).toMatchObject({ status: 'finished', planned: 16 })
    const settled = results(services, id)
    expect(settled).toHaveLength(16)
    expect(settled.every(({ verdict }) => verdict === 'right' || verdict === 'wrong')).toBe(true)
    expect(new Set(settled.map(({ seed }) => seed)).size).toBe(16)
  })

  it('writes an attempt down before its first token', async () => {
    const seen: unknown[] = []
    const services = runSetup(
      new ScriptedEngine({
        before: () => seen.push(...allAttempts(services.database, 1).map(({ status }) => status))
      })
    )
    const id = await createRun(services, runRequest({ methods: ['baseline'], limit: 1 }))
    await runBenchmark(services, id, { signal: never })
    expect(seen).toEqual(['running'])
  })

  it('measures the other methods against the baseline of the same problem', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    await runBenchmark(services, id, { signal: never })
    const [, ssr] = settledAttempts(services.database, run(services, id).key)
    expect(ssr).toMatchObject({ method: 'ssr', baseline: 'measured' })
    const report = runReportSchema.parse(readReport(services.database, run(services, id)))
    expect(report.methods.baseline).toMatchObject({ gamma: 1, gammaDecode: 1, wallRatio: 1 })
    const { gamma, gammaParts, gammaDecode, gammaDecodeParts } = report.methods.ssr!
    expect(gamma).toBeGreaterThan(1)
    expect(gammaParts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(gamma!, 12)
    expect(gammaDecodeParts!.draft + gammaDecodeParts!.target).toBeCloseTo(gammaDecode!, 12)
  })

  it('resumes where it was stopped, with the results of an undisturbed run', async () => {
    const undisturbed = runSetup()
    const whole = await createRun(undisturbed, runRequest())
    await runBenchmark(undisturbed, whole, { signal: never })

    const stop = stopAfter(3)
    const services = runSetup(new ScriptedEngine({ callMs: 1, before: stop.before }))
    const id = await createRun(services, runRequest())
    expect(await runBenchmark(services, id, { signal: stop.signal })).toBe('stopped')
    expect(run(services, id).status).toBe('stopped')
    expect(results(services, id)).toHaveLength(3)

    services.engine.jobs.length = 0
    expect(await runBenchmark(services, id, { signal: never })).toBe('finished')
    expect(services.engine.jobs).toHaveLength(5)
    expect(results(services, id)).toEqual(results(undisturbed, whole))
  })

  it('keeps the first half of an attempt that was cut off, as evidence', async () => {
    const services = runSetup(new ScriptedEngine({ callMs: 60 }))
    const id = await createRun(services, runRequest({ methods: ['ssr'], limit: 1 }))
    const stop = new AbortController()
    services.live.on('batch', ({ events }) => {
      if (events.some(({ type }) => type === 'step-scored')) stop.abort()
    })
    await runBenchmark(services, id, { signal: stop.signal })
    await runBenchmark(services, id, { signal: never })
    const attempts = allAttempts(services.database, run(services, id).key)
    expect(attempts.map(({ status }) => status)).toEqual(['interrupted', 'done'])
    const events = readEvents(services.database, attempts[0]!.key)
    expect(events.map(({ type }) => type)).toContain('step-scored')
  })

  it('records the error of an attempt and goes on; retry-errors tries it again', async () => {
    let broken = true
    const services = runSetup(
      new ScriptedEngine({
        before: ({ options, problem }) => {
          if (broken && options.method === 'ssr' && problem.includes('3 + 5')) {
            throw new EngineFailure('model-died', 'The inference process was killed.')
          }
        }
      })
    )
    const id = await createRun(services, runRequest())
    expect(await runBenchmark(services, id, { signal: never })).toBe('finished')
    const failed = settledAttempts(services.database, 1).filter((one) => one.status === 'failed')
    expect(failed).toMatchObject([
      { problem: 0, method: 'ssr', error: 'model-died', cause: 'The inference process was killed.' }
    ])

    broken = false
    services.engine.jobs.length = 0
    await runBenchmark(services, id, { signal: never })
    expect(services.engine.jobs).toHaveLength(0)
    await runBenchmark(services, id, { signal: never, retryErrors: true })
    expect(services.engine.jobs).toHaveLength(1)
    expect(settledAttempts(services.database, 1).every((one) => one.status === 'done')).toBe(true)
    expect(allAttempts(services.database, 1).map(({ status }) => status)).toContain('retried')
  })

  it('tries an attempt again by itself under which the engine died, once', async () => {
    let deaths = 1
    const services = runSetup(
      new ScriptedEngine({
        before: ({ options }) => {
          if (options.method === 'ssr' && deaths-- > 0) {
            throw new EngineFailure('model-died', 'The inference process was killed.')
          }
        }
      })
    )
    const id = await createRun(services, runRequest())
    await runBenchmark(services, id, { signal: never })
    expect(settledAttempts(services.database, 1).map(({ status }) => status)).toEqual(
      Array.from({ length: 8 }, () => 'done')
    )
    const all = allAttempts(services.database, 1)
    expect(all.filter(({ status }) => status === 'retried')).toMatchObject([
      { method: 'ssr', error: 'model-died' }
    ])
    expect(all).toHaveLength(9)

    deaths = 2
    const other = await createRun(services, runRequest())
    await runBenchmark(services, other, { signal: never })
    expect(
      settledAttempts(services.database, 2).filter(({ status }) => status === 'failed')
    ).toHaveLength(1)
    expect(allAttempts(services.database, 2)).toHaveLength(9)
  })

  it('keeps what to do beside the cause of a death', async () => {
    const before = () => {
      throw new EngineFailure('model-died', 'The process was killed.', { hint: 'Use 2 paths.' })
    }
    const services = runSetup(new ScriptedEngine({ before }))
    const id = await createRun(services, runRequest({ methods: ['ssr'] }))
    await runBenchmark(services, id, { signal: never })
    const [attempt] = settledAttempts(services.database, 1)
    expect(attempt?.cause).toBe('The process was killed. Use 2 paths.')
  })

  it('ends where models are not loaded without being asked, and goes on once somebody says yes', async () => {
    const services = runSetup(
      new ScriptedEngine({
        before: ({ options, pair }) => {
          if (options.method === 'ssr' && !pair.loadAnyway) {
            throw new EngineFailure('died-often', 'It ended 3 times.')
          }
        }
      })
    )
    const id = await createRun(services, runRequest())
    await expect(runBenchmark(services, id, { signal: never })).rejects.toThrow('It ended 3 times.')
    expect(run(services, id)).toMatchObject({ status: 'failed', failure: 'It ended 3 times.' })
    // What was refused waits: it counts as nothing, and needs no --retry-errors.
    expect(settledAttempts(services.database, 1).every((one) => one.status === 'done')).toBe(true)
    expect(await runBenchmark(services, id, { signal: never, loadAnyway: true })).toBe('finished')
    expect(settledAttempts(services.database, 1).every((one) => one.status === 'done')).toBe(true)
  })

  it('stops cleanly when the disk is full, and goes on when there is room', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest({ repeats: 8 }))
    const pages = services.database.pragma('page_count', { simple: true }) as number
    services.database.pragma(`max_page_count = ${pages + 12}`)
    await expect(runBenchmark(services, id, { signal: never })).rejects.toThrow(
      `The disk that holds ${services.databasePath} is full.`
    )
    const before = results(services, id)
    expect(before.length).toBeGreaterThan(0)

    services.database.pragma('max_page_count = 1000000')
    expect(checkIntegrity(services.database)).toEqual([])
    expect(await runBenchmark(services, id, { signal: never })).toBe('finished')
    expect(results(services, id)).toEqual(expect.arrayContaining(before))
    expect(results(services, id)).toHaveLength(64)
  })

  it('is run by one process at a time', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    const lease = acquireLease(services.database, QUEUE, { door: 'the window', now: services.now })
    await expect(runBenchmark(services, id, { signal: never })).rejects.toThrow(LeaseBusy)
    await expect(runBenchmark(services, id, { signal: never })).rejects.toThrow('the window')
    expect(results(services, id)).toEqual([])
    lease.release()
    expect(await runBenchmark(services, id, { signal: never })).toBe('finished')
  })

  it('refuses to go on with other weights', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    services.engine.targetHash = 'c'.repeat(64)
    await expect(runBenchmark(services, id, { signal: never })).rejects.toThrow(
      'not the one that the run began with'
    )
  })

  it('reopens an attempt exactly as it was seen', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest({ methods: ['ssr'] }))
    const live = new Map<number, RecordedBatch[]>()
    services.live.on('batch', (batch) => {
      live.set(batch.attempt, [...(live.get(batch.attempt) ?? []), batch])
    })
    await runBenchmark(services, id, { signal: never })
    expect(live.size).toBe(4)
    for (const [attempt, batches] of live) {
      const seen = batches.flatMap(({ events }) => events)
      const stored = readEvents(services.database, attempt)
      expect(stored.reduce(fold, emptyView())).toEqual(seen.reduce(fold, emptyView()))
    }
  })

  it('tells its progress and when it will end', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    const told: RunProgress[] = []
    await runBenchmark(services, id, { signal: never, onProgress: (one) => told.push(one) })
    expect(told.map(({ done, total }) => `${done}/${total}`)).toEqual(
      Array.from({ length: 9 }, (_, done) => `${done}/8`)
    )
    expect(told[0]).toMatchObject({ etaMs: null, underWay: [{ problemId: 'sum-1' }] })
    expect(told[4]!.etaMs).toBeGreaterThan(told[7]!.etaMs!)
    expect(told[8]).toMatchObject({ etaMs: 0, underWay: [] })
  })
})
