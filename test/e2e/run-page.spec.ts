import { expect, test } from './fixture.ts'
import { seedRuns, sums } from './seed-runs.ts'

const DIGITS = '9876543210'.repeat(30)

test('a known answer of 300 digits leaves what became of its attempts in sight', async ({
  tandem
}) => {
  const { page, data } = tandem
  const [run] = await seedRuns(data, [
    {
      problems: [...sums(1), { id: 'digits', text: 'What is left?', answer: DIGITS }],
      methods: ['baseline', 'ssr']
    }
  ])
  for (const width of [1280, 900]) {
    await page.setViewportSize({ width, height: 800 })
    await page.evaluate((hash) => (location.hash = hash), `#/benchmark/${run}`)
    const row = page.getByRole('row').filter({ hasText: 'What is left?' })
    const attempts = row.getByRole('link')
    await expect(attempts).toHaveCount(2)
    await attempts.last().scrollIntoViewIfNeeded()
    for (const attempt of await attempts.all()) await expect(attempt).toBeInViewport({ ratio: 1 })
    await expect(row.getByText('What is left?')).toBeInViewport()
    await expect(row.getByTitle(DIGITS)).toBeVisible()
  }
})

test('the attempts of large runs have their thousands apart, as every other figure has', async ({
  tandem
}) => {
  const { page, data } = tandem
  const large = { problems: sums(1), methods: ['draft'], repeats: 1000 } as const
  const runs = await seedRuns(data, [large, { ...large, repeats: 1 }])
  for (const [place, table] of [
    [`#/benchmark/${runs[0]}`, 'Figures of each method'],
    ['#/benchmark/leaderboard', ''],
    [`#/compare/${runs.join('/')}`, 'On 1 shared problem']
  ] as const) {
    await page.evaluate((hash) => (location.hash = hash), place)
    const row = page.getByRole('table', { name: table }).first().getByRole('row').nth(1)
    await expect(row.getByRole('cell', { name: /^1\s00[01]$/ })).toBeVisible()
  }
})

test('no card of a run says only that it has nothing to draw', async ({ tandem }) => {
  const { page, data } = tandem
  const [run] = await seedRuns(data, [
    { problems: sums(2, { known: false }), methods: ['ssr'], repeats: 2 }
  ])
  await page.evaluate((hash) => (location.hash = hash), `#/benchmark/${run}`)
  await expect(page.getByRole('region', { name: 'Where the compute goes' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Accuracy against compute' })).toHaveCount(0)
  await expect(
    page.getByRole('listitem').filter({ hasText: 'Accuracy against compute' })
  ).toHaveText(/Needs finished attempts at problems with a known answer/)
})
