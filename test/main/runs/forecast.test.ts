import { fileSource } from '../../../src/shared/model-source.ts'
import { describe, expect, it } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { type ForecastRequest, forecastRun } from '../../../src/main/runs/forecast.ts'
import { methodTimes, workedMs } from '../../../src/main/store/tables/attempts.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { type RunSetup, runRequest, runSetup } from '../../helpers/run-setup.ts'

const request: ForecastRequest = {
  methods: ['baseline', 'ssr'],
  repeats: 2,
  problems: 10,
  paths: runRequest().options.paths,
  pair: runRequest().pair,
  parallel: 1
}

async function finish(setup: RunSetup, changes: Parameters<typeof runRequest>[0] = {}) {
  const id = await createRun(setup, runRequest(changes))
  await runBenchmark(setup, id, { signal: new AbortController().signal })
  return findRun(setup.database, id)!
}

/** Sets what every attempt of a run and method took. */
function took(setup: RunSetup, runKey: number, method: string, ms: number): void {
  setup.database
    .prepare('UPDATE attempts SET finished_at = started_at + ? WHERE run_key = ? AND method = ?')
    .run(ms, runKey, method)
}

describe('a forecast', () => {
  it('is not known before anything was run', () => {
    const { database } = runSetup()
    expect(forecastRun(database, request)).toEqual({
      attempts: 40,
      ms: null,
      unknown: ['baseline', 'ssr']
    })
  })

  it('multiplies the mean time of each method, and lends it to one that was never run', async () => {
    const setup = runSetup()
    const { key } = await finish(setup)
    took(setup, key, 'baseline', 100)
    took(setup, key, 'ssr', 300)
    expect(forecastRun(setup.database, request).ms).toBe(20 * 100 + 20 * 300)
    expect(forecastRun(setup.database, { ...request, parallel: 4 }).ms).toBe(20 * 100)
    const methods = [...request.methods, 'draft' as const]
    expect(forecastRun(setup.database, { ...request, methods })).toEqual({
      attempts: 60,
      ms: 20 * 100 + 20 * 300 + 20 * 200,
      unknown: ['draft']
    })
  })

  it('prefers runs of the same models and number of paths', async () => {
    const setup = runSetup()
    const alike = await finish(setup)
    const { options } = runRequest()
    const other = await finish(setup, { options: { ...options, paths: options.paths + 1 } })
    took(setup, alike.key, 'ssr', 100)
    took(setup, other.key, 'ssr', 900)
    const ofSsr = { ...request, methods: ['ssr' as const] }
    expect(forecastRun(setup.database, ofSsr).ms).toBe(20 * 100)
    const pair = { ...request.pair, target: fileSource('/models/another.gguf') }
    expect(forecastRun(setup.database, { ...ofSsr, pair }).ms).toBe(20 * 500)
  })

  it('is held against the time in which the run was worked on, once for several attempts', async () => {
    const setup = runSetup()
    const { key } = await finish(setup, { methods: ['baseline'] })
    const spans = [
      [0, 100],
      [50, 120],
      [60, 90],
      [500, 510]
    ] as const
    const write = setup.database.prepare(
      'UPDATE attempts SET started_at = ?, finished_at = ? WHERE problem = ?'
    )
    for (const [problem, span] of spans.entries()) write.run(...span, problem)
    expect(workedMs(setup.database, key)).toBe(130)
  })

  it('is kept with the run, for the time that it really took', async () => {
    const setup = runSetup()
    expect((await finish(setup)).forecastMs).toBeNull()
    const second = await finish(setup)
    expect(second.forecastMs).toBeGreaterThan(0)
    const spent = methodTimes(setup.database, second.key)
    expect(spent.map(({ method, attempts }) => [method, attempts])).toEqual([
      ['baseline', 4],
      ['ssr', 4]
    ])
  })
})
