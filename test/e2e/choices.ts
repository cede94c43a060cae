import type { Page } from '@playwright/test'
import type { MethodName } from '../../src/shared/options.ts'

/** Chooses by what a problem is solved. */
export async function chooseMethod(page: Page, method: MethodName): Promise<void> {
  await page.getByLabel('Method').click()
  await page.locator(`[role="option"][data-value="${method}"]`).click()
}

/** Sets how many paths there are, which stands among the options. */
export async function choosePaths(page: Page, paths: number): Promise<void> {
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByLabel('Paths').fill(String(paths))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
}
