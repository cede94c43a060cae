import { SCREENS } from '../../src/renderer/lib/screens.ts'
import { en } from '../../src/shared/words/en.ts'
import { solved } from './answer.ts'
import { barriersInBothThemes } from './barriers.ts'
import { expect, test } from './fixture.ts'

const SCREEN_NAMES = SCREENS.map((screen) => en[`screen.${screen}`])

test('axe finds nothing on any screen, in either theme', async ({ tandem }) => {
  const { page } = tandem
  await solved(page)
  for (const screen of SCREEN_NAMES) {
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('link', { name: screen })
      .click()
    await expect(page.getByRole('status').filter({ hasText: '…' })).toHaveCount(0)
    expect.soft(await barriersInBothThemes(page), screen).toEqual([])
  }
})

test('everything is within reach of the keyboard', async ({ tandem }) => {
  const { page } = tandem
  await solved(page)

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
