import { ENDED, solved } from './answer.ts'
import { expect, test } from './fixture.ts'
import { draftedStep, seedSolve } from './seed-solve.ts'
import { ask } from './store.ts'

const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

test('no text turns figures round on a page, and what is stored and edited stays as it is', async ({
  tandem
}) => {
  const { page, data } = tandem
  const problem = 'What is \u202e82 + 1?\u202c'
  const place = seedSolve(data, {
    problem,
    answer: '\u202e92',
    notes: ['Subtract \u20678 - 5 first.'],
    steps: [
      draftedStep(0, 'The sum of \u202b82 and 1\u202c is \u200f8 - 5.'),
      { type: 'step-accepted', path: 0, step: 0, cost: [] }
    ]
  })
  const main = page.getByRole('main')
  await page.evaluate((hash) => (location.hash = hash), place)
  await expect(main).toContainText('The sum of \ufffd82 and 1\ufffd is \ufffd8 - 5.')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('What is \ufffd82 + 1?\ufffd')
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toContainText('\ufffd')
  await expect(main).toContainText('Subtract \ufffd8 - 5 first.')
  expect(await page.locator('html').evaluate(({ outerHTML }) => outerHTML)).not.toMatch(TURNS)

  await page.evaluate(() => (location.hash = '#/history'))
  const row = page.getByRole('listitem').filter({ hasText: 'What is \ufffd82' })
  await row.getByRole('button', { name: 'Tags and note' }).click()
  const editor = page.getByRole('dialog', { name: 'Tags and note' })
  const note = editor.getByLabel('Note')
  await note.fill('Is it \u202e28?')
  await expect(editor.getByRole('status')).toHaveText('saved')
  await expect(row).toContainText('Is it \ufffd28?')
  await expect(note).toHaveValue('Is it \u202e28?')
  expect(ask(data, 'SELECT note FROM runs')).toEqual([{ note: 'Is it \u202e28?' }])
  expect(ask(data, 'SELECT text FROM problems')).toEqual([{ text: problem }])
})

test('a copied result has the problem as it was written', async ({ tandem }) => {
  const { page } = tandem
  const written = 'Tom has 4 apples and buys 5\u200f. How many apples has he now?'
  await page.getByRole('textbox', { name: 'Problem' }).fill(written)
  await solved(page, ENDED)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(written)
})
