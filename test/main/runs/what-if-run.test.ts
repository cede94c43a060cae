import { expect, it } from 'vitest'
import { whatIfLines, whatIfThreshold } from '../../../src/main/doors/terminal/what-if-text.ts'
import { createStyle } from '../../../src/main/doors/terminal/style.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { judgingsOfRun, readWhatIf } from '../../../src/main/runs/what-if-run.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { runWhatIfSchema } from '../../../src/shared/contract/what-if.ts'
import { visibleWidth } from '../../../src/main/doors/terminal/wrap.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

async function finishedRun() {
  const setup = runSetup()
  const id = await createRun(setup, runRequest({ repeats: 2 }))
  await runBenchmark(setup, id, { signal: new AbortController().signal })
  return { database: setup.database, run: findRun(setup.database, id)! }
}

it('asks a whole run about its threshold, and agrees with its report where that was', async () => {
  const { database, run } = await finishedRun()
  const { options } = run.config
  const answer = runWhatIfSchema.parse(readWhatIf(database, run))
  expect(answer).toMatchObject({ scorer: options.scorer, threshold: options.threshold })
  // The baseline drafts nothing.
  expect(answer.methods.map(({ method }) => method)).toEqual(['ssr'])
  const [ssr] = answer.methods
  const report = readReport(database, run).methods.ssr!
  expect(ssr!.stood / ssr!.judged).toBeCloseTo(report.acceptance!)
  const was = ssr!.points.find(({ threshold }) => threshold === options.threshold)!
  expect(was).toEqual({
    threshold: options.threshold,
    stand: ssr!.stood,
    target: ssr!.target,
    gammaDecode: report.gammaDecode
  })
  // The higher the threshold, the fewer drafts stand, and the more the target writes.
  for (const [index, point] of ssr!.points.entries()) {
    const before = ssr!.points[index - 1] ?? point
    expect(point.stand).toBeLessThanOrEqual(before.stand)
    expect(point.target).toBeGreaterThanOrEqual(before.target)
  }
  expect(ssr!.points[0]!.stand).toBe(ssr!.judged)
})

it('says it in the terminal within 80 columns, and never without its caveat', async () => {
  const { database, run } = await finishedRun()
  const { options } = run.config
  const asked = judgingsOfRun(database, run).map(({ method, ...rest }) => ({
    name: method,
    ...rest
  }))
  const lines = whatIfLines(asked, options, 0, { columns: 80, style: createStyle(false) })
  expect(Math.max(...lines.map(visibleWidth))).toBeLessThanOrEqual(80)
  expect(lines.join(' ')).toContain('says nothing about accuracy')
  expect(lines.join('\n')).toMatch(/→ 100 %/)
})

it('refuses a threshold that its scorer does not have', () => {
  expect(whatIfThreshold('0.5', { scorer: 'p-accept' })).toBe(0.5)
  for (const [text, scorer] of [
    ['5', 'p-accept'],
    ['-1', 'expected'],
    ['', 'expected'],
    ['high', 'expected']
  ] as const) {
    expect(() => whatIfThreshold(text, { scorer })).toThrow(
      `"${text}" is no threshold of the scorer`
    )
  }
})
