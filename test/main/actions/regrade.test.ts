import { describe, expect, it } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { judgeAttempt } from '../../../src/main/actions/judge-attempt.ts'
import { regradeRun } from '../../../src/main/actions/regrade.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import {
  type AttemptRecord,
  attemptsAt,
  readAttempt
} from '../../../src/main/store/tables/attempts.ts'
import { gradesOf } from '../../../src/main/store/tables/grades.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

const never = new AbortController().signal

async function graded() {
  const services = runSetup()
  const id = await createRun(services, runRequest({ methods: ['baseline'] }))
  await runBenchmark(services, id, { signal: never })
  return { services, run: findRun(services.database, id)! }
}

describe('regrading', () => {
  it('changes verdicts without solving anything', async () => {
    const { services, run } = await graded()
    const solved = services.engine.jobs.length
    const strict = {
      ...services,
      judge: () => Promise.resolve({ equality: 'different' as const, reason: 'another form' })
    }
    const { changed, graded: count } = await regradeRun(strict, run.id, 'strict')
    expect(count).toBe(4)
    expect(changed.length).toBeGreaterThan(0)
    expect(changed.every(({ before, after }) => before === 'right' && after === 'wrong')).toBe(true)
    expect(services.engine.jobs).toHaveLength(solved)
    expect(readReport(services.database, run).methods.baseline!.accuracy).toBe(0)
  })

  it('leaves the verdict of a person, and keeps every earlier one', async () => {
    const { services, run } = await graded()
    const place = { problem: 'sum-1', method: 'baseline', repeat: 0 }
    const judgement = { verdict: 'ungradable', note: 'the problem is broken' } as const
    const { attempt } = judgeAttempt(services, run.id, place, judgement)
    expect(await regradeRun(services, run.id, 'strict')).toMatchObject({ graded: 3, kept: 1 })
    expect(gradesOf(services.database, attempt)).toMatchObject([
      { policy: 'standard' },
      { verdict: 'ungradable', policy: null, reason: 'the problem is broken' }
    ])
    const report = readReport(services.database, run)
    expect(report.methods.baseline).toMatchObject({ n: 4, ungradable: 1 })
    expect(report.attempts[0]).toMatchObject({ correct: null, verdict: 'ungradable' })
  })

  it('goes back to the grader’s verdict when the person takes theirs back', async () => {
    const { services, run } = await graded()
    const place = { problem: 'sum-1', method: 'baseline', repeat: 0 }
    const [{ key: attempt, verdict }] = attemptsAt(services.database, run.key, 0) as [AttemptRecord]
    judgeAttempt(services, run.id, place, { verdict: 'ungradable', note: '' })
    judgeAttempt(services, run.id, attempt, { verdict: 'wrong', note: '' })
    judgeAttempt(services, run.id, place, null)
    expect(readAttempt(services.database, attempt)!.verdict).toBe(verdict)
    expect(gradesOf(services.database, attempt)).toMatchObject([{ verdict, policy: 'standard' }])
  })

  it('leaves no verdict where only a person gave one', async () => {
    const services = runSetup()
    const problems = [{ id: 'typed', text: 'What is 2 + 3?' }]
    const id = await createRun(services, runRequest({ problems, methods: ['baseline'] }))
    await runBenchmark(services, id, { signal: never })
    const run = findRun(services.database, id)!
    const place = { problem: 'typed', method: 'baseline', repeat: 0 }
    const { attempt } = judgeAttempt(services, run.id, place, { verdict: 'right', note: '' })
    expect(readAttempt(services.database, attempt)!.verdict).toBe('right')
    judgeAttempt(services, run.id, attempt, null)
    expect(readAttempt(services.database, attempt)!.verdict).toBeNull()
  })

  it('says which attempt it cannot find', async () => {
    const { services, run } = await graded()
    const place = { problem: 'sum-9', method: 'baseline', repeat: 0 }
    expect(() => judgeAttempt(services, run.id, place, null)).toThrow('"sum-9" by baseline')
  })
})
