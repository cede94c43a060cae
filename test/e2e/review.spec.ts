import { expect, test } from './fixture.ts'
import { seedRuns, sums } from './seed-runs.ts'
import { ask } from './store.ts'

test('a leaderboard ranks all runs, and a run is reviewed by keyboard', async ({ tandem }) => {
  const { page, data } = tandem
  const [, unknown] = await seedRuns(data, [
    { problems: sums(20), methods: ['draft', 'baseline', 'ssr'] },
    { set: 'Open', problems: sums(5, { known: false }), methods: ['draft'] }
  ])
  await page.evaluate(() => (location.hash = '#/benchmark/leaderboard?set=Sums'))
  const board = page.getByRole('region', { name: /^Sums, 20 problems/ })
  const rows = board.getByRole('row')
  await expect(rows).toHaveCount(4)
  const stored = ask<{ method: string; share: number }>(
    data,
    `SELECT method, avg(verdict = 'right') AS share FROM attempts
     WHERE verdict IS NOT NULL GROUP BY method ORDER BY share DESC`
  )
  for (const [index, { method, share }] of stored.entries()) {
    const row = rows.filter({ has: page.getByRole('rowheader', { name: method }) })
    await expect(row).toContainText(`${(100 * share).toFixed(1)}\u202f%`)
    if (index === 0) await expect(rows.nth(1)).toContainText(`${(100 * share).toFixed(1)}`)
  }
  await expect(page.getByRole('region', { name: /^Open/ })).toHaveCount(0)

  await page.evaluate((run) => (location.hash = `#/benchmark/${run}`), unknown!)
  await page.getByRole('link', { name: 'Review 5 undecided' }).click()
  const verdicts = () =>
    ask<{ verdict: string | null; note: string | null }>(
      data,
      `SELECT attempts.verdict, reason AS note FROM attempts
         JOIN runs ON runs.key = run_key AND runs.id = '${unknown!}'
         LEFT JOIN grades ON attempt_key = attempts.key ORDER BY attempts.key`
    )
  const list = page.getByRole('list', { name: 'Attempts' })
  await expect(list.locator('[aria-current=true]')).toContainText('sum-1')
  await page.keyboard.press('1')
  await expect(list.locator('[aria-current=true]')).toContainText('sum-2')
  await page.keyboard.press('n')
  await page.keyboard.type('off by one')
  // Not lost with the page, nor taken for a word about another attempt.
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('off by one')
  await page.keyboard.press('j')
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('')
  await page.keyboard.press('k')
  await page.keyboard.press('2')
  await expect(list.locator('[aria-current=true]')).toContainText('sum-3')
  await page.keyboard.press('3')
  await expect(list.locator('[aria-current=true]')).toContainText('sum-4')
  // Faster than the program answers: each key is about another attempt.
  await page.evaluate(() => {
    for (const key of ['2', '1'])
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  })
  await expect(page.getByText('Nothing is undecided.')).toBeVisible()
  expect(verdicts()).toEqual([
    { verdict: 'right', note: '' },
    { verdict: 'wrong', note: 'off by one' },
    { verdict: 'ungradable', note: '' },
    { verdict: 'wrong', note: '' },
    { verdict: 'right', note: '' }
  ])
  await page.keyboard.press('u')
  await expect(page.getByText('1 attempt undecided')).toBeVisible()
  expect(verdicts()[4]).toEqual({ verdict: null, note: null })
  // A judgement can be undone after the page was loaded again, too, and each one once.
  await page.reload()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled()
  await page.keyboard.press('u')
  await expect(page.getByText('2 attempts undecided')).toBeVisible()
  await page.keyboard.press('u')
  await expect(page.getByText('3 attempts undecided')).toBeVisible()
  expect(verdicts().slice(1)).toEqual([
    { verdict: 'wrong', note: 'off by one' },
    { verdict: null, note: null },
    { verdict: null, note: null },
    { verdict: null, note: null }
  ])
})
