import { answerOf, solved } from './answer.ts'
import { expect, test } from './fixture.ts'
import { ask, newestAttempt } from './store.ts'

test.use({ actionTimeout: 30_000 })

test('keeps tags, a note and a star, and finds runs by them', async ({ tandem }) => {
  const { page, data } = tandem
  await solved(page)
  await page.keyboard.press('Control+4')
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'finished' })
  await row.getByRole('button', { name: 'Tags and note' }).click()
  const editor = page.getByRole('dialog', { name: 'Tags and note' })
  await editor.getByLabel('Tags').fill('Thesis')
  await page.keyboard.press('Enter')
  await editor.getByLabel('Tags').fill('odd ones')
  await page.keyboard.press('Enter')
  await expect(editor.getByRole('listitem')).toHaveCount(2)
  await editor.getByLabel('Note').fill('For the second chapter.')
  await expect(editor.getByRole('status')).toHaveText('saved')
  await editor.getByRole('button', { name: 'Remove the tag odd ones' }).click()
  await expect(editor.getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await row.getByRole('button', { name: 'Star this run' }).click()
  await expect(row.getByRole('button', { name: 'Remove the star' })).toBeVisible()
  await expect(row).toContainText('For the second chapter.')
  expect(ask(data, 'SELECT tag FROM tags')).toEqual([{ tag: 'Thesis' }])
  expect(ask(data, 'SELECT note, starred FROM runs')).toEqual([
    { note: 'For the second chapter.', starred: 1 }
  ])

  const search = page.getByRole('searchbox')
  await search.fill('thesis')
  await expect(row).toHaveCount(1)
  await search.fill('nowhere')
  await expect(row).toHaveCount(0)
  await search.fill('')
  await page.getByLabel('Which runs').click()
  await page.getByRole('option', { name: /Thesis/ }).click()
  await expect(row).toHaveCount(1)

  // On the attempt's own page the same is shown, and can be changed.
  await row.getByRole('link').click()
  await expect(page.getByText('For the second chapter.')).toBeVisible()
  await page.getByRole('button', { name: 'Tags and note' }).click()
  await editor.getByRole('button', { name: 'Remove the tag Thesis' }).click()
  await editor.getByLabel('Note').fill('Changed.')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Changed.')).toBeVisible()
  expect(ask(data, 'SELECT tag FROM tags')).toEqual([])
})

test('lets a person overrule the grader, and take it back', async ({ tandem }) => {
  const { page, data } = tandem
  const outcome = answerOf(page)
  await solved(page)
  const automatic = newestAttempt(data).verdict
  const judge = page.getByRole('group', { name: 'Judge by hand' })
  await judge.getByRole('button', { name: 'ungradable' }).click()
  await expect(outcome.getByText('by hand', { exact: true })).toBeVisible()
  await expect(judge).toContainText(`The grader says ${automatic}`)
  await judge.getByLabel('Why').fill('The problem is ambiguous.')
  await page.keyboard.press('Enter')
  await expect(outcome).toContainText('The problem is ambiguous.')
  expect(newestAttempt(data).verdict).toBe('ungradable')

  // Grading again leaves it, and says so.
  await page.keyboard.press('Control+4')
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'finished' })
  await expect(row).toContainText('ungradable, by hand')
  await row.getByRole('button', { name: 'Grade this run again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Grade again' })
  await dialog.getByRole('button', { name: 'Grade again' }).click()
  await expect(dialog).toContainText('0 answers graded, 0 verdicts changed, 1 given by hand left')
  await page.keyboard.press('Escape')

  await row.getByRole('link').click()
  await judge.getByRole('button', { name: 'ungradable' }).click()
  await expect(outcome.getByText('by hand', { exact: true })).toHaveCount(0)
  expect(newestAttempt(data).verdict).toBe(automatic)
  expect(ask(data, 'SELECT policy FROM grades')).toEqual([{ policy: 'standard' }])
})
