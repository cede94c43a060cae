import type { Page } from '@playwright/test'
import { ratioText } from '../../src/shared/ratio-text.ts'
import { expect, test, type Tandem } from './fixture.ts'
import { holdModels, killModels } from './models-process.ts'
import { ask, newestAttempt } from './store.ts'

async function choosePaths(page: Page, paths: number): Promise<void> {
  await page.getByLabel('Method').click()
  await page.getByRole('option', { name: /^parallel the/ }).click()
  await page.getByLabel('Paths').fill(String(paths))
  await page.keyboard.press('Tab')
}

/** Begins to solve with many paths, and holds the models after the first step, however fast the machine is. */
async function solveAndHold({ page, data, pid }: Tandem): Promise<() => void> {
  await choosePaths(page, 26)
  await page.getByRole('textbox', { name: 'Problem' }).click()
  await page.keyboard.press('Control+Enter')
  await expect
    .poll(() => ask(data, 'SELECT 1 FROM steps LIMIT 1'), { intervals: [20] })
    .toHaveLength(1)
  const goOn = holdModels(pid)
  await expect(page.getByRole('article').first()).toBeVisible()
  return goOn
}

test.describe('the first start', () => {
  test.use({ firstStart: true })

  test('solves a sample problem after the first start, and shows the figures that are stored', async ({
    tandem
  }) => {
    const { page, data } = tandem
    await page.getByRole('button', { name: /^Solve/ }).click()
    const outcome = page.getByRole('region', { name: 'Answer', exact: true })
    await expect(outcome).toHaveAttribute('data-outcome', 'answered')
    await expect(page.getByRole('button', { name: /^Solve/ })).toBeEnabled()

    const attempt = newestAttempt(data)
    expect(attempt.status).toBe('done')
    await expect(outcome).toContainText(attempt.answer!)
    await expect(outcome).toContainText(attempt.verdict === 'right' ? 'Right' : 'Wrong')
    const compute = page.getByRole('region', { name: 'Compute against the baseline' })
    await expect(compute).toContainText(ratioText(attempt.gamma))
    await expect(compute).toContainText(ratioText(attempt.gamma_decode))
    await expect(compute).toContainText(ratioText(attempt.wall_ratio))

    const paths = ask<{ id: number; steps: number }>(
      data,
      `SELECT path AS id, (SELECT count(*) FROM steps WHERE steps.attempt_key = paths.attempt_key AND steps.path = paths.path) AS steps
       FROM paths WHERE attempt_key = ${attempt.key} ORDER BY path`
    )
    for (const { id, steps } of paths) {
      await expect(
        page.getByRole('region', { name: `Path ${id + 1}`, exact: true }).getByRole('article')
      ).toHaveCount(steps)
    }
  })
})

test('stops in the middle of a step', async ({ tandem }) => {
  const { page, data } = tandem
  const goOn = await solveAndHold(tandem)
  await page.keyboard.press('Control+.')
  goOn()
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toHaveAttribute(
    'data-outcome',
    'stopped'
  )
  expect(newestAttempt(data).status).toBe('interrupted')
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeEnabled()
})

test('shows a run from the history as it was live, also after a restart', async ({ tandem }) => {
  const { page } = tandem
  await page.getByRole('button', { name: /^Solve/ }).click()
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toHaveAttribute(
    'data-outcome',
    'answered'
  )
  const live = await page.getByRole('complementary', { name: 'Result' }).innerText()
  const steps = await page.getByRole('article').allInnerTexts()

  await tandem.restart()
  await tandem.page.getByRole('link', { name: 'History' }).click()
  await tandem.page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
  await expect(tandem.page.getByRole('article')).toHaveCount(steps.length)
  expect(await tandem.page.getByRole('article').allInnerTexts()).toEqual(steps)
  // Only Solve can measure what the target alone takes.
  expect(await tandem.page.getByRole('complementary', { name: 'Result' }).innerText()).toBe(
    live.replace(/measure it( \(.*\))?/, 'not measured')
  )
})

test('finds the words of a step', async ({ tandem }) => {
  const { page } = tandem
  await page
    .getByRole('textbox', { name: 'Problem' })
    .fill('A zeppelin carries 12 crates and gets 30 more. How many are there?')
  await page.getByRole('button', { name: /^Solve/ }).click()
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toHaveAttribute(
    'data-outcome',
    /answered|no-answer/
  )
  await page.keyboard.press('Control+4')
  await page.getByRole('searchbox').fill('zeppelin')
  await expect(
    page.getByRole('region', { name: 'Places found' }).locator('mark').first()
  ).toHaveText('zeppelin')
})

test('says what happened when the models die in the middle of a step, and solves again', async ({
  tandem
}) => {
  const { page, data } = tandem
  await solveAndHold(tandem)
  killModels(tandem.pid)

  const outcome = page.getByRole('region', { name: 'Answer', exact: true })
  await expect(outcome).toHaveAttribute('data-outcome', 'failed')
  const [stored] = ask<{ error: string; cause: string }>(
    data,
    'SELECT error, cause FROM attempts ORDER BY key DESC LIMIT 1'
  )
  await expect(outcome).toContainText(stored!.cause)

  await choosePaths(page, 1)
  await page.getByRole('button', { name: /^Solve/ }).click()
  await expect(outcome).toHaveAttribute('data-outcome', 'answered')
})
