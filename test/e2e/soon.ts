import type { Page } from '@playwright/test'

/**
 * Comes back as soon as the page has such an element, or when the time is up. Playwright's own assertions look twice a second
 * at what takes longer than a moment; those that follow say whether it came.
 */
export async function soon(
  page: Page,
  { selector, text = '' }: { readonly selector: string; readonly text?: string },
  timeout: number
): Promise<void> {
  await page
    .waitForFunction(
      (wanted) =>
        [...document.querySelectorAll(wanted.selector)].some(({ textContent }) =>
          textContent.includes(wanted.text)
        ),
      { selector, text },
      { polling: 50, timeout }
    )
    .catch(() => undefined)
}
