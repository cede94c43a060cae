import { describe, expect, it } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { compareRuns, pairAttempts } from '../../../src/main/runs/compare-runs.ts'
import { createRun, type RunRequest } from '../../../src/main/runs/create-run.ts'
import { runComparisonSchema } from '../../../src/shared/run-comparison.ts'
import { settledAttempts } from '../../../src/main/store/tables/attempts.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { additions, runRequest, type RunSetup, runSetup } from '../../helpers/run-setup.ts'
import { settingName } from '../../../src/shared/setting.ts'
import { OPTIONS, POOL, PROFILE } from '../../helpers/solve-job.ts'

const never = new AbortController().signal

async function finished(services: RunSetup, changes: Partial<RunRequest>) {
  const id = await createRun(services, runRequest(changes))
  await runBenchmark(services, id, { signal: never })
  return findRun(services.database, id)!
}

describe('comparing two runs', () => {
  it('counts where both, one or neither is right, and lists where they differ', async () => {
    const services = runSetup()
    const problems = additions(30)
    const a = await finished(services, { problems, methods: ['draft'] })
    const b = await finished(services, { problems, methods: ['baseline'] })
    const comparison = runComparisonSchema.parse(compareRuns(services.database, a, b))
    const [method] = comparison.methods
    const { both, onlyA, onlyB, neither } = method!.matrix
    expect(both + onlyA + onlyB + neither).toBe(30)
    expect(method!.differing).toHaveLength(onlyA + onlyB)
    expect(method).toMatchObject({ methodA: 'draft', methodB: 'baseline' })
    expect(method!.difference).toMatchObject({
      method: 'baseline',
      against: 'draft',
      problems: 30,
      test: 'sign-flip'
    })
    expect(method!.difference!.difference).toBeCloseTo((onlyB - onlyA) / 30, 12)
  })

  it('pairs the attempts of two methods of one run, each with its key', async () => {
    const services = runSetup()
    const run = await finished(services, { methods: ['draft', 'baseline'], repeats: 2 })
    const { database } = services
    const found = pairAttempts(database, [run, 'draft'], [run, 'baseline'])
    expect(found.problems.map(({ id }) => id)).toEqual(additions(4).map(({ id }) => id))
    expect(found.pairs).toHaveLength(8)
    const settled = new Map(settledAttempts(database, run.key).map((one) => [one.key, one]))
    for (const { problem, repeat, a, b } of found.pairs) {
      const { answer, verdict } = settled.get(a.attempt)!
      expect(a).toEqual({ attempt: a.attempt, answer, verdict })
      expect(settled.get(a.attempt)).toMatchObject({ method: 'draft', problem, repeat })
      expect(settled.get(b.attempt)).toMatchObject({ method: 'baseline', problem, repeat })
    }
  })

  it('says what was set differently', async () => {
    const services = runSetup()
    const a = await finished(services, {})
    const b = await finished(services, { options: { ...OPTIONS, paths: 2 } })
    expect(compareRuns(services.database, a, b).config).toEqual([
      { setting: 'options.paths', a: 3, b: 2 }
    ])
  })

  it('calls the words that they were asked in as people do', async () => {
    const services = runSetup()
    const a = await finished(services, { prompts: { ...PROFILE, id: 'plain-2', name: 'Plainly' } })
    const b = await finished(services, { pool: { ...POOL, id: 'few', name: 'A few' } })
    const differing = compareRuns(services.database, a, b).config
    const told = differing.filter(({ setting }) => !setting.endsWith('.sha256'))
    expect(told).toEqual([
      { setting: 'prompts.name', a: 'Plainly', b: 'Test' },
      { setting: 'strategies.name', a: 'Test', b: 'A few' }
    ])
    expect(told.map(({ setting }) => settingName(setting))).toEqual(['Prompts', 'Strategies'])
  })

  it('finds no difference between a run and itself', async () => {
    const services = runSetup()
    const run = await finished(services, {})
    const { config, methods } = compareRuns(services.database, run, run)
    expect(config).toEqual([])
    expect(methods.map(({ differing }) => differing)).toEqual([[], []])
    expect(methods[0]!.difference!.conclusion).toBe('no significant difference')
  })

  it('looks only at problems with the same text and answer', async () => {
    const services = runSetup()
    const [first, second] = additions(2)
    const a = await finished(services, { problems: [first!, second!] })
    const b = await finished(services, { problems: [{ ...second!, id: 'renamed' }] })
    const { sharedProblems, methods } = compareRuns(services.database, a, b)
    expect(sharedProblems).toBe(1)
    expect(methods[0]!.difference!.problems).toBe(1)
  })

  it('asks for a method in common', async () => {
    const services = runSetup()
    const a = await finished(services, { methods: ['baseline', 'ssr'] })
    const b = await finished(services, { methods: ['draft', 'parallel'] })
    expect(() => compareRuns(services.database, a, b)).toThrow('no method in common')
  })
})
