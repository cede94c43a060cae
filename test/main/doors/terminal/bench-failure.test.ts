import { expect, it } from 'vitest'
import { whyBenchFails } from '../../../../src/main/doors/terminal/bench-failure.ts'
import type { RunReport } from '../../../../src/shared/run-report.ts'

/** A report of one method with these accuracies and these errors of its attempts. */
function report(
  accuracies: Record<string, number | null>,
  errors: readonly (string | null)[]
): Pick<RunReport, 'methods' | 'attempts'> {
  return {
    methods: Object.fromEntries(
      Object.entries(accuracies).map(([name, accuracy]) => [name, { accuracy }])
    ),
    attempts: errors.map((error) => ({ error }))
  } as unknown as Pick<RunReport, 'methods' | 'attempts'>
}

it('is no success where an error ended every attempt', () => {
  const reason = whyBenchFails(report({ ssr: 0 }, ['engine', 'context-full', 'engine']), null)
  expect(reason).toContain('Nothing was measured')
  expect(reason).toContain('(engine, context-full)')
})

it('is one where something was measured, however badly it went', () => {
  expect(whyBenchFails(report({ ssr: 0 }, ['engine', null]), null)).toBeNull()
  expect(whyBenchFails(report({ baseline: null, ssr: 0 }, [null, null]), null)).toBeNull()
  expect(whyBenchFails(report({ ssr: null }, []), null)).toBeNull()
})

it('is no success where nothing could be graded, with a bound or without', () => {
  for (const bound of [null, 0.5]) {
    expect(whyBenchFails(report({ baseline: null, ssr: null }, [null, 'engine']), bound)).toContain(
      'Nothing could be graded'
    )
  }
})

it('holds every method against a bound that was asked for', () => {
  expect(whyBenchFails(report({ baseline: 0.9, ssr: 0.8 }, [null]), 0.8)).toBeNull()
  expect(whyBenchFails(report({ baseline: 0.9, ssr: 0.795 }, [null]), 0.8)).toBe(
    'ssr reached 79.5 %, less than the 80 % of --fail-under.'
  )
  expect(whyBenchFails(report({ baseline: 0.9, ssr: null }, [null]), 0.5)).toContain(
    'no answer could be graded'
  )
  expect(whyBenchFails(report({ ssr: 0 }, [null]), 0)).toBeNull()
})
