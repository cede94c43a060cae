import { RECORDED } from '../../src/shared/recorded-run.ts'
import { expect, test } from './fixture.ts'
import { ask } from './store.ts'

test('who has solved nothing yet sees what it is in three pictures, and a recorded run', async ({
  tandem
}) => {
  const { page, data } = tandem
  const introduction = page.getByRole('region', { name: /^A small and a large model/ })
  await expect(introduction.getByRole('figure')).toHaveCount(3)
  // It is not in the way of the one click.
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeEnabled()
  await expect(introduction.getByRole('link', { name: 'Get a stronger pair' })).toHaveAttribute(
    'href',
    '#/models/download'
  )

  await introduction.getByRole('link', { name: 'Look at a recorded run' }).click()
  await expect(page.getByRole('note')).toContainText('Recording')
  const outcome = page.getByRole('region', { name: 'Answer', exact: true })
  await expect(outcome).toHaveAttribute('data-outcome', 'answered')
  await expect(outcome).toContainText('Right')
  await expect(page.getByRole('slider', { name: /^Steps of path/ })).toHaveCount(3)
  await expect(page.getByRole('article', { name: /rewritten by the target/ })).not.toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Judge it right' })).toHaveCount(0)
  expect(ask(data, 'SELECT 1 FROM runs')).toEqual([])

  expect(page.url()).toMatch(new RegExp(`#/history/${RECORDED.run}/${RECORDED.attempt}$`))
  await page.reload()
  await expect(page.getByRole('note')).toContainText('Recording')

  await page.keyboard.press('?')
  await page.getByRole('link', { name: 'What Tandem does, in three pictures' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('figure')).toHaveCount(3)
})
