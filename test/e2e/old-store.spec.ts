import Sqlite from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { count, percent } from '../../src/renderer/lib/figures.ts'
import { ratioText } from '../../src/shared/ratio-text.ts'
import type { MethodReport } from '../../src/shared/run-report.ts'
import { placeFixtureStore, unpackedFixture } from '../helpers/version-fixture.ts'
import type { VersionFigures } from '../helpers/version-figures.ts'
import { expect, test } from './fixture.ts'

type Methods = Readonly<
  Record<string, Pick<MethodReport, 'n' | 'accuracy' | 'gamma'> & { tokens: { total: number } }>
>

test('shows what an earlier version left behind, and says what it cannot read', async ({
  tandem
}) => {
  const figures = JSON.parse(
    unpackedFixture('0.1.0', 'figures.json.gz').toString()
  ) as VersionFigures
  const many = figures.runs.find(({ tags }) => tags.includes('first week'))!
  const odd = figures.runs.find(({ id }) => id !== many.id)!
  await tandem.restart(() => {
    const database = new Sqlite(placeFixtureStore('0.1.0', tandem.data))
    // A version to come may know more of them.
    database.unsafeMode().pragma('writable_schema = ON')
    database.exec(
      `UPDATE sqlite_schema SET sql = replace(sql, '''waiting''', '''waiting'', ''dreaming''') WHERE name = 'runs'`
    )
    database.pragma('writable_schema = RESET')
    database.prepare(`UPDATE runs SET config = '{"kind":7}' WHERE id = ?`).run(odd.id)
    database.prepare(`UPDATE runs SET status = 'dreaming' WHERE id = ?`).run(many.id)
    database.close()
  })
  const { page } = tandem
  await page.getByRole('link', { name: 'History', exact: true }).click()
  const rows = page.getByRole('main').getByRole('listitem')
  await expect(rows).toHaveCount(figures.runs.length)
  await expect(rows.filter({ hasText: 'dreaming' })).toHaveCount(1)
  const unreadable = rows.filter({ hasText: 'unreadable' })
  await expect(unreadable).toContainText('Another version of Tandem wrote it, or it is damaged')
  await page.screenshot({ path: test.info().outputPath('old-store.png') })

  await unreadable.getByRole('button', { name: 'Export this run' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Raw JSON' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe(`tandem-${odd.id}.raw.json`)
  const kept = JSON.parse(readFileSync(await file.path(), 'utf8')) as { run: unknown }
  expect(kept.run).toMatchObject({ id: odd.id, config: { kind: 7 } })
  await page.keyboard.press('Escape')
  await unreadable.getByRole('button', { name: 'Delete this run' }).click()
  await expect(rows).toHaveCount(figures.runs.length - 1)

  await rows.filter({ hasText: 'dreaming' }).getByRole('link').click()
  const { methods } = figures.runsById[many.id]!.report as { methods: Methods }
  expect(Object.keys(methods).length).toBeGreaterThan(3)
  const table = page.getByRole('table', { name: 'Figures of each method' })
  for (const [name, { n, accuracy, gamma, tokens }] of Object.entries(methods)) {
    const head = page.getByRole('rowheader', { name, exact: true })
    const cells = table.getByRole('row').filter({ has: head }).getByRole('cell')
    await expect(cells.first()).toHaveText(String(n))
    await expect(cells.nth(1)).toHaveText(percent(accuracy, 1))
    await expect(cells.last()).toHaveText(count(tokens.total))
    await expect(cells.filter({ hasText: ratioText(gamma) })).not.toHaveCount(0)
  }
  const attempt = Object.keys(figures.runsById[many.id]!.attempts)[0]!
  await page.evaluate(
    ([run, key]) => {
      location.hash = `#/history/${run}/${key}`
    },
    [many.id, attempt] as const
  )
  await expect(page.getByText('Path 1').first()).toBeVisible()
})
