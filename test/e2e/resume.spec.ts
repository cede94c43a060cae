import { join } from 'node:path'
import { createDeathBook } from '../../src/main/engine/deaths/death-book.ts'
import { jsonRecords } from '../../src/main/models/records.ts'
import { runConfigs } from '../../src/shared/run-record.ts'
import { finished, startBenchmark } from './benchmark-page.ts'
import { expect, test } from './fixture.ts'
import { killModels } from './models-process.ts'
import { ask } from './store.ts'

function count(data: string, status: string): number {
  return ask(data, `SELECT key FROM attempts WHERE status = '${status}'`).length
}

test('pauses and goes on by keyboard', async ({ tandem }) => {
  const { page, data } = tandem
  await startBenchmark(page, { methods: ['draft', 'baseline'], repeats: 3 })
  await page.getByRole('button', { name: 'Pause' }).press('Enter')
  await page.getByRole('button', { name: 'Resume' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await finished(page)
  const counted = ask<{ attempts: number; places: number }>(
    data,
    "SELECT count(*) AS attempts, count(DISTINCT problem || method || repeat) AS places FROM attempts WHERE status = 'done'"
  )
  expect(counted).toEqual([{ attempts: 24, places: 24 }])
})

test('follows a benchmark whose address is told more than once', async ({ tandem }) => {
  const { page } = tandem
  await startBenchmark(page, { methods: ['draft', 'baseline'], repeats: 3 })
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await page.evaluate(async () => {
    for (let told = 0; told < 40; told++) {
      dispatchEvent(new HashChangeEvent('hashchange'))
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
  await finished(page)
})

test('tries what an error ended again, by keyboard', async ({ tandem }) => {
  const { page, data, pid } = tandem
  await startBenchmark(page, { methods: ['baseline', 'ssr'] })
  await expect.poll(() => count(data, 'done'), { intervals: [20] }).toBeGreaterThan(0)
  killModels(pid)
  // Once it is tried again by itself; that try dies as well.
  await expect.poll(() => count(data, 'retried'), { intervals: [20] }).toBe(1)
  await expect(() => {
    killModels(pid)
  }).toPass({ intervals: [20] })
  await finished(page)
  expect([count(data, 'done'), count(data, 'failed')]).toEqual([7, 1])

  await page.getByRole('button', { name: 'Retry 1 error' }).press('Enter')
  await expect.poll(() => count(data, 'done')).toBe(8)
  await finished(page)
  await expect(page.getByRole('button', { name: /^Retry/ })).toHaveCount(0)
  expect([count(data, 'failed'), count(data, 'retried')]).toEqual([0, 2])
})

test('loads models that ended the process too often only when a person says so', async ({
  tandem
}) => {
  const { data } = tandem
  await startBenchmark(tandem.page, { methods: ['draft', 'baseline'], repeats: 2 })
  await tandem.page.getByRole('button', { name: 'Pause' }).press('Enter')
  await expect(tandem.page.getByRole('button', { name: 'Resume' })).toBeVisible()
  const [run] = ask<{ config: string }>(data, 'SELECT config FROM runs')
  const { setup } = runConfigs.read(JSON.parse(run!.config)).pair
  const deaths = createDeathBook(jsonRecords(join(data, 'model-library.json')))
  for (let death = 0; death < 3; death++) {
    deaths.died(setup, 'out-of-memory', { paths: 3, context: 4096, gpu: false })
  }

  // Models that are loaded are not asked about.
  await tandem.restart()
  const { page } = tandem
  await page.getByRole('link', { name: 'Benchmark', exact: true }).click()
  await page.getByRole('region', { name: 'Benchmarks so far' }).getByRole('link').click()
  await page.getByRole('button', { name: 'Resume' }).press('Enter')
  const notice = page.getByRole('alert')
  await expect(notice).toContainText('They are not loaded again without being asked.')
  await expect(notice).toContainText('this one goes on as it began')
  await notice.getByRole('button', { name: 'Load anyway' }).press('Enter')
  await finished(page)
  await expect(notice).toHaveCount(0)
  expect(count(data, 'done')).toBe(16)
})
