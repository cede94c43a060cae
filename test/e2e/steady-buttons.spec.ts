import type { Locator, Page } from '@playwright/test'
import { DOOR, expect, test } from './fixture.ts'
import { finished } from './benchmark-page.ts'
import { holdAnswers } from './held-answers.ts'
import { holdModels } from './models-process.ts'
import { seedRuns, sums } from './seed-runs.ts'

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

test('a benchmark is paused by a click during which its first attempt ends', async ({ tandem }) => {
  const { page } = tandem
  await show(page, '#/benchmark?methods=baseline&sample=1&repeats=1000')
  await page.getByRole('button', { name: 'Start' }).click()
  const pause = page.getByRole('button', { name: 'Pause' })
  await expect(pause).toBeVisible()
  // They are started for the first attempt.
  let goOn = () => {}
  await expect(() => (goOn = holdModels(tandem.pid))).toPass({ intervals: [50] })
  await expect(page.getByRole('link', { name: /^Review/ })).toHaveCount(0)
  await clickWhile(page, pause, async () => {
    goOn()
    await expect(page.getByRole('link', { name: /^Review/ })).toBeVisible()
  })
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
})

test('a pair is saved by a click during which the engine says what it would take', async ({
  tandem
}) => {
  const { page } = tandem
  const fit = await holdAnswers(page, 'models.fit')
  await show(page, '#/models/pairs/new')
  await page.getByLabel('Name', { exact: true }).fill('At once')
  await fit.some
  await clickWhile(page, page.getByRole('button', { name: 'Save as a new pair' }), async () => {
    fit.letGo()
    await expect(page.getByRole('region', { name: 'Memory' })).toContainText('Fits')
  })
  await expect(page.getByText('“At once” can be chosen')).toBeVisible()
})

test('diagnostics are saved by a click during which the findings come', async ({ tandem }) => {
  const { page } = tandem
  const findings = await holdAnswers(page, 'diagnostics.examine')
  await show(page, '#/settings/diagnostics')
  const saved = page.waitForEvent('download')
  await findings.some
  await clickWhile(page, page.getByRole('button', { name: /^Save/ }), async () => {
    findings.letGo()
    await expect(page.getByRole('button', { name: 'Copy' })).toBeEnabled()
  })
  await saved
})

test('runs and the places found in them are shown together', async ({ tandem }) => {
  const { page, data } = tandem
  await seedRuns(data, [
    { problems: sums(2), methods: ['baseline'] },
    { set: 'Another', problems: [{ id: 'word', text: 'Find the walrus.' }], methods: ['draft'] }
  ])
  const places = await holdAnswers(page, 'runs.search')
  await show(page, '#/history')
  const rows = page.getByRole('checkbox', { name: /^Select/ })
  await expect(rows).toHaveCount(2)
  await page.getByRole('searchbox').fill('walrus')
  await places.some
  await expect(rows).toHaveCount(2)
  places.letGo()
  await expect(rows).toHaveCount(1)
  await expect(page.getByRole('region', { name: 'Places found' })).toBeVisible()
})

test('a row that is selected moves none of the others', async ({ tandem }) => {
  const { page, data } = tandem
  await seedRuns(data, [
    { problems: sums(2), methods: ['baseline'], options: { seed: 1 } },
    { problems: sums(2), methods: ['baseline'], options: { seed: 2 } }
  ])
  await show(page, '#/history')
  const rows = page.getByRole('checkbox', { name: /^Select/ })
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 800 })
    const before = await rows.last().boundingBox()
    await rows.first().check()
    await rows.last().check()
    expect(await rows.last().boundingBox()).toEqual(before)
    await page.getByRole('button', { name: 'None', exact: true }).click()
    await expect(rows.first()).not.toBeChecked()
  }
})

test('two runs are compared with nothing that comes above what can be clicked', async ({
  tandem
}) => {
  const { page, data } = tandem
  const runs = await seedRuns(data, [
    { problems: sums(2), methods: ['baseline'], options: { seed: 1 } },
    { problems: sums(2), methods: ['baseline'], options: { seed: 2 } }
  ])
  const together = await holdAnswers(page, 'runs.compare-many')
  await show(page, `#/compare/${runs.join('/')}`)
  await together.some
  const settings = page.getByRole('region', { name: 'What was set differently' })
  await expect(page.getByLabel('Run A')).toBeVisible()
  await expect(settings).toHaveCount(0)
  together.letGo()
  await expect(settings).toBeVisible()
})
