import { describe, expect, it } from 'vitest'
import { reportRun } from '../../../src/main/runs/report.ts'
import type { SettledAttempt } from '../../../src/main/runs/settled.ts'
import { addCharges, type Charge, emptyCost } from '../../../src/shared/cost.ts'
import type { MethodName } from '../../../src/shared/options.ts'
import type { RunConfig } from '../../../src/shared/run-record.ts'
import { runReportSchema } from '../../../src/shared/run-report.ts'
import { timeRatio } from '../../../src/shared/events.ts'

const NOTHING = { prefilled: 0, decoded: 0, ms: 0, flops: 0, boundary: 0, reevaluated: 0 }

/** The draft has a tenth of the target's parameters. */
function configOf(methods: MethodName[], repeats: number): RunConfig {
  const model = { name: '', path: '', sha256: '', bytes: 0, architecture: '' }
  return {
    methods,
    repeats,
    set: null,
    pair: { draft: { ...model, parameters: 10 }, target: { ...model, parameters: 100 } }
  } as unknown as RunConfig
}

function charge(
  model: Charge['model'],
  purpose: Charge['purpose'],
  decoded: number,
  flops: number
) {
  return { ...NOTHING, model, purpose, decoded, flops }
}

function attempt(changes: Partial<SettledAttempt> & { charges?: Charge[] }): SettledAttempt {
  const { charges = [charge('target', 'write', 100, 1000)], ...rest } = changes
  return {
    key: 0,
    runKey: 1,
    problem: 0,
    method: 'baseline',
    repeat: 0,
    seed: 0,
    status: 'done',
    startedAt: 0,
    finishedAt: 1,
    outcome: 'answered',
    answer: '1',
    error: null,
    cause: null,
    wallMs: 1000,
    gamma: null,
    gammaDecode: null,
    wallRatio: null,
    baseline: null,
    drafted: 0,
    accepted: 0,
    verdict: 'right',
    cost: addCharges(emptyCost(), charges),
    ...rest
  }
}

function report(
  attempts: SettledAttempt[],
  { repeats = 1, problems = 2, gradable = true, countFailures = false } = {}
) {
  const methods = [...new Set(attempts.map(({ method }) => method))]
  return runReportSchema.parse(
    reportRun({
      run: 'r',
      config: configOf(methods, repeats),
      problems: Array.from({ length: problems }, (_, index) => ({ id: `p${index}`, gradable })),
      attempts,
      countFailures
    })
  )
}

describe('an attempt that the engine failed', () => {
  const died = {
    status: 'failed',
    error: 'model-died',
    outcome: 'failed',
    answer: null,
    verdict: 'wrong'
  } as const
  const attempts = [
    attempt({ problem: 0, method: 'ssr' }),
    attempt({ problem: 1, method: 'ssr', ...died }),
    attempt({ problem: 0 }),
    attempt({ problem: 1, verdict: 'wrong' })
  ]

  it('is left out of accuracy and comparisons, with its number', () => {
    const { methods, comparisons, countFailures } = report(attempts)
    expect(countFailures).toBe(false)
    expect(methods.ssr).toMatchObject({ n: 2, failed: 1, leftOut: 1, accuracy: 1 })
    expect(comparisons).toMatchObject([{ problems: 1, difference: 0 }])
  })

  it('counts as not right where that is asked for', () => {
    const { methods, comparisons, countFailures } = report(attempts, { countFailures: true })
    expect(countFailures).toBe(true)
    expect(methods.ssr).toMatchObject({ n: 2, failed: 1, leftOut: 0, accuracy: 0.5 })
    expect(comparisons).toMatchObject([{ problems: 2, difference: 0 }])
  })

  it.each([
    'out-of-memory',
    'engine',
    'model-missing',
    'model-refused',
    'wont-fit',
    'of-a-later-version'
  ])('is left out too where it was %s', (error) => {
    const [right, other] = [attempt({}), attempt({ ...died, problem: 1, error })]
    expect(report([right, other]).methods.baseline).toMatchObject({ leftOut: 1, accuracy: 1 })
  })

  it('is not what the time limit or a full context ends: that is the method’s own', () => {
    for (const error of ['time-limit', 'context-full']) {
      const [right, other] = [attempt({}), attempt({ ...died, problem: 1, error })]
      expect(report([right, other]).methods.baseline).toMatchObject({ leftOut: 0, accuracy: 0.5 })
    }
  })
})

