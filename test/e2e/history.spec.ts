import { readFileSync } from 'node:fs'
import { expect, test } from './fixture.ts'
import { seedRuns, sums } from './seed-runs.ts'
import { ask } from './store.ts'

test('runs are tagged, exported, compared and deleted together, and found by how an attempt ended', async ({
  tandem
}) => {
  const { page, data } = tandem
  const [first, second] = await seedRuns(data, [
    { problems: sums(2), methods: ['baseline'], options: { seed: 1 } },
    { problems: sums(2), methods: ['baseline'], options: { seed: 2 } },
    { set: 'Open', problems: sums(1, { known: false }), methods: ['draft'] }
  ])
  await page.evaluate(() => (location.hash = '#/history'))
  const selected = page.getByRole('checkbox', { name: 'Select Sums', exact: true })
  await expect(selected).toHaveCount(2)
  await selected.first().check()
  await selected.last().check()
  const bar = page.getByRole('group', { name: 'With the selected runs' })
  await expect(bar).toContainText('2 runs selected')
  await bar.getByRole('textbox').fill('night')
  await bar.getByRole('button', { name: 'Tag', exact: true }).click()
  await expect.poll(() => ask(data, "SELECT 1 FROM tags WHERE tag = 'night'").length).toBe(2)
  await expect(bar.getByRole('link')).toHaveAttribute(
    'href',
    new RegExp(`^#/compare/(${first}/${second}|${second}/${first})$`)
  )

  const files: string[] = []
  page.on('download', (download) => {
    download.path().then(
      (path) => files.push(`${download.suggestedFilename()} ${readFileSync(path, 'utf8')}`),
      () => undefined
    )
  })
  await bar.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('button', { name: 'CSV', exact: true }).click()
  await expect.poll(() => files.length).toBe(2)
  for (const run of [first!, second!]) {
    const file = files.find((one) => one.startsWith(`tandem-${run}.csv `))
    expect(file?.match(/\bsum-\d/g)).toHaveLength(2)
  }
  await page.keyboard.press('Escape')

  await page.evaluate(() => (location.hash = '#/history?outcome=right'))
  await expect(page.getByRole('checkbox', { name: 'Select open' })).toHaveCount(0)
  await expect(selected).toHaveCount(2)

  await selected.first().check()
  await selected.last().check()
  await bar.getByRole('button', { name: 'Delete' }).click()
  await expect(selected).toHaveCount(0)
  expect(ask(data, 'SELECT id FROM runs WHERE deleted_at IS NOT NULL')).toHaveLength(2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(selected).toHaveCount(2)
})

test('the title of a run has at least half of its row, however narrow the window is', async ({
  tandem
}) => {
  const { page, data } = tandem
  await seedRuns(data, [
    {
      set: 'Sums of two numbers, the second of which is odd, drawn for a long row',
      problems: sums(2),
      methods: ['baseline', 'draft', 'ssr']
    }
  ])
  await page.evaluate(() => (location.hash = '#/history'))
  const row = page.getByRole('main').getByRole('listitem')
  const title = row.getByRole('link')
  // 640 px are what a window of 1280 px has at 200 %.
  for (const width of [640, 900, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await expect
      .poll(async () => (await title.boundingBox())!.width / (await row.boundingBox())!.width, {
        message: `${width} px`
      })
      .toBeGreaterThan(0.5)
    const outside = await row.evaluate((one) => one.scrollWidth - one.clientWidth)
    expect(outside, `${width} px`).toBe(0)
  }
})
