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
  await expect(path.getByRole('article', { name: /^Step 1101,/ })).toBeVisible()
  await expect(path).toContainText(/20.009 tokens/)
  await expect(path).toContainText('finished')
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute(
    'data-outcome',
    'answered'
  )
})
