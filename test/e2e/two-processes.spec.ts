import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { solved } from './answer.ts'
import { finished, startBenchmark } from './benchmark-page.ts'
import { expect, test } from './fixture.ts'
import { holdModels } from './models-process.ts'
import { ask } from './store.ts'

const program = resolve(import.meta.dirname, '../../bin/tandem.js')

interface Terminal {
  readonly pid: number
  /** Its exit code. */
  readonly ended: Promise<number | null>
}

/** Runs the first problems of the bundled set with two methods in a process of its own. */
function bench(data: string, problems: number): Terminal {
  const limit = ['--limit', String(problems)]
  const child = spawn(
    process.execPath,
    [program, 'bench', 'school', ...limit, '--methods', 'baseline,ssr', '--data-dir', data],
    { stdio: 'ignore' }
  )
  return {
    pid: child.pid!,
    ended: new Promise((resolve) => child.once('exit', resolve))
  }
}

test('shows a benchmark of the terminal while it runs, and solves beside it', async ({
  tandem
}) => {
  const { page, data } = tandem
  await page.getByRole('link', { name: 'History' }).click()
  const { ended } = bench(data, 6)

  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'of 12 attempts' })
  await expect(row).toContainText('running')
  await expect(row).toContainText(/[1-9]\d* of 12 attempts/)

  await page.keyboard.press('Control+1')
  await solved(page)
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
  await startBenchmark(page, { methods: ['draft', 'baseline'], repeats: 2 })
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
  const { pid, ended } = bench(data, 3)
  const written = 'SELECT 1 FROM steps JOIN attempts ON attempts.key = attempt_key AND run_key = 2'
  await expect.poll(() => ask(data, written), { intervals: [20] }).not.toHaveLength(0)
  // However fast the machine, it is at work until the page has said so.
  const goOn = holdModels(pid)
  expect(ask(data, "SELECT door FROM leases WHERE name = 'queue'")).toHaveLength(1)

  await page.getByRole('button', { name: 'Resume' }).click()
  const notice = page.getByRole('alert')
  await expect(notice).toContainText('Tandem in the terminal is at work already')
  await expect(notice).toContainText('wait for it, or stop it there')

  goOn()
  expect(await ended).toBe(0)
  // It waits for its turn and begins by itself.
  await finished(page)
  await expect(notice).toHaveCount(0)
})
