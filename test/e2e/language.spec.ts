import { expect, test } from './fixture.ts'

test('the window speaks German, and says no other word first after a reload', async ({
  tandem
}) => {
  const { page } = tandem
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('radio', { name: 'Deutsch' }).check()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')

  await page.getByRole('link', { name: 'Lösen', exact: true }).click()
  await expect(page.getByLabel('Bekannte Antwort')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Lösen/ })).toBeVisible()

  // Whatever is drawn is noted, from the first element on.
  await page.addInitScript(() => {
    const drawn = new Set<string>()
    Object.assign(globalThis, { drawn })
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('nav a'))
        drawn.add(textContent.trim())
    }).observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  await expect(page.getByLabel('Bekannte Antwort')).toBeVisible()
  const drawn = await page.evaluate(() => [
    ...(globalThis as unknown as { drawn: Set<string> }).drawn
  ])
  expect(drawn).toContain('Lösen')
  expect(drawn).not.toContain('Solve')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
})
