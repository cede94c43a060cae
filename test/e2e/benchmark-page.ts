import { expect, type Page } from '@playwright/test'
import type { MethodName } from '../../src/shared/options.ts'
import { soon } from './soon.ts'

interface Benchmark {
  readonly methods: readonly MethodName[]
  readonly repeats?: number
}

/** So many problems of the bundled set are benchmarked. */
const PROBLEMS = 4

/**
 * Begins a benchmark of the first problems. Where it matters only that there are attempts, `draft` makes them in no time, and
 * `baseline` some that can be met under way.
 */
export async function startBenchmark(
  page: Page,
  { methods, repeats = 1 }: Benchmark
): Promise<void> {
  await page.evaluate(
    (place) => (location.hash = place),
    `#/benchmark?methods=${methods.join(',')}&sample=${PROBLEMS}&repeats=${repeats}`
  )
  // Where another benchmark is shown, its panel "Problems" stands until the form has come.
  const problems = page.getByRole('spinbutton', { name: 'Problems', exact: true })
  await expect(problems).toHaveValue(String(PROBLEMS))
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page).toHaveURL(/#\/benchmark\/[^/?]+$/)
}

/** On two cores that have other work besides. */
const LIMIT_MS = 180_000

/** Waits for the end of the benchmark that is shown. */
export async function finished(page: Page): Promise<void> {
  await soon(page, { selector: 'h1', text: 'finished' }, LIMIT_MS)
  await expect(page.getByRole('heading', { level: 1, name: /finished/ })).toBeVisible({
    timeout: LIMIT_MS
  })
}
