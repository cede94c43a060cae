import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixture.ts'
import { ask } from './store.ts'

const PROBLEMS = [
  {
    id: 'a',
    question: 'Tom has 12 apples and gets 30 more. How many apples are there?',
    answer: '42'
  },
  { id: 'b', question: 'Mia has 45 pens and gives 13 away. How many are left?', answer: '32' },
  { id: 'c', question: 'What is 6 times 7?', answer: '42' }
]

async function importSet(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Problem sets' }).click()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.locator('input[type=file]').setInputFiles({
    name: 'three.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(PROBLEMS.map((problem) => JSON.stringify(problem)).join('\n'))
  })
  await page.getByRole('button', { name: 'Import 3 problems' }).click()
  await expect(page.getByRole('region', { name: 'Problems', exact: true })).toContainText(
    'Mia has 45 pens'
  )
}

async function startBenchmark(page: Page, repeats: number): Promise<void> {
  await page.getByRole('link', { name: 'Benchmark', exact: true }).click()
  await page.getByLabel('Problem set').click()
  await page.getByRole('option', { name: /three/ }).click()
  await page.getByLabel('Repeats').fill(String(repeats))
  await page.getByRole('button', { name: 'Start' }).click()
}

test('asks again before it imports what can hardly be graded, and stops when it is told to', async ({
  tandem
}) => {
  const { page, data } = tandem
  await page.getByRole('link', { name: 'Problem sets' }).click()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Import problems' })
  const choose = (lines: readonly object[], copies = 1) =>
    page.locator('input[type=file]').setInputFiles({
      name: 'open.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from(
        lines
          .map((line) => `${JSON.stringify(line)}\n`)
          .join('')
          .repeat(copies)
      )
    })
  await choose([{ question: 'How many grains are in a heap of sand?', answer: 1 }], 150_000)
  const progress = dialog.getByRole('progressbar')
  await expect(progress).toBeVisible()
  await expect(dialog.getByText(/^Reading: .*problems$/)).toBeVisible({ timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await expect(progress).toBeHidden()
  await expect.poll(() => readdirSync(join(data, 'uploads'))).toEqual([])

  await choose([
    { question: 'Why is the sky blue?' },
    { question: 'Who wrote it?', answer: ['1', '2'] }
  ])
  const first = dialog.getByRole('table')
  await expect(first).toContainText('1, 2')
  await dialog.getByLabel('Several answers to one problem').click()
  await page.getByRole('option', { name: 'Any of them is right' }).click()
  await expect(first).not.toContainText('1, 2')
  await expect(first).toContainText('none')

  await choose([{ question: 'Why is the sky blue?' }])
  await dialog.getByRole('button', { name: 'Import 1 problem' }).click()
  const alarm = dialog.getByRole('alert')
  await expect(alarm).toContainText('Only 0 of 1 problems can be graded')
  expect(ask(data, 'SELECT * FROM problem_sets')).toEqual([])
  await alarm.getByRole('button', { name: 'Import all the same' }).click()
  await expect(page.getByRole('region', { name: 'Problems', exact: true })).toContainText('the sky')
  expect(readdirSync(join(data, 'uploads'))).toEqual([])
})

test('imports a set, runs it twice, compares the runs and exports one', async ({ tandem }) => {
  const { page, data } = tandem
  await importSet(page)
  for (let run = 0; run < 2; run++) {
    await startBenchmark(page, 1)
    await expect(page.getByRole('heading', { level: 1, name: 'three finished' })).toBeVisible({
      timeout: 90_000
    })
  }
  const attempts = ask<{ run_key: number; method: string; verdict: string }>(
    data,
    "SELECT run_key, method, verdict FROM attempts WHERE status = 'done'"
  )
  expect(attempts).toHaveLength(12)
  const right = attempts.filter(
    ({ run_key, method, verdict }) =>
      run_key === 2 && method === 'ssr-adaptive' && verdict === 'right'
  ).length
  const row = page
    .getByRole('table', { name: 'Figures of each method' })
    .getByRole('row', { name: /^ssr-adaptive/ })
  await expect(row.getByRole('cell').nth(1)).toHaveText(`${((100 * right) / 3).toFixed(1)}\u202f%`)

  await page.getByRole('link', { name: 'Compare' }).click()
  await expect(page.getByText('3 problems in both.')).toBeVisible()
  await expect(page.getByText('no significant difference').first()).toBeVisible()

  await page.getByRole('link', { name: 'History' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export this run' }).first().click()
  await page.getByRole('button', { name: 'CSV' }).click()
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\n')
  expect(lines).toHaveLength(1 + 6)
})

test('goes on with a benchmark after Tandem was closed', async ({ tandem }) => {
  await importSet(tandem.page)
  await startBenchmark(tandem.page, 2)
  await expect(tandem.page.getByText(/^[1-9]\d* of 12 attempts$/)).toBeVisible({ timeout: 60_000 })
  await tandem.restart()

  const { page, data } = tandem
  const before = ask<{ key: number }>(data, "SELECT key FROM attempts WHERE status = 'done'").map(
    ({ key }) => key
  )
  expect(before.length).toBeGreaterThan(0)
  await page.getByRole('link', { name: 'Benchmark', exact: true }).click()
  // It was under way, so it is held until somebody says so.
  await page.getByRole('link', { name: 'three · baseline, ssr-adaptive' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'three finished' })).toBeVisible({
    timeout: 90_000
  })
  const after = ask<{ key: number }>(data, "SELECT key FROM attempts WHERE status = 'done'").map(
    ({ key }) => key
  )
  expect(after).toHaveLength(12)
  expect(after).toEqual(expect.arrayContaining(before))
})
