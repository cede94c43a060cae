import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { finished, startBenchmark } from './benchmark-page.ts'
import { expect, test } from './fixture.ts'
import { ask } from './store.ts'

const program = resolve(import.meta.dirname, '../../bin/tandem.js')

/** Runs the first problems of the bundled set with two methods; resolves with its exit code. */
function bench(data: string, problems: number): Promise<number | null> {
  const limit = ['--limit', String(problems)]
  const child = spawn(
    process.execPath,
    [program, 'bench', 'school', ...limit, '--methods', 'baseline,ssr', '--data-dir', data],
    { stdio: 'ignore' }
  )
  return new Promise((resolve) => child.once('exit', resolve))
}

test('shows a benchmark of the terminal while it runs, and solves beside it', async ({
  tandem
}) => {
  const { page, data } = tandem
  await page.getByRole('link', { name: 'History' }).click()
  const ended = bench(data, 6)

  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'of 12 attempts' })
  await expect(row).toContainText('running')
  await expect(row).toContainText(/[1-9]\d* of 12 attempts/)

  await page.keyboard.press('Control+1')
  await page.getByRole('button', { name: /^Solve/ }).click()
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toHaveAttribute(
    'data-outcome',
    'answered'
  )
  const [running] = ask<{ status: string }>(
    data,
    "SELECT status FROM runs WHERE kind = 'benchmark'"
  )
  expect(running!.status).toBe('running')

  await page.keyboard.press('Control+4')
  await expect(row).toContainText('12 of 12 attempts')
  await expect(row).toContainText('finished')
  expect(await ended).toBe(0)
})

test('says which process is at work where a benchmark waits for it, and goes on by itself after it', async ({
  tandem
}) => {
  const { page, data } = tandem
  await startBenchmark(page, [], 2)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
  const ended = bench(data, 6)
  await expect.poll(() => ask(data, "SELECT door FROM leases WHERE name = 'queue'")).toHaveLength(1)

  await page.getByRole('button', { name: 'Resume' }).click()
  const notice = page.getByRole('alert')
  await expect(notice).toContainText('Tandem in the terminal is at work already')
  await expect(notice).toContainText('wait for it, or stop it there')

  expect(await ended).toBe(0)
  // It waits for its turn and begins by itself.
  await finished(page)
  await expect(notice).toHaveCount(0)
})
