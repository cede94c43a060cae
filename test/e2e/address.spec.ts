import { SCREENS } from '../../src/renderer/lib/screens.ts'
import { expect, test } from './fixture.ts'
import { seedRuns } from './seed-runs.ts'
import { draftedStep, rewrittenStep, seedSolve } from './seed-solve.ts'

test('how a screen is looked at lives in its address, and what means nothing there is said', async ({
  tandem
}) => {
  const { page } = tandem
  const screens = page.getByRole('navigation', { name: 'Screens' })
  await screens.getByRole('link', { name: 'Benchmark' }).click()
  await page.getByLabel('Problems', { exact: true }).fill('7')
  await page.getByLabel('Seed', { exact: true }).fill('19')
  await page.getByRole('checkbox', { name: /^Small model alone draft / }).check()
  await expect(page).toHaveURL(
    /#\/benchmark\?methods=draft,baseline,ssr-adaptive&sample=7&seed=19$/
  )

  await screens.getByRole('link', { name: 'History' }).click()
  await page.getByRole('searchbox').fill('apples & 3 + 4')
  await page.getByRole('button', { name: 'Deleted runs' }).click()
  await expect(page).toHaveURL(/text=apples/)
  await page.reload()
  await expect(page.getByRole('searchbox')).toHaveValue('apples & 3 + 4')
  await expect(page.getByRole('button', { name: 'Back to the runs' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Deleted runs' })).toBeVisible()

  await screens.getByRole('link', { name: 'Benchmark' }).click()
  await page.goBack()
  await page.goBack()
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('19')
  await expect(page.getByRole('checkbox', { name: /^Small model alone draft / })).toBeChecked()

  await page.evaluate(() => (location.hash = '#/benchmark?paths=many&seed=5&set=none'))
  const ignored = page.getByRole('status').filter({ hasText: 'ignored' })
  await expect(ignored).toContainText('paths=many')
  await expect(ignored).toContainText('set=none')
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('5')
  await page.getByRole('button', { name: 'Take it out' }).click()
  await expect(page).toHaveURL(/#\/benchmark\?seed=5$/)
  await page.evaluate(() => (location.hash = '#/models/nowhere'))
  await expect(page.getByText('There is nothing at this address')).toBeVisible()

  for (const place of ['#/history/a-run', '#/history/a-run/first', '#/benchmark/a-run/9']) {
    await page.evaluate((hash) => (location.hash = hash), place)
    await expect(page.getByRole('main').locator('code')).toHaveText(place)
  }
})

test('what an address asks for and nobody reads is said on every screen, once, and can be taken out', async ({
  tandem
}) => {
  const { page, data } = tandem
  const [run] = await seedRuns(data, [
    { problems: [{ id: 'sum', text: 'What is 8 + 9?', answer: '17' }], methods: ['ssr'] }
  ])
  const places = [
    ...SCREENS,
    'benchmark/leaderboard',
    `benchmark/${run}`,
    `benchmark/${run}/review`,
    `compare/${run}/${run}`,
    `history/${run}/1`,
    'models/library',
    'models/servers',
    'models/pairs',
    'models/pays',
    'models/download',
    'problem-sets/words',
    'settings/prompts',
    'settings/about'
  ]
  const ignored = page.getByRole('status').filter({ hasText: 'ignored' })
  for (const place of places) {
    await page.evaluate((hash) => (location.hash = hash), `#/${place}?nobody=reads`)
    await expect(ignored, place).toHaveCount(1)
    await expect(ignored, place).toContainText('nobody=reads')
    await page.getByRole('button', { name: 'Take it out' }).click()
    await expect(ignored, place).toHaveCount(0)
    await expect(page, place).toHaveURL(new RegExp(`#/${place}$`))
  }

  // What a screen does understand stays, and is no reason to say anything.
  await page.evaluate(() => (location.hash = '#/compare?cost=compute&shown=all'))
  await expect(ignored).toContainText('shown=all')
  await expect(ignored).not.toContainText('cost')
  await page.getByRole('button', { name: 'Take it out' }).click()
  await expect(page).toHaveURL(/#\/compare\?cost=compute$/)
})

test('an attempt that was opened in a tab of its own leads back to the history', async ({
  tandem
}) => {
  const { page, data } = tandem
  const place = seedSolve(data, {
    problem: 'What is 5 + 6?',
    answer: '11',
    steps: [draftedStep(0, 'It is 11.')]
  })
  const tab = await page.context().newPage()
  await tab.goto(new URL(`/${place}`, page.url()).href)
  await tab.getByRole('button', { name: 'Back' }).click()
  await expect(tab.getByRole('heading', { name: 'History' })).toBeVisible()
  await expect(tab.getByRole('link', { name: /What is 5/ })).toBeVisible()
  await tab.close()
})

test('how an attempt is looked at lives in its address', async ({ tandem }) => {
  const { page, data } = tandem
  const place = seedSolve(data, {
    problem: 'What is 6 + 7?',
    answer: '13',
    steps: [
      draftedStep(0, 'Six and six are 12.'),
      ...rewrittenStep(1, { draft: 'And 2 are 14.', score: 2.5, target: 'And 1 is 13.' }),
      draftedStep(2, 'It is 13.')
    ]
  })
  await page.evaluate((hash) => (location.hash = hash), place)
  const steps = page.getByRole('article')
  await steps.nth(1).click()
  await page.keyboard.press('r')
  await page.getByRole('checkbox', { name: 'as the models wrote' }).check()
  await expect(page).toHaveURL(/\?step=1\.2&drafts=1\.2&raw=1$/)

  await page.reload()
  await expect(steps.nth(1)).toHaveAttribute('aria-current', 'step')
  const draft = steps.nth(1).getByRole('button', { name: 'draft scored 2.5' })
  await expect(draft).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByRole('checkbox', { name: 'as the models wrote' })).toBeChecked()

  // What is looked at is no place of its own, and an address that means nothing says so.
  await page.evaluate((hash) => (location.hash = `${hash}?step=second`), place)
  const ignored = page.getByRole('status').filter({ hasText: 'ignored' })
  await expect(ignored).toContainText('step=second')
})
