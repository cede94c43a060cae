import type { Page } from '@playwright/test'
import { SCREENS } from '../../src/renderer/lib/screens.ts'
import { expect, test, DOOR } from './fixture.ts'

test.skip(DOOR === 'window', 'Only the calls of the web door can be seen from outside.')

/** Twice as long as a search waits for more letters. */
const QUIET_MS = 300

/** What the page asks the program for, from its next loading on. */
async function listened(page: Page): Promise<string[]> {
  const asked: string[] = []
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => asked.push(String(payload)))
  })
  await page.reload()
  return asked
}

/** Waits for a time in which nothing is asked for. */
async function expectQuiet(page: Page, asked: string[]): Promise<void> {
  await expect
    .poll(async () => {
      asked.length = 0
      await page.waitForTimeout(QUIET_MS)
      return asked
    })
    .toEqual([])
}

test('a screen on which nothing happens asks for nothing', async ({ tandem }) => {
  const { page } = tandem
  const asked = await listened(page)
  for (let screen = 1; screen <= SCREENS.length; screen++) {
    await page.keyboard.press(`Control+${screen}`)
    await expect(page.getByRole('status').filter({ hasText: '…' })).toHaveCount(0)
    await expectQuiet(page, asked)
  }
})

test('a pair that is given a name asks for nothing: what it needs is the same', async ({
  tandem
}) => {
  const { page } = tandem
  const asked = await listened(page)
  await page.evaluate(() => (location.hash = '#/models/pairs/new'))
  await expect(page.getByRole('region', { name: 'Memory' })).toContainText('Fits')
  await expectQuiet(page, asked)
  await page.getByLabel('Name', { exact: true }).pressSequentially('Mine')
  await page.waitForTimeout(QUIET_MS)
  expect(asked).toEqual([])
})
