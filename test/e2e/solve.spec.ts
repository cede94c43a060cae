import { ENDED, answerOf, expectOutcome, solved } from './answer.ts'
import { chooseMethod, choosePaths } from './choices.ts'
import { expect, test, type Tandem } from './fixture.ts'
import { holdModels, killModels } from './models-process.ts'
import { ask, newestAttempt } from './store.ts'

/** Begins to solve with many paths, and holds the models after the first step, however fast the machine is. */
async function solveAndHold({ page, data, pid }: Tandem): Promise<() => void> {
  await chooseMethod(page, 'parallel')
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

test('stops in the middle of a step', async ({ tandem }) => {
  const { page, data } = tandem
  const goOn = await solveAndHold(tandem)
  await page.keyboard.press('Control+.')
  goOn()
  await expectOutcome(page, 'stopped')
  expect(newestAttempt(data).status).toBe('interrupted')
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeEnabled()
})

test('shows a run from the history as it was live, also after a restart', async ({ tandem }) => {
  const { page } = tandem
  await solved(page)
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
  await solved(page, ENDED)
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

  await expectOutcome(page, 'failed')
  const [stored] = ask<{ error: string; cause: string }>(
    data,
    'SELECT error, cause FROM attempts ORDER BY key DESC LIMIT 1'
  )
  await expect(answerOf(page)).toContainText(stored!.cause)

  await choosePaths(page, 1)
  await solved(page)
})
