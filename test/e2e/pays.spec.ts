import { expect, test } from './fixture.ts'
import { expectLabelsInside } from './labels.ts'

test('whether a pair pays is measured, said in words, kept, used and forgotten', async ({
  tandem
}) => {
  test.setTimeout(400_000)
  const { page } = tandem
  await page.goto(`${page.url().split('#')[0]}#/models`)
  await page.getByRole('link', { name: 'Does it pay?' }).click()
  await page.getByLabel('Problems', { exact: true }).fill('10')
  await page.getByLabel('Problems', { exact: true }).blur()
  await page.getByRole('button', { name: 'Measure', exact: true }).click()
  await expect(page.getByRole('progressbar', { name: 'Problems measured' })).toBeVisible()
  const conclusion = page.getByTestId('pays-conclusion')
  await expect(conclusion).toBeVisible({ timeout: 300_000 })
  // Five problems prove nothing, whatever came of them.
  await expect(conclusion).not.toContainText('Yes')
  await expect(page.getByRole('img', { name: /^Accuracy against/ })).toHaveCount(3)
  await expectLabelsInside(page, 'what was measured of the pair')
  await expect(page.getByText('Not kept: the pair goes by its prompt profile.')).toBeVisible()
  const words = await conclusion.textContent()

  await page.getByRole('button', { name: 'Keep for this pair' }).click()
  await expect(page.getByText('Used for this pair: measured on')).toBeVisible()
  await tandem.restart()
  const again = tandem.page
  await again.goto(`${again.url().split('#')[0]}#/models/pays`)
  await expect(again.getByTestId('pays-conclusion')).toHaveText(words!)

  await again.getByRole('link', { name: 'Solve', exact: true }).click()
  await again.getByRole('button', { name: 'More options' }).click()
  const measured = again.getByRole('checkbox', { name: /measured for this pair on/ })
  await expect(measured).toBeChecked()
  await measured.uncheck()
  await expect(measured).not.toBeChecked()

  await again.getByRole('link', { name: 'Models', exact: true }).click()
  await again.getByRole('link', { name: 'Does it pay?' }).click()
  await again.getByRole('button', { name: 'Forget what is kept' }).click()
  await expect(again.getByTestId('pays-conclusion')).toBeHidden()
  await expect(again.getByRole('button', { name: 'Measure', exact: true })).toBeVisible()
})

test('measuring stops when it is asked to, and says what would have been enough', async ({
  tandem
}) => {
  test.setTimeout(200_000)
  const { page } = tandem
  await page.goto(`${page.url().split('#')[0]}#/models/pays`)
  await page.getByRole('button', { name: 'Measure', exact: true }).click()
  await expect(page.getByText('Problems that choose what suits the pair')).toBeVisible({
    timeout: 120_000
  })
  // Until one is done it says that nothing was begun.
  await expect(page.getByText(/^[1-9] of \d+/)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('alert')).toContainText(/Only \d problems? were measured/, {
    timeout: 60_000
  })
  await expect(page.getByRole('button', { name: 'Measure', exact: true })).toBeEnabled()
})
