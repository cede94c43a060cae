import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { SCREENS } from '../../src/renderer/lib/screens.ts'
import { en } from '../../src/shared/words/en.ts'
import { expect, test } from './fixture.ts'

const SCREEN_NAMES = SCREENS.map((screen) => en[`screen.${screen}`])

async function findings(page: Page): Promise<string[]> {
  // A colour that is still fading is neither of the two that were chosen.
  // The policy of the page forbids a style element, and lets a sheet be made.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '*, ::before, ::after { transition: none !important; animation: none !important }'
    )
    document.adoptedStyleSheets = [sheet]
  })
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`)
  )
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen in the ${theme} theme`, async ({ tandem }) => {
    const { page } = tandem
    await page.emulateMedia({ colorScheme: theme })
    await page.getByRole('button', { name: /^Solve/ }).click()
    await expect(page.getByRole('region', { name: 'Answer', exact: true })).toHaveAttribute(
      'data-outcome',
      'answered'
    )
    for (const screen of SCREEN_NAMES) {
      await page
        .getByRole('navigation', { name: 'Screens' })
        .getByRole('link', { name: screen })
        .click()
      await expect(page.getByRole('status').filter({ hasText: '…' })).toHaveCount(0)
      expect.soft(await findings(page), screen).toEqual([])
    }
  })
}

test('everything is within reach of the keyboard', async ({ tandem }) => {
  const { page } = tandem
  await page.getByRole('button', { name: /^Solve/ }).click()
  const outcome = page.getByRole('region', { name: 'Answer', exact: true })
  await expect(outcome).toHaveAttribute('data-outcome', 'answered')

  for (const [index, screen] of SCREEN_NAMES.entries()) {
    await page.keyboard.press(`Control+${index + 1}`)
    await expect(page.getByRole('link', { name: screen, exact: true })).toHaveAttribute(
      'aria-current',
      'page'
    )
  }

  await page.keyboard.press('Control+k')
  await page.keyboard.type('dark theme')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveClass(/dark/)
  await tandem.restart()
  await expect(tandem.page.locator('html')).toHaveClass(/dark/)

  await tandem.page.keyboard.press('?')
  await expect(tandem.page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await tandem.page.keyboard.press('Escape')
  await expect(tandem.page.getByRole('dialog')).toHaveCount(0)
  await tandem.page.keyboard.press('/')
  await expect(tandem.page.getByRole('searchbox')).toBeFocused()
})