describe('a report', () => {
  it('divides sums over problems, not means of ratios', () => {
    const { methods } = report([
      attempt({ problem: 0, charges: [charge('target', 'write', 100, 1000)], wallMs: 1000 }),
      attempt({ problem: 1, charges: [charge('target', 'write', 300, 9000)], wallMs: 3000 }),
      attempt({
        method: 'ssr',
        problem: 0,
        charges: [charge('draft', 'write', 200, 500), charge('target', 'score', 0, 1500)],
        wallMs: 500
      }),
      attempt({
        method: 'ssr',
        problem: 1,
        charges: [charge('draft', 'write', 200, 500), charge('target', 'write', 60, 2500)],
        wallMs: 1500
      })
    ])
    expect(methods.baseline).toMatchObject({ gamma: 1, gammaDecode: 1, wallRatio: 1 })
    // (500 + 1500 + 500 + 2500) / (1000 + 9000); (60 + 0.1 * 400) / (100 + 300); 2000 / 4000.
    expect(methods.ssr).toMatchObject({ gamma: 0.5, gammaDecode: 0.25, wallRatio: 0.5 })
    expect(methods.ssr!.gammaParts).toEqual([
      { model: 'draft', purpose: 'write', value: 0.1 },
      { model: 'target', purpose: 'write', value: 0.25 },
      { model: 'target', purpose: 'score', value: 0.15 }
    ])
    expect(methods.ssr!.gammaDecodeParts).toEqual({ draft: 0.1, target: 0.15 })
    expect(methods.ssr!.baseline).toBe('measured')
  })

  it('compares costs only on problems that both came to the end of', () => {
    const { methods } = report([
      attempt({ problem: 0 }),
      attempt({ problem: 1 }),
      attempt({ method: 'ssr', problem: 0, charges: [charge('target', 'write', 50, 500)] }),
      attempt({
        method: 'ssr',
        problem: 1,
        status: 'failed',
        verdict: 'wrong',
        charges: [charge('target', 'write', 1, 1)]
      })
    ])
    expect(methods.ssr).toMatchObject({ gamma: 0.5, n: 2, failed: 1, accuracy: 0.5 })
  })

  it('weighs a problem the same however often the baseline was repeated on it', () => {
    const { methods } = report(
      [
        attempt({ repeat: 0, charges: [charge('target', 'write', 100, 1000)] }),
        attempt({ repeat: 1, charges: [charge('target', 'write', 300, 3000)] }),
        attempt({ method: 'ssr', charges: [charge('target', 'write', 100, 1000)] })
      ],
      { repeats: 2, problems: 1 }
    )
    expect(methods.ssr!.gamma).toBe(0.5)
  })

  it('falls back to the estimates of the attempts, says so, and compares no time with them', () => {
    const ratios = { gamma: 2, gammaDecode: 4, wallRatio: null, baseline: 'estimated' as const }
    const { methods } = report([attempt({ method: 'ssr', ...ratios })])
    expect(methods.ssr).toMatchObject(ratios)
    // As an earlier version stored it: it stays readable, and is not shown.
    const { ssr } = report([attempt({ method: 'ssr', ...ratios, wallRatio: 0.5 })]).methods
    expect(ssr!.wallRatio).toBe(0.5)
    expect(timeRatio(ssr!)).toBeNull()
  })

  it('knows no ratio where there is nothing to divide by', () => {
    const { methods } = report([attempt({ method: 'ssr' })])
    expect(methods.ssr).toMatchObject({ gamma: null, wallRatio: null, baseline: null })
  })

  it('counts the ungradable as not right, and shows them apart', () => {
    const { methods, attempts } = report([
      attempt({ problem: 0 }),
      attempt({ problem: 1, verdict: 'ungradable' })
    ])
    expect(methods.baseline).toMatchObject({ n: 2, correct: 1, ungradable: 1, accuracy: 0.5 })
    expect(attempts.map(({ correct }) => correct)).toEqual([true, null])
  })

  it('has no accuracy where no problem has an answer', () => {
    const { methods, comparisons } = report(
      [attempt({ verdict: null }), attempt({ method: 'ssr', verdict: null })],
      { gradable: false }
    )
    expect(methods.baseline).toMatchObject({ accuracy: null, interval: null, n: 1 })
    expect(comparisons).toEqual([])
  })

  it('votes over classes of equivalent answers for maj@k', () => {
    const { methods } = report(
      [
        attempt({ repeat: 0, answer: '1/2' }),
        attempt({ repeat: 1, answer: '0.5' }),
        attempt({ repeat: 2, answer: '7', verdict: 'wrong' })
      ],
      { repeats: 3, problems: 1 }
    )
    expect(methods.baseline).toMatchObject({ k: 3, majK: 1, passK: 1 })
    expect(methods.baseline!.accuracy).toBeCloseTo(2 / 3, 12)
  })

  it('says plainly that nothing was shown', () => {
    const wrong = { verdict: 'wrong' as const }
    const { comparisons } = report([
      attempt({ problem: 0 }),
      attempt({ problem: 1, ...wrong }),
      attempt({ method: 'ssr', problem: 0, ...wrong }),
      attempt({ method: 'ssr', problem: 1 })
    ])
    expect(comparisons).toMatchObject([
      {
        method: 'ssr',
        against: 'baseline',
        difference: 0,
        p: 1,
        test: 'sign-flip',
        significant: false,
        conclusion: 'no significant difference'
      }
    ])
  })

  it('calls a difference significant that chance would hardly make', () => {
    const attempts = Array.from({ length: 20 }, (_, problem) => [
      attempt({ problem, verdict: problem < 10 ? 'right' : 'wrong' }),
      attempt({ method: 'ssr', problem })
    ]).flat()
    const [comparison] = report(attempts, { problems: 20 }).comparisons
    expect(comparison).toMatchObject({ difference: 0.5, significant: true })
    // At least that of the exact McNemar test, 2 / 2^10.
    expect(comparison!.p).toBeGreaterThanOrEqual(2 ** -9)
    expect(comparison!.p).toBeLessThan(0.005)
    expect(comparison!.interval.low).toBeGreaterThan(0)
    expect(comparison!.conclusion).toBe('50.0 points better')
  })

  it('counts problems, not attempts', () => {
    const attempts = Array.from({ length: 8 }, (_, problem) =>
      [0, 1, 2].map((repeat) => attempt({ problem, repeat }))
    ).flat()
    const { interval, se } = report(attempts, { repeats: 3, problems: 8 }).methods.baseline!
    expect(interval).toEqual({ low: expect.closeTo(0.025 ** (1 / 8), 9) as number, high: 1 })
    expect(se).toBeNull()
  })

  it('shows nothing by three repeats of one problem', () => {
    const attempts = [0, 1, 2].flatMap((repeat) => [
      attempt({ repeat }),
      attempt({ method: 'ssr', repeat, verdict: 'wrong' })
    ])
    const [comparison] = report(attempts, { repeats: 3, problems: 1 }).comparisons
    expect(comparison).toMatchObject({ difference: -1, p: 1, significant: false })
    expect(comparison!.interval.high).toBeGreaterThan(0.9)
  })

  it('adjusts the interval as it does p: they agree for every one of several methods', () => {
    const others = { ssr: 8, parallel: 7, draft: 9, specreason: 12 } as const
    const attempts = Array.from({ length: 24 }, (_, problem) => [
      attempt({ problem, verdict: problem < 12 ? 'right' : 'wrong' }),
      ...Object.entries(others).map(([method, gained]) =>
        attempt({
          problem,
          method: method as MethodName,
          verdict: problem < 12 + gained && problem !== 0 ? 'right' : 'wrong'
        })
      )
    ]).flat()
    const { comparisons } = report(attempts, { problems: 24 })
    for (const { interval, pAdjusted, significant } of comparisons) {
      expect(significant).toBe(pAdjusted < 0.05)
      expect(significant).toBe(interval.low > 0)
    }
    expect(new Set(comparisons.map(({ significant }) => significant)).size).toBe(2)
  })
})
