import type { Locator, Page } from '@playwright/test'
import { DOOR, expect, test } from './fixture.ts'
import { finished } from './benchmark-page.ts'
import { holdAnswers } from './held-answers.ts'

test.skip(DOOR === 'window', 'Only the answers of the web door can be held back from outside.')

function show(page: Page, place: string): Promise<string> {
  return page.evaluate((hash) => (location.hash = hash), place)
}

/** Presses the mouse on a control, lets something come meanwhile, and lets go, with the mouse where it was. */
async function clickWhile(page: Page, control: Locator, comes: () => Promise<void>) {
  await expect(control).toBeEnabled()
  const before = (await control.boundingBox())!
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2)
  await page.mouse.down()
  await comes()
  expect(await control.boundingBox()).toEqual(before)
  await page.mouse.up()
}

test('a benchmark is started by a click during which its forecast comes', async ({ tandem }) => {
  const { page } = tandem
  const forecast = await holdAnswers(page, 'benchmarks.forecast')
  // Without the baseline, a line more says so.
  await show(page, '#/benchmark?methods=draft&sample=1')
  await forecast.some
  await clickWhile(page, page.getByRole('button', { name: 'Start' }), async () => {
    forecast.letGo()
    await expect(page.getByRole('region', { name: 'Forecast' })).toContainText('1 attempt')
  })
  await expect(page).toHaveURL(/#\/benchmark\/[^/?]+$/)
  await finished(page)
})
