import { describe, expect, it } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun, type RunRequest } from '../../../src/main/runs/create-run.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { attemptsWithOutcome } from '../../../src/main/store/tables/outcomes.ts'
import { settledAttempts } from '../../../src/main/store/tables/attempts.ts'
import { readEvents } from '../../../src/main/store/tables/event-batches.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { emptyView, fold } from '../../../src/shared/fold.ts'
import { reservationsOf } from '../../../src/shared/view.ts'
import { attemptOutcomeSchema } from '../../../src/shared/attempt-outcomes.ts'
import { EngineFailure } from '../../../src/main/engine/engine.ts'
import { ScriptedEngine } from '../../helpers/scripted-engine.ts'
import { additions, runRequest, type RunSetup, runSetup } from '../../helpers/run-setup.ts'
import { OPTIONS } from '../../helpers/solve-job.ts'

async function finished(services: RunSetup, changes: Partial<RunRequest> = {}) {
  const id = await createRun(services, runRequest(changes))
  await runBenchmark(services, id, { signal: new AbortController().signal })
  return findRun(services.database, id)!
}

describe('attempts by how they ended', () => {
  it('finds each kind as its attempts tell it', async () => {
    let begun = 0
    const engine = new ScriptedEngine({
      before() {
        begun += 1
        if (begun % 7 === 0) throw new EngineFailure('out-of-memory', 'no room')
      }
    })
    const services = runSetup(engine)
    const { database } = services
    const run = await finished(services, {
      problems: additions(20),
      methods: ['draft', 'parallel', 'ssr'],
      options: { ...OPTIONS, paths: 2, maxTokens: 14 }
    })
    const all = settledAttempts(database, run.key).map((attempt) => ({
      ...attempt,
      view: readEvents(database, attempt.key).reduce(fold, emptyView())
    }))
    const graded = all.filter(({ verdict, status }) => verdict !== null && status === 'done')
    const expected = {
      right: all.filter(({ verdict }) => verdict === 'right'),
      wrong: all.filter(({ verdict, answer }) => verdict === 'wrong' && answer !== null),
      'no-answer': all.filter(({ answer, status }) => status === 'done' && answer === null),
      flipped: graded.filter(({ problem, verdict }) =>
        graded.some((other) => other.problem === problem && other.verdict !== verdict)
      ),
      tie: all.filter(({ view }) => view.tie !== null),
      forced: all.filter(({ view }) =>
        reservationsOf(view).some((said) => said.startsWith('asked for'))
      ),
      failed: all.filter(({ status }) => status === 'failed')
    }
    for (const outcome of attemptOutcomeSchema.options) {
      const keys = expected[outcome].map(({ key }) => key)
      expect(attemptsWithOutcome(database, run.key, outcome), outcome).toEqual(keys)
    }
    for (const outcome of ['right', 'wrong', 'flipped', 'failed'] as const) {
      expect(expected[outcome].length, outcome).toBeGreaterThan(0)
    }
    expect(expected.forced.length + expected['no-answer'].length).toBeGreaterThan(0)
  })

  it('lists the runs that have one, also beside words that are looked for', async () => {
    const services = runSetup()
    const { database } = services
    const right = await finished(services, { problems: additions(1), methods: ['baseline'] })
    const open = await finished(services, {
      problems: [{ id: 'open', text: 'What is 3 + 5?' }],
      methods: ['baseline']
    })
    const ids = (outcome: 'right' | 'failed', search?: string) =>
      listRuns(database, services.now(), { outcome, ...(search && { search }) }).map(({ id }) => id)
    expect(ids('right')).toEqual([right.id])
    expect(ids('right', 'baseline')).toEqual([right.id])
    expect(ids('failed')).toEqual([])
    expect(listRuns(database, services.now()).map(({ id }) => id)).toEqual([open.id, right.id])
  })
})

it('says the accuracy of each method in the list as the report does, with pair and seed', async () => {
  const services = runSetup()
  const { database } = services
  const [first, ...others] = additions(12)
  const problems = [{ id: first!.id, text: first!.text }, ...others]
  const run = await finished(services, { problems, methods: ['draft', 'ssr'], repeats: 2 })
  const [listed] = listRuns(database, services.now())
  const { methods } = readReport(database, run)
  expect(listed).toMatchObject({
    seed: run.seed,
    pair: { target: run.config.pair.target.name, draft: run.config.pair.draft.name }
  })
  expect(listed!.accuracy.map(({ method }) => method)).toEqual(['draft', 'ssr'])
  for (const { method, accuracy } of listed!.accuracy) {
    expect(accuracy).toBeCloseTo(methods[method]!.accuracy!, 12)
  }
})
