import { describe, expect, it } from 'vitest'
import { problemsNeeded } from '../../../src/core/statistics/problems-needed.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { compareMany } from '../../../src/main/runs/compare-many.ts'
import { compareRuns } from '../../../src/main/runs/compare-runs.ts'
import { createRun, type RunRequest } from '../../../src/main/runs/create-run.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { comparisonSentence } from '../../../src/shared/comparison-sentence.ts'
import { manyComparisonSchema } from '../../../src/shared/many-comparison.ts'
import { additions, runRequest, type RunSetup, runSetup } from '../../helpers/run-setup.ts'
import { OPTIONS } from '../../helpers/solve-job.ts'

async function finished(services: RunSetup, changes: Partial<RunRequest>) {
  const id = await createRun(services, runRequest(changes))
  await runBenchmark(services, id, { signal: new AbortController().signal })
  return findRun(services.database, id)!
}

describe('comparing several runs', () => {
  it('says of each what its report and the comparison of two say', async () => {
    const services = runSetup()
    const problems = additions(20)
    const a = await finished(services, { problems, methods: ['draft', 'ssr'] })
    const options = { ...OPTIONS, seed: 5, paths: 2 }
    const b = await finished(services, { problems, methods: ['draft', 'ssr'], options })
    const c = await finished(services, { problems, methods: ['baseline'], options })
    const { database } = services
    const many = manyComparisonSchema.parse(compareMany(database, [a, b, c]))
    expect(many.runs.map(({ letter, id }) => [letter, id])).toEqual([
      ['A', a.id],
      ['B', b.id],
      ['C', c.id]
    ])
    expect(many.sharedProblems).toBe(20)
    expect(many.config).toContainEqual({ setting: 'options.paths', values: [3, 2, 2] })
    for (const row of many.rows) {
      const run = { A: a, B: b, C: c }[row.letter]!
      const { accuracy, interval, gamma, wallMs, n } = readReport(database, run).methods[
        row.method as 'draft'
      ]!
      expect(row).toMatchObject({ accuracy, interval, gamma, wallMs, attempts: n })
    }
    const pairs = compareRuns(database, a, b).methods
    for (const { methodA, difference } of pairs) {
      const row = many.rows.find(({ letter, method }) => letter === 'B' && method === methodA)!
      expect(row.against!.difference).toBeCloseTo(difference!.difference, 12)
    }
    // C has a method that A has not.
    expect(many.rows.at(-1)!.against).toBeNull()
  })

  it('counts only the problems that all of them have, wherever they stand', async () => {
    const services = runSetup()
    const problems = additions(6)
    const a = await finished(services, { problems, methods: ['ssr'] })
    const b = await finished(services, { problems: problems.toReversed(), methods: ['ssr'] })
    const c = await finished(services, { problems: problems.slice(2), methods: ['ssr'] })
    const { sharedProblems, rows } = compareMany(services.database, [a, b, c])
    expect(sharedProblems).toBe(4)
    expect(rows.map(({ attempts }) => attempts)).toEqual([4, 4, 4])
    expect(rows[1]!.against!.problems).toBe(4)
  })

  it('takes two to five runs, each once', async () => {
    const services = runSetup()
    const run = await finished(services, { methods: ['draft'] })
    const other = await finished(services, { methods: ['draft'] })
    expect(() => compareMany(services.database, [run])).toThrow('Two to 5 runs')
    expect(() => compareMany(services.database, new Array(6).fill(run))).toThrow('not 6')
    expect(() => compareMany(services.database, [run, other, run])).toThrow(
      `${run.id} is named twice`
    )
  })
})

describe('the sentence', () => {
  const against = {
    method: 'ssr',
    against: 'ssr',
    problems: 20,
    difference: 0.1,
    se: 0.1,
    interval: { low: -0.1, high: 0.3 },
    p: 0.3,
    test: 'sign-flip' as const,
    pAdjusted: 0.3,
    significant: false,
    conclusion: ''
  }

  it('says how many problems would settle what may be chance', () => {
    const needed = problemsNeeded(against)
    expect(needed).toBe(157)
    expect(comparisonSentence({ letter: 'B', against, needed })).toBe(
      'B is 10.0 points better than A on 20 shared problems, which may be chance; about 160 would settle it.'
    )
    expect(problemsNeeded({ ...against, difference: 0 })).toBeNull()
    expect(problemsNeeded({ ...against, se: null })).toBeNull()
  })

  it('says what is sure, what is level, and nothing of the first', () => {
    const sure = {
      ...against,
      difference: -0.25,
      significant: true,
      interval: { low: -0.4, high: -0.1 }
    }
    expect(comparisonSentence({ letter: 'C', against: sure, needed: 5 })).toBe(
      'C is 25.0 points worse than A on 20 shared problems (95 %: −40.0 to −10.0).'
    )
    const level = { ...against, difference: 0, problems: 1 }
    expect(comparisonSentence({ letter: 'B', against: level, needed: null })).toBe(
      'B and A are level on 1 shared problem.'
    )
    expect(comparisonSentence({ letter: 'A', against: null, needed: null })).toBeNull()
  })
})
