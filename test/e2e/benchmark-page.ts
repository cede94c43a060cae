import { expect, type Page } from '@playwright/test'

/** Begins a benchmark of the first four problems with `baseline`, `ssr` and some more. */
export async function startBenchmark(page: Page, methods: readonly string[], repeats: number) {
  await page.getByRole('link', { name: 'Benchmark', exact: true }).click()
  // Where another benchmark is shown, its panel "Problems" stands until the form has come.
  await page.getByRole('spinbutton', { name: 'Problems', exact: true }).fill('4')
  await page.getByLabel('Repeats').fill(String(repeats))
  await page.getByRole('checkbox', { name: /^ssr-adaptive / }).uncheck()
  for (const method of ['ssr', ...methods]) {
    await page.getByRole('checkbox', { name: new RegExp(`^${method} `) }).check()
  }
  await page.getByRole('button', { name: 'Start' }).click()
}

/** Waits for the end of the benchmark that is shown. */
export async function finished(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: /finished/ })).toBeVisible({
    timeout: 180_000
  })
}
