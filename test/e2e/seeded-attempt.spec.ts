import { writeReading } from '../../src/shared/token-reading.ts'
import { expect, test } from './fixture.ts'
import { draftedStep, seedSolve } from './seed-solve.ts'

/** 5,000 characters with formulas in them. */
const LONG = 'Let $x_{n+1} = 3x_n + 1$ with $x_0 = 7$, and go on for as long as it is asked. '
  .repeat(63)
  .slice(0, 5000)
const DIGITS = '1234567890'.repeat(30)

test('a long problem is told before it is solved, and leaves the buttons and the failure in sight', async ({
  tandem
}) => {
  const { page } = tandem
  const problem = page.getByRole('textbox', { name: 'Problem' })
  await problem.fill(LONG)
  await expect(page.getByRole('status').filter({ hasText: 'too long for this pair' })).toHaveText(
    /^\s*[\d\u202f]+ of [\d\u202f]+ tokens: too long for this pair\s*$/
  )
  const preview = page.getByRole('group', { name: 'Preview' })
  for (const long of [problem, preview]) {
    await expect.poll(async () => (await long.boundingBox())?.height).toBeLessThan(200)
    expect(await long.evaluate((node) => node.scrollHeight > node.clientHeight)).toBe(true)
  }
  await expect(preview).toHaveAttribute('tabindex', '0')
  const solve = page.getByRole('button', { name: /^Solve/ })
  await expect(solve).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('button', { name: 'More options' })).toBeInViewport({ ratio: 1 })
  await solve.click()
  const answer = page.getByRole('region', { name: 'Answer', exact: true })
  await expect(answer).toHaveAttribute('data-outcome', 'failed')
  await expect(answer).toBeInViewport({ ratio: 1 })
  await expect(solve).toBeInViewport({ ratio: 1 })
})

test('a long problem and a 300-digit answer have a height, in a row and on their page', async ({
  tandem
}) => {
  const { page, data } = tandem
  const place = seedSolve(data, {
    problem: LONG,
    answer: DIGITS,
    steps: [
      draftedStep(0, `So it is ${DIGITS}.`),
      { type: 'step-accepted', path: 0, step: 0, cost: [] }
    ]
  })
  await page.evaluate(() => (location.hash = '#/history'))
  const row = page.getByRole('listitem').filter({ hasText: 'and go on for as long as' })
  await expect(row.getByRole('link')).toBeVisible()
  await expect.poll(async () => (await row.boundingBox())?.height).toBeLessThan(70)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280)

  await page.evaluate((hash) => (location.hash = hash), place)
  const answer = page.getByRole('region', { name: 'Answer', exact: true })
  await expect(answer).toHaveAttribute('data-outcome', 'answered')
  await expect(answer).toBeInViewport({ ratio: 1 })
  await expect(answer.getByText('Right', { exact: true })).toBeInViewport()
  const heading = page.getByRole('heading', { level: 1 })
  await expect.poll(async () => (await heading.boundingBox())?.height).toBeLessThan(130)
  await expect(page.getByRole('button', { name: 'Back' })).toBeInViewport({ ratio: 1 })
  const path = page.getByRole('region', { name: 'Path 1', exact: true })
  await expect(path.getByRole('article')).toBeInViewport()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280)
})

test('what the models do not know is said first, and each token says how probable it was', async ({
  tandem
}) => {
  const { page, data } = tandem
  const text = 'So 4 + 5 is 72.'
  const reading = (...probabilities: number[]) =>
    writeReading(
      ['So', ' 4', ' +', ' 5', ' is', ' 72', '.'].map((token, index) => ({
        characters: token.length,
        probability: probabilities[index]!
      }))
    )
  const place = seedSolve(data, {
    problem: 'What is 4 + 5?',
    answer: '72',
    notes: ['This problem looks unlike what these models know: do not trust the answer.'],
    steps: [
      draftedStep(0, text, { reading: reading(0.98, 0.98, 0.98, 0.98, 0.98, 0.7, 0.98) }),
      {
        type: 'step-scored',
        path: 0,
        step: 0,
        score: 8,
        evidence: null,
        reading: reading(0.98, 0.98, 0.98, 0.3, 0.98, 0.02, 0.98),
        cost: []
      },
      { type: 'step-accepted', path: 0, step: 0, cost: [] }
    ]
  })
  await page.evaluate((hash) => (location.hash = hash), place)
  const answer = page.getByRole('region', { name: 'Answer', exact: true })
  await expect(answer).toHaveText(/^\s*This problem looks unlike what these models know/)

  const step = page.getByRole('article', { name: /^Step 1,/ })
  await expect(step).toContainText(text)
  await page.getByRole('checkbox', { name: 'Show how probable each token was' }).check()
  // They are kept in 64 steps.
  const unlikely = step.getByTitle(/^target 2\s%, draft (69|70)\s%$/)
  await expect(unlikely).toHaveText('72')
  await expect(unlikely).toHaveCSS('text-decoration-line', 'underline')
  await expect(step.getByTitle(/^target 3[01]\s%, draft 98\s%$/)).toHaveText('5')
  // What is likely stays unmarked.
  await expect(step.getByTitle(/^target 98\s%, draft 98\s%$/).first()).toHaveCSS(
    'text-decoration-line',
    'none'
  )
  await expect(page.getByText('below 10 %')).toBeVisible()
})
