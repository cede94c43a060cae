import { ENDED, solved } from './answer.ts'
import { expect, test } from './fixture.ts'
import { finished, startBenchmark } from './benchmark-page.ts'
import { ask } from './store.ts'

test('a second benchmark waits for its turn, a problem is solved between, and the next begins by itself', async ({
  tandem
}) => {
  const { page, data } = tandem
  // Long enough for all that follows; it is paused at the end.
  await startBenchmark(page, { methods: ['baseline'], repeats: 100 })
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  const first = page.url()

  await startBenchmark(page, { methods: ['draft'] })
  await expect(page.getByRole('main')).toContainText('Waits for its turn: it is next')
  const status = page.getByRole('contentinfo')
  await expect(status).toContainText('1 benchmark waiting')
  const second = page.url()
  await startBenchmark(page, { methods: ['draft'] })
  await expect(page.getByRole('main')).toContainText('Waits for its turn, 1 benchmark before it')
  await page.getByRole('button', { name: 'Move up' }).click()
  await expect(page.getByRole('main')).toContainText('Waits for its turn: it is next')
  const third = new URL(page.url()).hash
  await page.getByRole('link', { name: 'Benchmark', exact: true }).click()
  const places = page.getByRole('list', { name: 'Waiting for their turn' }).getByRole('link')
  await expect(places).toHaveCount(2)
  await expect(places.first()).toHaveAttribute('href', third)
  await page
    .getByRole('button', { name: /^Move .* down$/ })
    .first()
    .click()
  await expect(places.nth(1)).toHaveAttribute('href', third)
  await page.evaluate((hash) => (location.hash = hash), third)
  await page.getByRole('button', { name: 'Leave the queue' }).click()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()

  await page.getByRole('link', { name: 'Solve' }).click()
  await solved(page, ENDED)

  await page.goto(first)
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.goto(second)
  await finished(page)
  const order = ask<{ run_key: number }>(data, 'SELECT run_key FROM attempts ORDER BY key').map(
    ({ run_key }) => run_key
  )
  // The third was taken out of the queue; the fourth is the problem, solved between two attempts of the first.
  expect(new Set(order)).toEqual(new Set([1, 2, 4]))
  expect(order.lastIndexOf(1)).toBeGreaterThan(order.indexOf(4))
  expect(order.lastIndexOf(1)).toBeLessThan(order.indexOf(2))
})
