import { expect, it } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun, type RunRequest } from '../../../src/main/runs/create-run.ts'
import { readLeaderboard } from '../../../src/main/runs/leaderboard.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { leaderboardSchema } from '../../../src/shared/leaderboard.ts'
import { deleteRun } from '../../../src/main/actions/delete-run.ts'
import { additions, runRequest, type RunSetup, runSetup } from '../../helpers/run-setup.ts'
import { OPTIONS } from '../../helpers/solve-job.ts'

async function finished(services: RunSetup, changes: Partial<RunRequest> = {}) {
  const id = await createRun(services, runRequest(changes))
  await runBenchmark(services, id, { signal: new AbortController().signal })
  return findRun(services.database, id)!
}

const seeded = (seed: number) => ({ ...OPTIONS, seed })

it('says of one run what its report says, the best first', async () => {
  const services = runSetup()
  const methods = ['draft', 'baseline', 'ssr'] as const
  const run = await finished(services, { problems: additions(30), methods: [...methods] })
  const { boards } = leaderboardSchema.parse(readLeaderboard(services.database))
  expect(boards).toHaveLength(1)
  expect(boards[0]).toMatchObject({ set: 'Sums', problems: 30 })
  const report = readReport(services.database, run)
  const { rows } = boards[0]!
  expect(rows.map(({ method }) => method).toSorted()).toEqual([...methods].toSorted())
  for (const row of rows) {
    const { accuracy, interval, n, correct, acceptance } =
      report.methods[row.method as 'draft' | 'baseline' | 'ssr']!
    expect(row).toMatchObject({ accuracy, interval, attempts: n, right: correct, acceptance })
    expect(row.runs).toEqual([run.id])
  }
  expect(rows.map(({ accuracy }) => accuracy)).toEqual(
    rows.map(({ accuracy }) => accuracy).toSorted((a, b) => b! - a!)
  )
  expect(rows[0]).toMatchObject({ place: 1, againstFirst: null })
  for (const { accuracy, againstFirst } of rows.slice(1)) {
    expect(againstFirst!.difference).toBeCloseTo(accuracy! - rows[0]!.accuracy!, 12)
    expect(againstFirst!.problems).toBe(30)
  }
})

it('pools runs of the same setting, and counts what was only repeated once', async () => {
  const services = runSetup()
  const problems = additions(10)
  const first = await finished(services, { problems, methods: ['ssr'], options: seeded(1) })
  const second = await finished(services, { problems, methods: ['ssr'], options: seeded(2) })
  const [row, ...others] = readLeaderboard(services.database).boards[0]!.rows
  expect(others).toEqual([])
  expect(row).toMatchObject({ attempts: 20, problems: 10, runs: [second.id, first.id] })

  await finished(services, { problems, methods: ['ssr'], options: seeded(2) })
  const [again] = readLeaderboard(services.database).boards[0]!.rows
  expect(again).toMatchObject({ attempts: 20, right: row!.right })
  expect(again!.runs).toHaveLength(3)
})

it('keeps apart what cannot be compared', async () => {
  const services = runSetup()
  const problems = additions(6)
  await finished(services, { problems, methods: ['ssr', 'baseline'] })
  await finished(services, { problems: problems.toReversed(), methods: ['ssr'] })
  await finished(services, { problems: problems.slice(1), methods: ['ssr'] })
  await finished(services, { problems, methods: ['ssr'], policy: 'strict' })
  await finished(services, {
    problems,
    methods: ['ssr'],
    options: { ...OPTIONS, temperature: 0 }
  })
  const edited = problems.with(0, { ...problems[0]!, text: 'What is 3 + 5, please?' })
  await finished(services, { problems: edited, methods: ['ssr'] })
  const { boards } = readLeaderboard(services.database)
  // The order of the problems makes no board of its own.
  expect(boards.map(({ problems, rows }) => [problems, rows.length])).toEqual([
    [6, 1],
    [6, 1],
    [6, 1],
    [5, 1],
    [6, 2]
  ])
  expect(new Set(boards.map(({ id }) => id)).size).toBe(5)
})

it('names the settings in which rows of one method differ, and none of the target alone', async () => {
  const services = runSetup()
  const problems = additions(6)
  await finished(services, { problems, methods: ['baseline', 'ssr'] })
  await finished(services, {
    problems,
    methods: ['baseline', 'ssr'],
    options: { ...OPTIONS, paths: 5, seed: 3 }
  })
  const { rows } = readLeaderboard(services.database).boards[0]!
  const settings = (method: string) =>
    rows.filter((row) => row.method === method).map((row) => row.settings)
  expect(settings('ssr')).toEqual(
    expect.arrayContaining([3, 5].map((paths) => [{ setting: 'options.paths', value: paths }]))
  )
  expect(settings('ssr')).toHaveLength(2)
  expect(settings('baseline')).toEqual([[]])
})

it('gives no place to what did not try every problem, nor room to what was deleted', async () => {
  const services = runSetup()
  const problems = additions(6)
  const whole = await finished(services, { problems, methods: ['draft'] })
  const stop = new AbortController()
  const cut = await createRun(services, runRequest({ problems, methods: ['baseline'] }))
  let ended = 0
  await runBenchmark(services, cut, {
    signal: stop.signal,
    watch: {
      begun: () => undefined,
      event: () => undefined,
      ended() {
        ended += 1
        if (ended === 4) stop.abort()
      }
    }
  })
  const { rows } = readLeaderboard(services.database).boards[0]!
  expect(rows).toMatchObject([
    { method: 'draft', place: 1, problems: 6 },
    { method: 'baseline', place: null, problems: 4, againstFirst: null }
  ])
  deleteRun(services, whole.id)
  expect(readLeaderboard(services.database).boards[0]!.rows).toHaveLength(1)
})
