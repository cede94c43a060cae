import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { exportNamed } from '../../src/main/export/export-run.ts'
import { openDatabase } from '../../src/main/store/database.ts'
import { type StrategyPool, strategyPools } from '../../src/shared/strategy-pool.ts'
import { expect, test } from './fixture.ts'
import { expectLabelsInside } from './labels.ts'
import { seedRuns, sums } from './seed-runs.ts'
import { ask } from './store.ts'

const LANGUAGES = [
  { radio: 'English', said: 'en' },
  { radio: 'Deutsch', said: 'de' }
] as const

/** The names of strategies that come with Tandem that take the most room. */
function longestNames(): StrategyPool {
  const file = join(import.meta.dirname, '../../resources/strategies/competition.json')
  const pool = strategyPools.read(JSON.parse(readFileSync(file, 'utf8')))
  const strategies = pool.strategies.toSorted((a, b) => b.name.length - a.name.length)
  return { ...pool, strategies: strategies.slice(0, 5) }
}

function reportOf(data: string, run: string, language: 'en' | 'de'): string {
  const { database } = openDatabase(join(data, 'tandem.db'), new Date())
  try {
    return [...exportNamed(database, run, 'html', { language, now: 0 })].join('')
  } finally {
    database.close()
  }
}

async function go(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), place)
}

/** Pixels that the screen would have to be scrolled sideways by. */
function beyondTheWindow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const main = document.querySelector('main')!
    return main.scrollWidth - main.clientWidth
  })
}

test('no label of a drawing is cut, in either language, wide or narrow', async ({ tandem }) => {
  const { page, data } = tandem
  const runs = await seedRuns(
    data,
    [1, 2].map((seed) => ({
      problems: sums(6),
      methods: ['baseline', 'draft', 'specreason', 'parallel-spm', 'ssr'] as const,
      repeats: 3,
      options: { seed, paths: 5 },
      pool: longestNames()
    }))
  )
  const [{ key: attempt } = { key: 0 }] = ask<{ key: number }>(
    data,
    `SELECT max(attempts.key) AS key FROM attempts JOIN runs ON runs.key = run_key
     WHERE method = 'ssr' AND id = '${runs[0]!}'`
  )
  for (const { radio, said } of LANGUAGES) {
    await go(page, '#/settings')
    await page.getByRole('radio', { name: radio }).check()
    await expect(page.locator('html')).toHaveAttribute('lang', said)
    for (const width of [1280, 900]) {
      await page.setViewportSize({ width, height: 800 })
      const drawings = page.locator('main svg[role=img]')
      await go(page, `#/benchmark/${runs[0]!}`)
      await expect(drawings).toHaveCount(6)
      await expectLabelsInside(page, `a run's charts, ${said}, ${width} px`)
      await go(page, `#/compare/${runs.join('/')}`)
      await expect(drawings).toHaveCount(1)
      await expectLabelsInside(page, `a comparison, ${said}, ${width} px`)
      await go(page, '#/settings/about')
      await expect(page.locator('main figure')).toHaveCount(3)
      await expectLabelsInside(page, `the introduction, ${said}, ${width} px`)
      await go(page, `#/history/${runs[0]!}/${attempt}`)
      await expect(page.locator('[role=slider]')).toHaveCount(5)
      await expectLabelsInside(page, `a timeline, ${said}, ${width} px`)
    }
    const report = await page.context().newPage()
    await report.setContent(reportOf(data, runs[0]!, said))
    await report
      .locator('details.attempt')
      .last()
      .evaluate((one) => one.setAttribute('open', ''))
    for (const width of [1280, 500]) {
      await report.setViewportSize({ width, height: 800 })
      await expectLabelsInside(report, `a report, ${said}, ${width} px`, 'figure')
      await report.locator('[open] svg.timeline').scrollIntoViewIfNeeded()
      await expectLabelsInside(report, `a timeline of a report, ${said}, ${width} px`, '[open]')
    }
    await report.close()
  }
  // As large as at 200 %: what is wider than the window scrolls in its own place, and the page does not.
  await page.setViewportSize({ width: 640, height: 400 })
  for (const place of [
    `#/benchmark/${runs[0]!}`,
    `#/compare/${runs.join('/')}`,
    '#/benchmark/leaderboard',
    '#/benchmark'
  ]) {
    await go(page, place)
    await expect(page.locator('main :is(table, fieldset)').first()).toBeVisible()
    await expect.poll(() => beyondTheWindow(page), { message: place }).toBe(0)
  }
  // On paper there is all of a run, and nothing to click on beside it.
  await go(page, `#/benchmark/${runs[0]!}`)
  await expect(page.locator('main svg[role=img]')).toHaveCount(6)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation')).toBeHidden()
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollHeight))
    .toBeGreaterThan(1600)
  // Where the system sets the colours, a background does not tell where one is.
  await page.emulateMedia({ media: 'screen', forcedColors: 'active' })
  await expect(page.locator('nav [aria-current=page]')).toHaveCSS('outline-style', 'solid')
})
