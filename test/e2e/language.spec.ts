import { readFileSync } from 'node:fs'
import { expect, test } from './fixture.ts'
import { draftedStep, seedSolve } from './seed-solve.ts'

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

test('what comes with the program, what goes wrong and a page that is saved are told in German', async ({
  tandem
}) => {
  const { page, data } = tandem
  const place = seedSolve(data, {
    problem: 'What is 2 + 3?',
    answer: '5',
    notes: ['This problem looks unlike what these models know: do not trust the answer.'],
    steps: [draftedStep(0, '2 + 3 = 5\n\n'), { type: 'step-accepted', path: 0, step: 0, cost: [] }]
  })
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('radio', { name: 'Deutsch' }).check()

  const go = (hash: string) => page.evaluate((to) => (location.hash = to), hash)
  await go('#/problem-sets/school-hard')
  await expect(page.getByRole('heading', { name: 'Schule, schwer' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('vom Training ausgenommen')
  await go('#/settings/strategies/school')
  await expect(page.getByRole('link', { name: /Schulmathematik/ })).toBeVisible()
  await go('#/benchmark/no-such-run')
  await expect(page.getByRole('alert')).toContainText('Es gibt keinen Lauf „no-such-run“.')

  await go(place)
  await expect(page.getByRole('main')).toContainText('Der Antwort ist nicht zu trauen.')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Als eine HTML-Datei speichern' }).click()
  const text = readFileSync(await (await saved).path(), 'utf8')
  expect(text).toContain('<html lang="de"')
  expect(text).toContain('Der Antwort ist nicht zu trauen.')
})
