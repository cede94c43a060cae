import { expect, it } from 'vitest'
import { judgeAttempt, type JudgementGiven } from '../../../src/main/actions/judge-attempt.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { undecidedAttempts } from '../../../src/main/runs/undecided-attempts.ts'
import { readAttempt, settledAttempts } from '../../../src/main/store/tables/attempts.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { additions, runRequest, runSetup } from '../../helpers/run-setup.ts'

async function finished() {
  const services = runSetup()
  const [known, ...open] = additions(3)
  const problems = [known!, ...open.map(({ id, text }) => ({ id, text }))]
  const id = await createRun(services, runRequest({ problems, methods: ['baseline'] }))
  await runBenchmark(services, id, { signal: new AbortController().signal })
  const run = findRun(services.database, id)!
  const keys = settledAttempts(services.database, run.key).map(({ key }) => key)
  return { services, run, keys }
}

it('asks a person only about what the grader could not say and nobody has said', async () => {
  const { services, run, keys } = await finished()
  const open = () => undecidedAttempts(services.database, run).map(({ problem }) => problem.id)
  expect(open()).toEqual(['sum-2', 'sum-3'])
  judgeAttempt(services, run.id, keys[1]!, { verdict: 'ungradable', note: 'no way to tell' })
  expect(open()).toEqual(['sum-3'])
})

it('answers with what undoes it, one judgement after the other', async () => {
  const { services, run, keys } = await finished()
  const [graded, open] = keys as [number, number, number]
  const verdictOf = (key: number) => readAttempt(services.database, key)!.verdict
  const byGrader = verdictOf(graded)

  const judge = (key: number, judgement: JudgementGiven | null) =>
    judgeAttempt(services, run.id, key, judgement).before
  const none = judge(open, { verdict: 'right', note: 'as I see it' })
  const first = judge(open, { verdict: 'wrong', note: '' })
  expect(first).toEqual({ verdict: 'right', note: 'as I see it' })
  expect(verdictOf(open)).toBe('wrong')
  judge(open, first)
  expect(verdictOf(open)).toBe('right')
  judge(open, none)
  expect(verdictOf(open)).toBeNull()

  const before = judge(graded, { verdict: 'ungradable', note: '' })
  judge(graded, before)
  expect(verdictOf(graded)).toBe(byGrader)
})

it('refuses an attempt of another run', async () => {
  const { services, run } = await finished()
  expect(() => judgeAttempt(services, run.id, 999, { verdict: 'right', note: '' })).toThrow(
    'Only an attempt that has ended can be judged.'
  )
})
