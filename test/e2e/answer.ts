import { expect, type Locator, type Page } from '@playwright/test'
import { soon } from './soon.ts'

/** What came of a problem: there is one such region where an attempt is shown, live or from the history. */
export function answerOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Answer', exact: true })
}

/** Starts with what is chosen. */
export function solve(page: Page): Promise<void> {
  return page.getByRole('button', { name: /^Solve/ }).click()
}

/** An attempt may take so long, models included. */
const LIMIT_MS = 60_000

/** Waits until the page says what came of the problem. */
export async function expectOutcome(page: Page, outcome: string | RegExp): Promise<void> {
  await soon(page, { selector: '[data-outcome]' }, LIMIT_MS)
  await expect(answerOf(page)).toHaveAttribute('data-outcome', outcome)
}

/** Of an attempt that came to its end, whatever its paths had to say. */
export const ENDED = /^(answered|no-answer)$/

/** Solves what is chosen to the end. */
export async function solved(page: Page, outcome: string | RegExp = 'answered'): Promise<void> {
  await solve(page)
  await expectOutcome(page, outcome)
}
