import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from './fixture.ts'
import { ask } from './store.ts'

const program = resolve(import.meta.dirname, '../../bin/tandem.js')

test('shows a benchmark of the terminal while it runs, and solves beside it', async ({
  tandem
}) => {
  const { page, data } = tandem
  await page.getByRole('link', { name: 'History' }).click()
  const bench = spawn(
    process.execPath,
    [program, 'bench', 'school', '--limit', '6', '--methods', 'baseline,ssr', '--data-dir', data],
    { stdio: 'ignore' }
  )
  const ended = new Promise<number | null>((resolve) => bench.once('exit', resolve))

  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'of 12 attempts' })
  await expect(row).toContainText('running')
  await expect(row).toContainText(/[1-9]\d* of 12 attempts/)

  await page.keyboard.press('Control+1')
  await page.getByRole('button', { name: /^Solve/ }).click()
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute(
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
