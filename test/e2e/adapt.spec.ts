import type { Page } from '@playwright/test'
import { SCREENS } from '../../src/renderer/lib/screens.ts'
import { en } from '../../src/shared/words/en.ts'
import { answerOf, ENDED, expectOutcome, solve, solved } from './answer.ts'
import { chooseMethod } from './choices.ts'
import { expect, test } from './fixture.ts'
import { ask } from './store.ts'

test.use({ actionTimeout: 30_000 })

const SCREEN_NAMES = SCREENS.map((screen) => en[`screen.${screen}`])

async function go(page: Page, screen: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: screen, exact: true })
    .click()
  await expect(page.getByRole('status').filter({ hasText: '…' })).toHaveCount(0)
}

/** Controls that no scrolling of a person brings wholly into the width of the page, or into its height at all. */
function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // What a person cannot scroll, scripts should not either.
    for (const root of [document.documentElement, document.body]) root.style.overflow = 'clip'
    const controls = document.querySelectorAll<HTMLElement>('a, button, input, select, textarea')
    return [...controls].flatMap((control) => {
      if (!control.checkVisibility() || control.closest('.sr-only')) return []
      control.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      const { left, right, top, bottom, width } = control.getBoundingClientRect()
      const within = left >= -1 && right <= innerWidth + 1 && bottom > 0 && top < innerHeight
      if (width === 0 || within) return []
      const name = control.ariaLabel ?? control.textContent.trim()
      return [`${control.tagName} "${name}" at ${Math.round(left)}..${Math.round(right)}`]
    })
  })
}

test('every control is within reach at 200 % zoom', async ({ tandem }) => {
  const { page } = tandem
  await solved(page)
  // 1280x800 at 200 %.
  await page.setViewportSize({ width: 640, height: 400 })
  for (const screen of SCREEN_NAMES) {
    await go(page, screen)
    expect.soft(await outOfReach(page), screen).toEqual([])
  }
  await go(page, 'History')
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
  await expect(answerOf(page)).toBeVisible()
  expect.soft(await outOfReach(page), 'an attempt').toEqual([])
})

test('what came of a problem stays in sight, and no menu lies over the rail', async ({
  tandem
}) => {
  const { page } = tandem
  const rail = page.getByRole('navigation', { name: 'Screens' })
  // 1280x800 at 100 %, a narrow window, and 1280x800 at 200 %.
  for (const [width, height] of [
    [1280, 800],
    [900, 700],
    [640, 400]
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.getByLabel('Method').click()
    const menu = (await page.getByRole('listbox').boundingBox())!
    const { x, width: taken } = (await rail.boundingBox())!
    expect.soft(menu.x, `a menu at ${width} px`).toBeGreaterThanOrEqual(x + taken)
    await page.keyboard.press('Escape')
  }
  await page.getByRole('textbox', { name: 'Problem' }).fill('What is 50 - 8?')
  await solved(page, ENDED)
  const word = /^\s*(Answered|No answer)\s*$/
  await expect(answerOf(page).getByText(word)).toBeInViewport({ ratio: 1 })
  const line = page.locator('[data-answer-line]')
  await expect(line).toHaveCount(0)
  for (const [width, height] of [
    [640, 400],
    [900, 700]
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.getByRole('main').evaluate((main) => (main.scrollTop = main.scrollHeight))
    await expect(line.getByText(word)).toBeInViewport({ ratio: 1 })
    await page.getByRole('main').evaluate((main) => (main.scrollTop = 0))
    await expect(line).toHaveCount(0)
  }
})

test('nothing moves for ever where reduced motion is wished for', async ({ tandem }) => {
  const { page } = tandem
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const endless = () =>
    page.evaluate(
      () =>
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().iterations === Infinity).length
    )
  await solve(page)
  await expect(page.getByRole('article').first()).toBeVisible()
  expect(await endless()).toBe(0)
  await expectOutcome(page, 'answered')
  // Nor does an element take its colour a frame after the one around it, where the theme changes.
  const formula = page.locator('article .katex').first()
  await expect(formula).toHaveCSS('transition-duration', '0s')
  for (const screen of SCREEN_NAMES) {
    await go(page, screen)
    expect.soft(await endless(), screen).toBe(0)
  }
})

test('authors and scores are told apart in forced colours', async ({ tandem }) => {
  const { page, data } = tandem
  await page.emulateMedia({ forcedColors: 'active' })
  await chooseMethod(page, 'ssr')
  await solved(page)
  const authors = ask<{ author: string }>(data, 'SELECT DISTINCT author FROM steps ORDER BY author')
  for (const { author } of authors) {
    const name = author === 'draft' ? 'draft accepted' : 'rewritten by the target'
    const card = page.getByRole('article', { name: new RegExp(name) }).first()
    await expect(card).toContainText(author === 'draft' ? 'D' : 'T')
    const [edge, surface] = await card.evaluate((node) => {
      const span = node.querySelector('.keep-colours')!
      const { backgroundImage, backgroundColor } = getComputedStyle(span)
      return [
        `${backgroundImage} ${backgroundColor}`,
        `none ${getComputedStyle(span.parentElement!).backgroundColor}`
      ]
    })
    expect(edge).not.toBe(surface)
  }
  const badge = page.getByRole('button', { name: /^Score [\d.]+, threshold/ }).first()
  await expect(badge).toContainText(/\d/)
  const [arc, track] = await badge
    .locator('circle')
    .evaluateAll((circles) => circles.map((circle) => getComputedStyle(circle).stroke))
  expect(arc).not.toBe(track)
  for (const screen of SCREEN_NAMES) {
    await go(page, screen)
    await expect(page.getByRole('link', { name: screen, exact: true })).toHaveAttribute(
      'aria-current',
      'page'
    )
  }
})
