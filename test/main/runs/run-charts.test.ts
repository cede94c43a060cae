import { describe, expect, it } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { readCharts, rightnessIn } from '../../../src/main/runs/run-charts.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { runChartsSchema } from '../../../src/shared/run-charts.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

describe('the charts of a run', () => {
  it('agree with its report', async () => {
    const setup = runSetup()
    const id = await createRun(setup, runRequest({ repeats: 2 }))
    await runBenchmark(setup, id, { signal: new AbortController().signal })
    const run = findRun(setup.database, id)!
    const charts = runChartsSchema.parse(readCharts(setup.database, run))
    const report = readReport(setup.database, run)

    const ssr = report.methods.ssr!
    const places = charts.acceptance.find(({ method }) => method === 'ssr')!.places
    const sum = (of: 'drafted' | 'accepted') => places.reduce((all, one) => all + one[of], 0)
    expect(sum('drafted')).toBeGreaterThan(0)
    expect(sum('accepted') / sum('drafted')).toBeCloseTo(ssr.acceptance!)
    const whole = charts.paths.find(({ method }) => method === 'ssr')!.points.at(-1)!
    expect(whole).toMatchObject({ k: run.config.options.paths, accuracy: ssr.accuracy })
    expect(charts.repeats.map(({ points }) => points.at(-1)!.majority)).toEqual([
      report.methods.baseline!.majK,
      ssr.majK
    ])
  })
})

describe('rightness of single paths', () => {
  const problems = [
    { id: 'a', text: '', answer: '1/2' },
    { id: 'b', text: '' }
  ]

  it('judges by meaning, and takes verdicts that are stored', () => {
    const overruled = { problem: 0, answer: '7', verdict: 'right' } as const
    const isRight = rightnessIn(problems, [overruled], 'standard')
    expect(isRight(0, '0.5')).toBe(true)
    expect(isRight(0, '3')).toBe(false)
    expect(isRight(0, '7')).toBe(true)
    expect(isRight(0, null)).toBe(false)
  })

  it('is not known without an answer to compare with', () => {
    expect(rightnessIn(problems, [], 'standard')(1, '1')).toBeNull()
  })
})
