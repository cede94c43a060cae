import type { Page } from '@playwright/test'
import { ratioText } from '../../src/shared/ratio-text.ts'
import { ENDED, expectOutcome, solve, solved } from './answer.ts'
import { chooseMethod, choosePaths } from './choices.ts'
import { expect, test } from './fixture.ts'
import { holdAnswers } from './held-answers.ts'
import { ask, newestAttempt } from './store.ts'

test.use({ actionTimeout: 30_000 })

/** So many paths of the target alone leave time to stop one of them. */
async function chooseManyPaths(page: Page): Promise<void> {
  await chooseMethod(page, 'parallel')
  await choosePaths(page, 20)
}

test('stops one path, and the others go on and vote', async ({ tandem }) => {
  const { page, data } = tandem
  await chooseManyPaths(page)
  await page.keyboard.press('Control+Enter')
  const path = page.getByRole('region', { name: 'Path 2', exact: true })
  // At once: a pointer would wait until the column has found its place among the others.
  await path.getByRole('button', { name: 'Stop path 2; the others go on' }).dispatchEvent('click')
  await expect(path).toContainText('Stopped by hand')
  await expectOutcome(page, 'answered')
  await expect(page.getByRole('button', { name: /^Stop path/ })).toHaveCount(0)

  const { key, status } = newestAttempt(data)
  expect(status).toBe('done')
  const ends = ask<{ path: number; ended: string; answer: string | null }>(
    data,
    `SELECT path, ended, answer FROM paths WHERE attempt_key = ${key} ORDER BY path`
  )
  expect(ends[1]).toMatchObject({ ended: 'stopped', answer: null })
  expect(ends.filter(({ ended }) => ended === 'stopped')).toHaveLength(1)
})

test('stops what has only just been asked for, and says nothing of models that are awake', async ({
  tandem
}) => {
  const { page } = tandem
  await solved(page, ENDED)
  await chooseManyPaths(page)
  const answers = await holdAnswers(page, 'solve.start')
  await solve(page)
  await answers.some
  await expect(page.getByText('Starting')).toBeVisible()
  await expect(page.getByText('Waking the models')).toHaveCount(0)
  await page.getByRole('button', { name: 'Stop Ctrl .' }).click()
  answers.letGo()
  await expectOutcome(page, 'stopped')
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeEnabled()
})

test('measures the baseline on the same problem, and compares with what it spent', async ({
  tandem
}) => {
  const { page, data } = tandem
  await chooseMethod(page, 'ssr')
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByLabel('Measured baseline').check()
  await page.keyboard.press('Escape')
  await solve(page)
  await expect(page.getByRole('region', { name: 'Path 3', exact: true })).toBeVisible()
  await expectOutcome(page, 'answered')
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeEnabled()
  const compute = page.getByRole('region', { name: 'Against the baseline' })
  await expect(compute).toContainText('measured')

  const attempts = ask<{ method: string; baseline: string; gamma: number }>(
    data,
    'SELECT method, baseline, gamma FROM attempts ORDER BY key'
  )
  expect(attempts.map(({ method }) => method)).toEqual(['baseline', 'ssr'])
  expect(attempts[1]!.baseline).toBe('measured')
  await expect(compute).toContainText(ratioText(attempts[1]!.gamma))

  await page.getByRole('link', { name: 'History' }).click()
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
  await page.getByRole('main').getByRole('link', { name: 'baseline' }).click()
  await expect(page.getByRole('article').first()).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: 'ssr' })).toBeVisible()
})
