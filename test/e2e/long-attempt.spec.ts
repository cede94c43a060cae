import { join } from 'node:path'
import { storeLongAttempt } from '../../bench/window/long-runs.ts'
import { openDatabase } from '../../src/main/store/database.ts'
import { expect, test } from './fixture.ts'

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
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toHaveAttribute(
    'data-outcome',
    'answered'
  )

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
  await expect(whatIf.getByRole('row', { name: /^acceptance/ })).toContainText(/100.%/)
  await whatIf
    .getByRole('button', { name: /^path 1, step/ })
    .first()
    .click()
  expect(await page.locator('[role=slider] svg *').count()).toBeLessThan(60)
})
