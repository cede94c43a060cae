import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixture.ts'

test('says that the store was damaged until somebody knows', async ({ tandem }) => {
  await expect(tandem.page.getByRole('alert')).toHaveCount(0)
  await tandem.restart(() => truncateSync(join(tandem.data, 'tandem.db'), 5000))
  const banner = tandem.page.getByRole('alert')
  await expect(banner).toContainText('The store was found damaged')
  await expect(banner).toContainText('tandem.db.damaged-')
  await expect(banner).toContainText('tandem restore')

  await tandem.page.reload()
  await banner.getByRole('button', { name: 'I know' }).click()
  await expect(banner).toHaveCount(0)
  await tandem.restart()
  await expect(tandem.page.getByRole('main')).toBeVisible()
  await expect(tandem.page.getByRole('alert')).toHaveCount(0)
})
