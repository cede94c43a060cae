import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** WCAG 2.2, level AA. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe holds against the page as it stands, a sentence each. */
export async function barriersOf(page: Page): Promise<string[]> {
  await holdStill(page)
  const { violations } = await new AxeBuilder({ page })
    // Of what passes, nothing is carried out of the page.
    .options({ resultTypes: ['violations'] })
    .withTags(STANDARD)
    // Without frames from elsewhere, the results need no second page to be put together in.
    .setLegacyMode()
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`)
  )
}

/** The same of both themes, on one and the same page. */
export async function barriersInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    const html = page.locator('html')
    await (theme === 'dark'
      ? expect(html).toHaveClass(/\bdark\b/)
      : expect(html).not.toHaveClass(/\bdark\b/))
    found.push(...(await barriersOf(page)).map((barrier) => `${theme}: ${barrier}`))
  }
  return found
}

/** A colour that is still fading is neither of the two that were chosen. */
async function holdStill(page: Page): Promise<void> {
  // The policy of the page forbids a style element, and lets a sheet be made.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '*, ::before, ::after { transition: none !important; animation: none !important }'
    )
    document.adoptedStyleSheets = [sheet]
  })
}
