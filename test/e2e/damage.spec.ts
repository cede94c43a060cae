import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { openDatabase } from '../../src/main/store/database.ts'
import { placeFixtureStore } from '../helpers/version-fixture.ts'
import { expect, test } from './fixture.ts'

/** To be looked at, in both colours. */
async function picture(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const path = test.info().outputPath(`${name}-${colorScheme}.png`)
    await page.screenshot({ path, animations: 'disabled' })
  }
}

test('says that the store was damaged until somebody knows', async ({ tandem }) => {
  await expect(tandem.page.getByRole('alert')).toHaveCount(0)
  await tandem.restart(() => truncateSync(join(tandem.data, 'tandem.db'), 5000))
  const banner = tandem.page.getByRole('alert')
  await expect(banner).toContainText('The store was found damaged')
  await expect(banner).toContainText('tandem.db.damaged-')
  await expect(banner).toContainText('tandem restore')
  await picture(tandem.page, 'damaged')

  await tandem.page.reload()
  await banner.getByRole('button', { name: 'I know' }).click()
  await expect(banner).toHaveCount(0)
  await tandem.restart()
  await expect(tandem.page.getByRole('main')).toBeVisible()
  await expect(tandem.page.getByRole('alert')).toHaveCount(0)
})

test('says that the store of a newer version can only be read', async ({ tandem }) => {
  const said = 'This store was written by a newer Tandem: it is open for reading'
  await expect(tandem.page.getByText(said)).toHaveCount(0)
  await tandem.restart(() => {
    const path = placeFixtureStore('0.1.0', tandem.data)
    openDatabase(path, new Date(0)).database.close()
    const database = new Sqlite(path)
    database.pragma('user_version = 9990')
    database.close()
  })
  const { page } = tandem
  await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible()
  await picture(page, 'newer')

  await page.getByRole('link', { name: 'History', exact: true }).click()
  const runs = page.getByRole('main').getByRole('listitem')
  const first = runs.first()
  await expect(first).toBeVisible()
  const known = await runs.count()
  await first.getByRole('button', { name: 'Delete this run' }).click()
  await expect(page.getByText('Nothing was changed')).toBeVisible()
  await page.reload()
  await expect(runs).toHaveCount(known)
})
