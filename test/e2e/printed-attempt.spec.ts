import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { storeLongAttempt } from '../../bench/window/long-runs.ts'
import { openDatabase } from '../../src/main/store/database.ts'
import { expect, test } from './fixture.ts'
import { rewrittenStep, seedSolve } from './seed-solve.ts'

/** Notes how many steps of each path stand when its page is laid out for a printer. */
async function notePrinted(page: Page): Promise<void> {
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      const feeds = [...document.querySelectorAll('main [role=feed]')]
      const steps = feeds.map((feed) => feed.querySelectorAll('article').length)
      document.documentElement.dataset['printed'] = JSON.stringify(steps)
    })
  })
}

function storeAttempt(data: string, shape: { paths: number; tokens: number }) {
  const { database } = openDatabase(join(data, 'tandem.db'), new Date())
  const { run, attempt } = database.transaction(() => storeLongAttempt(database, shape))()
  database.close()
  return `#/history/${run}/${attempt}`
}

/** Where the steps of a path stand, in order: their numbers and their upper edges. */
function stepsOf(page: Page, path: string) {
  return page.getByRole('region', { name: path, exact: true }).evaluate((region) =>
    [...region.querySelectorAll('article')].map((step) => {
      const { top, bottom, right } = step.getBoundingClientRect()
      return { number: step.ariaPosInSet, top, bottom, within: right <= innerWidth }
    })
  )
}

/** The number of the step at the upper edge of a column; 0 where none is there. */
function firstInSight(feed: Locator): Promise<number> {
  return feed.evaluate((node) => {
    const { top } = node.getBoundingClientRect()
    const steps = [...node.querySelectorAll('article')]
    const first = steps.find((step) => step.getBoundingClientRect().bottom > top)
    return Number(first?.ariaPosInSet ?? 0)
  })
}

test('an attempt is printed whole, every path below the other, and goes on in the window where it was', async ({
  tandem
}) => {
  const { page, data } = tandem
  const place = storeAttempt(data, { paths: 2, tokens: 1000 })
  await page.goto(`${page.url().split('#')[0]}${place}`)
  const second = page.getByRole('region', { name: 'Path 2', exact: true })
  await expect(second.getByRole('article', { name: /^Step 1,/ })).toBeVisible()
  const feed = second.getByRole('feed')
  await feed.evaluate((node) => node.scrollTo({ top: 1500 }))
  await expect(second.getByRole('article', { name: /^Step 1,/ })).toHaveCount(0)
  const inSight = () => firstInSight(feed)
  const reached = await inSight()
  expect(reached).toBeGreaterThan(5)
  expect((await stepsOf(page, 'Path 2')).length).toBeLessThan(40)

  await notePrinted(page)
  const pdf = (await page.pdf()).toString('latin1')
  expect(pdf.match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(5)
  const printed = await page.evaluate(() => document.documentElement.dataset['printed'])
  expect(JSON.parse(printed!)).toEqual([59, 59])
  // The list of what is in sight is back, at its place.
  await expect.poll(inSight).toBe(reached)
  await expect.poll(async () => (await stepsOf(page, 'Path 2')).length).toBeLessThan(40)

  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 720, height: 1000 })
  await expect(second.getByText('Step 30: with')).toBeVisible()
  let above = 0
  for (const path of ['Path 1', 'Path 2']) {
    const steps = await stepsOf(page, path)
    expect(steps.map(({ number }) => Number(number))).toEqual(
      Array.from({ length: 59 }, (_, index) => index + 1)
    )
    for (const { top, bottom, within } of steps) {
      expect(top).toBeGreaterThanOrEqual(above)
      expect(within).toBe(true)
      above = bottom
    }
  }
  await expect(page.getByText('left out on paper')).toHaveCount(0)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ media: 'screen' })
  await expect.poll(async () => (await stepsOf(page, 'Path 2')).length).toBeLessThan(40)
  await expect.poll(inSight).toBe(reached)
})

test('of an attempt of thousands of steps the paper says how many are left out, and where they are', async ({
  tandem
}) => {
  const { page, data } = tandem
  const place = storeAttempt(data, { paths: 2, tokens: 9000 })
  await page.goto(`${page.url().split('#')[0]}${place}`)
  const path = page.getByRole('region', { name: 'Path 2', exact: true })
  await expect(path).toContainText('finished')
  await page.emulateMedia({ media: 'print' })
  await expect(path.getByText('30 steps are left out on paper.')).toBeVisible()
  const steps = await stepsOf(page, 'Path 2')
  expect(steps.map(({ number }) => Number(number))).toEqual(
    [...Array(530).keys()].map((step) => step + 1).filter((step) => step <= 250 || step > 280)
  )
})

test('a rejected draft that is closed in the window is read on paper, and closed again behind it', async ({
  tandem
}) => {
  const { page, data } = tandem
  const place = seedSolve(data, {
    problem: 'What is 8 + 9?',
    answer: '17',
    steps: rewrittenStep(0, {
      draft: 'So it is sixteen.',
      score: 2.5,
      target: 'So it is seventeen.'
    })
  })
  await page.goto(`${page.url().split('#')[0]}${place}`)
  const step = page.getByRole('article', { name: /^Step 1,/ })
  const toggle = step.getByRole('button', { name: 'draft scored 2.5' })
  await expect(toggle).toHaveAttribute('aria-expanded', 'false')
  await expect(step.getByText('sixteen')).toHaveCount(0)

  await page.emulateMedia({ media: 'print' })
  await expect(step.getByRole('deletion')).toHaveText('sixteen')
  await expect(step.getByRole('insertion')).toHaveText('seventeen')
  // Without its ground it is told from the draft's words by a line, as these are.
  await expect(step.getByRole('insertion')).toHaveCSS('text-decoration-line', 'underline')
  await expect(toggle).toHaveText(/^\s*draft scored 2\.5\s*– hide\s*$/)
  await expect(step.getByText('– hide')).toBeHidden()

  await page.emulateMedia({ media: 'screen' })
  await expect(step.getByRole('deletion')).toHaveCount(0)
  await expect(toggle).toHaveAttribute('aria-expanded', 'false')
})
