import { expect, test } from './fixture.ts'
import { seedRuns, sums } from './seed-runs.ts'
import { ask } from './store.ts'

const LETTERS = ['A', 'B', 'C', 'D', 'E'] as const

test('five runs stand beside each other, a count shows what it counts, and two traces part in sight', async ({
  tandem
}) => {
  const { page, data } = tandem
  const runs = await seedRuns(
    data,
    LETTERS.map((_, index) => ({
      problems: sums(8),
      methods: ['draft'] as const,
      options: { seed: index + 1 }
    }))
  )
  await page.evaluate((place) => (location.hash = place), `#/compare/${runs.join('/')}`)
  const chips = page.getByRole('list', { name: 'Runs', exact: true }).getByRole('listitem')
  await expect(chips).toHaveCount(5)
  const figures = page.getByRole('table', { name: 'On 8 shared problems' })
  await expect(figures.getByRole('row')).toHaveCount(6)
  const right = ask<{ share: number }>(
    data,
    "SELECT avg(verdict = 'right') AS share FROM attempts GROUP BY run_key ORDER BY run_key"
  )
  for (const [index, { share }] of right.entries()) {
    await expect(figures.getByRole('row').nth(index + 1)).toContainText(
      `${(100 * share).toFixed(1)}\u202f%`
    )
  }
  await expect(page.getByRole('img', { name: /^Accuracy against/ }).locator('g')).toHaveText(
    LETTERS.map((letter) => new RegExp(`${letter}$`))
  )

  const onlyOne = ask<{ problem: string }>(
    data,
    `SELECT problem_id AS problem FROM attempts one
       JOIN attempts other ON other.problem = one.problem AND other.run_key = 2
       JOIN run_problems ON run_problems.run_key = 1 AND position = one.problem
     WHERE one.run_key = 1 AND one.verdict = 'right' AND other.verdict <> 'right' ORDER BY one.problem`
  )
  expect(onlyOne.length).toBeGreaterThan(0)
  await page.getByRole('button', { name: `only A right ${onlyOne.length}`, exact: true }).click()
  const listed = page.getByRole('list', { name: 'Pairs of attempts' }).getByRole('listitem')
  await expect(listed).toHaveCount(onlyOne.length)
  await expect(listed.first()).toContainText(onlyOne[0]!.problem)

  // What is looked at lives in the address: a reload and a second tab find it again.
  const other = listed.last().getByRole('button')
  await other.click()
  await expect(other).toHaveAttribute('aria-current', 'true')
  await page.reload()
  await expect(listed).toHaveCount(onlyOne.length)
  await expect(other).toHaveAttribute('aria-current', 'true')
  await expect(page.getByLabel('Which attempts')).toHaveText(/^\s*Only A is right\s*$/)
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await expect(tab.getByText(`${onlyOne.at(-1)!.problem} · known answer:`)).toBeVisible()
  await tab.close()
  await page.goBack()
  await expect(page.getByLabel('Which attempts')).not.toHaveText(/Only A is right/)
  await page.goForward()
  await expect(other).toHaveAttribute('aria-current', 'true')

  await page.getByRole('button', { name: 'Go there' }).click()
  await expect(page.getByText('From here on they differ')).toHaveCount(2)
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeInViewport()

  await page.getByRole('button', { name: 'Take E out of the comparison' }).click()
  await expect(figures.getByRole('row')).toHaveCount(5)
  await expect(page.getByRole('button', { name: 'Take E out of the comparison' })).toHaveCount(0)
})
