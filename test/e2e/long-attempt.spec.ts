import { join } from 'node:path'
import { storeLongAttempt } from '../../bench/window/long-runs.ts'
import { openDatabase } from '../../src/main/store/database.ts'
import { expectOutcome } from './answer.ts'
import { expect, test } from './fixture.ts'
import { ask } from './store.ts'

/** Several pages of events. */
const LONG = { paths: 2, tokens: 20_000 }

test('opens a long attempt at the step that was searched, and reads it to its end', async ({
  tandem
}) => {
  const { page, data } = tandem
  const { database } = openDatabase(join(data, 'tandem.db'), new Date())
  const { run, attempt } = database.transaction(() => storeLongAttempt(database, LONG))()
  database.close()

  await page.goto(`${page.url().split('#')[0]}#/history/${run}/${attempt}/1/1100`)
  const path = page.getByRole('region', { name: 'Path 2' })
  await expect(path.getByRole('article', { name: /^Step 1.101,/ })).toBeVisible()
  await expect(path).toContainText(/20.009 tokens/)
  await expect(path).toContainText('finished')
  await expectOutcome(page, 'answered')

  // The timeline has every step, however few elements it is drawn with.
  const timeline = page.getByRole('slider', { name: 'Steps of path 2 in time' })
  await expect(timeline).toHaveAttribute('aria-valuenow', '1101')
  await expect(timeline).toHaveAttribute('aria-valuemax', '1177')
  await timeline.press('End')
  await expect(path.getByRole('article', { name: /^Step 1.177,/ })).toBeVisible()
  await page.getByRole('slider', { name: 'Steps of path 1 in time' }).click({
    position: { x: 4, y: 12 }
  })
  const other = page.getByRole('region', { name: 'Path 1' })
  await expect(other.getByRole('article', { name: /^Step 1,/ })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('slider', { name: 'Steps of path 1 in time' })).toBeFocused()
  await page.getByLabel('Threshold', { exact: true }).fill('0')
  const whatIf = page.getByRole('region', { name: 'What if the threshold were another' })
  await expect(whatIf.getByRole('row', { name: /^acceptance rate/ })).toContainText(/100.%/)
  await whatIf
    .getByRole('button', { name: /^path 1, step/ })
    .first()
    .click()
  expect(await page.locator('[role=slider] svg *').count()).toBeLessThan(60)
})

test('arrow keys, Home and End go from score to score of a path, and Tab stops at one of them', async ({
  tandem
}) => {
  const { page, data } = tandem
  const { database } = openDatabase(join(data, 'tandem.db'), new Date())
  const { run, attempt } = storeLongAttempt(database, { paths: 1, tokens: 3000 })
  database.close()
  const scored = ask<{ step: number }>(
    data,
    `SELECT step FROM steps WHERE attempt_key = ${attempt} AND author = 'draft' ORDER BY step`
  ).map(({ step }) => step)
  expect(scored.length).toBeGreaterThan(100)

  await page.goto(`${page.url().split('#')[0]}#/history/${run}/${attempt}`)
  const path = page.getByRole('region', { name: 'Path 1', exact: true })
  const scoreOf = (step: number) =>
    path
      .getByRole('article', { name: new RegExp(`^Step ${step + 1},`) })
      .getByRole('button', { name: /^Score/ })
  const stops = path.locator('[data-tooltip-trigger][tabindex="0"]')
  await expect(scoreOf(scored[0]!)).toBeVisible()
  await expect(stops).toHaveCount(1)
  await scoreOf(scored[0]!).focus()
  for (const [key, step] of [
    ['ArrowDown', scored[1]!],
    ['ArrowDown', scored[2]!],
    ['ArrowUp', scored[1]!],
    ['End', scored.at(-1)!],
    ['ArrowDown', scored.at(-1)!],
    ['ArrowUp', scored.at(-2)!],
    ['Home', scored[0]!],
    ['ArrowUp', scored[0]!]
  ] as const) {
    await page.keyboard.press(key)
    await expect(scoreOf(step)).toBeFocused()
    await expect(scoreOf(step)).toHaveAttribute('tabindex', '0')
    await expect(stops).toHaveCount(1)
  }
})
