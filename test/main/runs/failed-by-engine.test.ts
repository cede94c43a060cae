import { describe, expect, it } from 'vitest'
import { EngineFailure, type FailureKind } from '../../../src/main/engine/engine.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { compareMany } from '../../../src/main/runs/compare-many.ts'
import { compareRuns } from '../../../src/main/runs/compare-runs.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { readLeaderboard } from '../../../src/main/runs/leaderboard.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { readCharts } from '../../../src/main/runs/run-charts.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { findRun, type RunRecord } from '../../../src/main/store/tables/runs.ts'
import { ScriptedEngine } from '../../helpers/scripted-engine.ts'
import { additions, runRequest, type RunSetup, runSetup } from '../../helpers/run-setup.ts'

const PROBLEMS = additions(12)
const FAILED: readonly (readonly [text: string, kind: FailureKind])[] = [
  [PROBLEMS[1]!.text, 'engine'],
  [PROBLEMS[4]!.text, 'out-of-memory'],
  [PROBLEMS[7]!.text, 'model-missing']
]

/** Three runs of the same problems; in the first one the engine fails three of them. */
async function threeRuns(): Promise<{ services: RunSetup; runs: readonly RunRecord[] }> {
  let fails = true
  const services = runSetup(
    new ScriptedEngine({
      before({ problem }) {
        const kind = FAILED.find(([text]) => problem.includes(text))?.[1]
        if (fails && kind !== undefined) throw new EngineFailure(kind, 'The server is gone.')
      }
    })
  )
  const runs: RunRecord[] = []
  for (const repeats of [1, 1, 2]) {
    const request = runRequest({ problems: PROBLEMS, methods: ['baseline'], repeats })
    const id = await createRun(services, request)
    await runBenchmark(services, id, { signal: new AbortController().signal })
    runs.push(findRun(services.database, id)!)
    fails = false
  }
  return { services, runs }
}

describe('attempts that the engine failed', () => {
  it('are left out by every reader alike, which says how many', async () => {
    const { services, runs } = await threeRuns()
    const { database } = services
    const [first, second, third] = runs as [RunRecord, RunRecord, RunRecord]
    const { accuracy, leftOut } = readReport(database, first).methods.baseline!
    expect(leftOut).toBe(3)
    expect(accuracy).toBeGreaterThan(0)

    const listed = listRuns(database, services.now()).find(({ id }) => id === first.id)!
    expect(listed.accuracy).toEqual([{ method: 'baseline', accuracy }])
    const many = compareMany(database, [first, second, third])
    expect(many.rows[0]).toMatchObject({ letter: 'A', accuracy, leftOut: 3 })
    expect(many.rows[1]).toMatchObject({ letter: 'B', leftOut: 0, against: { problems: 9 } })
    const [pair] = compareRuns(database, first, second).methods
    expect(pair).toMatchObject({ leftOut: 3, difference: { problems: 9 } })
    const { both, onlyA, onlyB, neither } = pair!.matrix
    expect(both + onlyA + onlyB + neither).toBe(9)
  })

  it('are not right where that is asked for, to each of them', async () => {
    const { services, runs } = await threeRuns()
    const { database } = services
    const how = { countFailures: true }
    const { correct, accuracy } = readReport(database, runs[0]!, how).methods.baseline!
    expect(accuracy).toBeCloseTo(correct / PROBLEMS.length, 12)

    const many = compareMany(database, runs, how)
    expect(many).toMatchObject({ countFailures: true, rows: [{ accuracy, leftOut: 0 }, {}, {}] })
    expect(many.rows[1]!.against!.problems).toBe(PROBLEMS.length)
    expect(compareRuns(database, runs[0]!, runs[1]!, how).methods[0]).toMatchObject({
      leftOut: 0,
      difference: { problems: PROBLEMS.length }
    })
  })

  it('take a place of the leaderboard from a row, unless they were made elsewhere or are counted', async () => {
    const { services, runs } = await threeRuns()
    const { database } = services
    const [row] = readLeaderboard(database).boards[0]!.rows
    // Attempts of the same seed are one: what failed once came to its end in the run after it.
    expect(row).toMatchObject({ leftOut: 0, place: 1, problems: PROBLEMS.length })

    database.prepare('UPDATE runs SET deleted_at = 1 WHERE key <> ?').run(runs[0]!.key)
    const [alone] = readLeaderboard(database).boards[0]!.rows
    const { accuracy, n } = readReport(database, runs[0]!).methods.baseline!
    expect(alone).toMatchObject({ leftOut: 3, place: null, accuracy, attempts: n - 3 })
    const counted = readLeaderboard(database, { countFailures: true })
    expect(counted).toMatchObject({ countFailures: true })
    expect(counted.boards[0]!.rows[0]).toMatchObject({ leftOut: 0, place: 1, attempts: n })
  })

  it('are no vote of a curve over repeats', async () => {
    let begun = 0
    const services = runSetup(
      new ScriptedEngine({
        before() {
          if (++begun === 2) throw new EngineFailure('engine', 'The server is gone.')
        }
      })
    )
    const request = runRequest({ problems: PROBLEMS, methods: ['baseline'], repeats: 2 })
    const id = await createRun(services, request)
    await runBenchmark(services, id, { signal: new AbortController().signal })
    const run = findRun(services.database, id)!
    expect(readCharts(services.database, run).repeats).toMatchObject([{ problems: 11 }])
    const { majK, passK, leftOut } = readReport(services.database, run).methods.baseline!
    const [curve] = readCharts(services.database, run).repeats
    expect(curve!.points.at(-1)).toEqual({ k: 2, majority: majK, any: passK })
    expect(leftOut).toBe(1)
  })
})
