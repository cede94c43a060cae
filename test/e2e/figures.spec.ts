import type { Page } from '@playwright/test'
import { barriersOf } from './barriers.ts'
import { finished, startBenchmark } from './benchmark-page.ts'
import { expect, test } from './fixture.ts'
import { ask } from './store.ts'

test('draws what the steps of a run say, lays two traces side by side, and scores its forecast', async ({
  tandem
}) => {
  const { page, data } = tandem
  await startBenchmark(page, { methods: ['draft', 'baseline', 'ssr'] })
  await finished(page)

  // Acceptance by step, row by row against the store.
  const kept = page.getByRole('region', { name: 'Acceptance rate by step', exact: true })
  await kept.getByText('As a table').click()
  const places = ask<{ step: number; drafted: number; kept: number }>(
    data,
    `SELECT step + 1 AS step, count(*) AS drafted, count(steps.score) AS kept
     FROM steps JOIN attempts ON attempts.key = attempt_key
     WHERE method = 'ssr' AND (steps.score IS NOT NULL OR rejected_text IS NOT NULL) GROUP BY step ORDER BY step`
  )
  expect(places.length).toBeGreaterThan(0)
  for (const [index, { step, drafted, kept: stood }] of places.entries()) {
    const cells = kept
      .getByRole('row')
      .nth(1 + index)
      .getByRole('cell')
    await expect(cells).toHaveText([
      String(step),
      String(drafted),
      String(stood),
      `${((100 * stood) / drafted).toFixed(1)}\u202f%`
    ])
  }
  // With all of its paths the re-counted vote is the run's own.
  const byPaths = page.getByRole('region', { name: 'Accuracy against the number of paths' }).first()
  await byPaths.getByText('As a table').click()
  const [ssr] = ask<{ accuracy: number }>(
    data,
    "SELECT avg(verdict = 'right') AS accuracy FROM attempts WHERE method = 'ssr' AND status = 'done'"
  )
  await expect(byPaths.getByRole('row', { name: /^ssr 3/ })).toContainText(
    `${(100 * ssr!.accuracy).toFixed(1)}\u202f%`
  )

  await startBenchmark(page, { methods: ['draft', 'baseline'] })
  await finished(page)
  const [run] = ask<{ forecast_ms: number }>(data, 'SELECT forecast_ms FROM runs WHERE key = 2')
  expect(run!.forecast_ms).toBeGreaterThan(0)
  await expect(page.getByText(/^Forecast .*, took /)).toBeVisible()
  await tandem.restart()
  await tandem.page.getByRole('link', { name: 'Benchmark', exact: true }).click()
  await tandem.page
    .getByRole('region', { name: 'Benchmarks so far' })
    .getByRole('link')
    .first()
    .click()
  await expect(tandem.page.getByText(/^Forecast .*, took /)).toBeVisible()

  await compare(tandem.page, data)
})

/** The draft against the baseline, from one disagreement to the next. */
async function compare(page: Page, data: string): Promise<void> {
  await page.getByRole('link', { name: 'Compare' }).click()
  const panel = page.getByRole('region', { name: 'Side by side' })
  await panel.getByLabel('Method of A').click()
  await page.getByRole('option', { name: 'draft', exact: true }).click()
  await panel.getByLabel('Method of B').click()
  await page.getByRole('option', { name: 'baseline', exact: true }).click()
  await expect(panel.getByRole('region', { name: 'A, draft', exact: true })).toBeVisible()

  const pairs = ask<{ a: string | null; b: string | null; id: string; repeat: number }>(
    data,
    `SELECT one.answer AS a, other.answer AS b, problem_id AS id, one.repeat
     FROM attempts one JOIN attempts other USING (problem, repeat)
       JOIN run_problems ON run_problems.run_key = 1 AND position = one.problem
     WHERE one.run_key = 1 AND one.method = 'draft' AND other.run_key = 2 AND other.method = 'baseline'
       AND (one.verdict = 'right') <> (other.verdict = 'right') ORDER BY one.problem, one.key`
  )
  const listed = panel.getByRole('list', { name: 'Pairs of attempts' }).getByRole('listitem')
  expect(pairs.length, 'the draft is weaker than the baseline').toBeGreaterThan(1)
  await expect(listed).toHaveCount(pairs.length)
  for (const [index, { id }] of [...pairs, pairs[0]!].entries()) {
    const current = panel.locator('[aria-current=true]')
    await expect(current).toContainText(id)
    await expect(listed.nth(index % pairs.length).locator('[aria-current=true]')).toHaveCount(1)
    await page.keyboard.press('d')
  }
  expect(await barriersOf(page)).toEqual([])
}
