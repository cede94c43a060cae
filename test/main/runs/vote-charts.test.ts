import { describe, expect, it } from 'vitest'
import type { ReportInput } from '../../../src/main/runs/report.ts'
import type { SettledAttempt } from '../../../src/main/runs/settled.ts'
import { accuracyByPaths, accuracyByRepeats } from '../../../src/main/runs/vote-charts.ts'
import type { PathOutcome } from '../../../src/main/store/tables/judged-steps.ts'
import type { MethodName } from '../../../src/shared/options.ts'
import { OPTIONS } from '../../helpers/solve-job.ts'

/** Attempts by method `ssr`; the answers of each are those of its paths, and the right one is always "1". */
function inputOf(
  attempts: readonly { problem: number; repeat?: number; answers: readonly (string | null)[] }[],
  {
    method = 'ssr',
    paths = 3,
    repeats = 1
  }: { method?: MethodName; paths?: number; repeats?: number } = {}
) {
  const outcomes = attempts.flatMap(({ answers }, attempt) =>
    answers.map((answer, path): PathOutcome => ({
      attempt,
      path,
      ended: 'finished',
      answer,
      forced: 0,
      meanScore: null
    }))
  )
  const problems = [0, 1, 2].map((index) => ({ id: `p${index}`, gradable: index < 2 }))
  const settled = attempts.map(({ problem, repeat = 0, answers }, key) => ({
    key,
    problem,
    method,
    repeat,
    answer: answers[0] ?? null,
    verdict: answers[0] === '1' ? 'right' : 'wrong'
  })) as unknown as SettledAttempt[]
  const config = {
    methods: [method],
    repeats,
    options: { ...OPTIONS, paths, vote: 'count', stop: null }
  } as unknown as ReportInput['config']
  const input: ReportInput = {
    run: 'r',
    config,
    problems,
    attempts: settled,
    countFailures: false
  }
  return { input, outcomes }
}
const isOne = (_: number, answer: string | null) => answer === '1'

describe('accuracy by the number of paths', () => {
  it('lets the first k paths of each attempt vote again', () => {
    const { input, outcomes } = inputOf([
      { problem: 0, answers: ['2', '1', '1'] },
      { problem: 1, answers: ['1', '2', '3'] }
    ])
    const [curve] = accuracyByPaths(input, outcomes, isOne)
    expect(curve!.problems).toBe(2)
    expect(curve!.points.map(({ k, accuracy }) => [k, accuracy])).toEqual([
      [1, 0.5],
      // Of one vote each the earliest path wins.
      [2, 0.5],
      [3, 1]
    ])
    expect(curve!.points[2]!.interval!.high).toBe(1)
  })

  it('counts attempts without an answer as not right, and leaves out what cannot be graded', () => {
    const { input, outcomes } = inputOf([
      { problem: 0, answers: [null, '1', null] },
      { problem: 1, answers: [] },
      { problem: 2, answers: ['1', '1', '1'] }
    ])
    const [curve] = accuracyByPaths(input, outcomes, isOne)
    expect(curve!.points.map(({ accuracy }) => accuracy)).toEqual([0, 0.5, 0.5])
  })

  it.each(['ssr-fast1', 'ssr-fast2', 'ssr-adaptive', 'baseline'] as const)(
    'says nothing of %s, whose paths do not all come to their end',
    (method) => {
      const { input, outcomes } = inputOf([{ problem: 0, answers: ['1', '1', '1'] }], { method })
      expect(accuracyByPaths(input, outcomes, isOne)).toEqual([])
    }
  )

  it('says nothing of a run with one path', () => {
    const { input, outcomes } = inputOf([{ problem: 0, answers: ['1'] }], { paths: 1 })
    expect(accuracyByPaths(input, outcomes, isOne)).toEqual([])
  })
})

describe('accuracy by the number of repeats', () => {
  it('is maj@k and pass@k over the problems that have all repeats', () => {
    const { input } = inputOf(
      [
        { problem: 0, repeat: 0, answers: ['1'] },
        { problem: 0, repeat: 1, answers: ['1'] },
        { problem: 0, repeat: 2, answers: ['2'] },
        { problem: 1, repeat: 0, answers: ['1'] }
      ],
      { repeats: 3 }
    )
    const [curve] = accuracyByRepeats(input)
    expect(curve!.problems).toBe(1)
    expect(curve!.points.map(({ majority }) => majority)).toEqual([
      expect.closeTo(2 / 3),
      expect.closeTo(2 / 3),
      1
    ])
    expect(curve!.points.map(({ any }) => any)).toEqual([expect.closeTo(2 / 3), 1, 1])
  })

  it('needs repeats', () => {
    expect(accuracyByRepeats(inputOf([{ problem: 0, answers: ['1'] }]).input)).toEqual([])
  })
})
