import { expectOutcome } from './answer.ts'
import { chooseMethod } from './choices.ts'
import { expect, test } from './fixture.ts'
import { killModels } from './models-process.ts'
import { ask } from './store.ts'

/** The number of paths of each run, oldest first. */
function pathsOfRuns(data: string): number[] {
  return ask<{ config: string }>(data, 'SELECT config FROM runs ORDER BY key').map(
    ({ config }) => (JSON.parse(config) as { options: { paths: number } }).options.paths
  )
}

test('solves from the keyboard, with what is being typed, also after a run that failed', async ({
  tandem
}) => {
  const { page, data } = tandem
  const paths = page.getByLabel('Paths')
  await chooseMethod(page, 'parallel')
  await page.getByRole('button', { name: 'More options' }).click()
  await paths.fill('26')
  await page.keyboard.press('Control+Enter')
  // By the store: the page shows the first step when a fast machine has written all.
  await expect
    .poll(() => ask(data, 'SELECT 1 FROM steps LIMIT 1'), { intervals: [20] })
    .toHaveLength(1)
  killModels(tandem.pid)
  await expectOutcome(page, 'failed')
  expect.soft(pathsOfRuns(data)).toEqual([26])

  // The field keeps the keyboard, whatever happened meanwhile.
  await expect.soft(paths).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('2')
  await page.keyboard.press('Control+Enter')
  await expectOutcome(page, 'answered')
  expect.soft(pathsOfRuns(data)).toEqual([26, 2])
})
