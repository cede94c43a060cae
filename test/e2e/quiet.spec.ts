import { SCREENS } from '../../src/renderer/lib/screens.ts'
import { expect, test, DOOR } from './fixture.ts'

/** Twice as long as a search waits for more letters. */
const QUIET_MS = 300

test('a screen on which nothing happens asks for nothing', async ({ tandem }) => {
  test.skip(DOOR === 'window', 'Only the calls of the web door can be seen from outside.')
  const { page } = tandem
  const asked: string[] = []
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => asked.push(String(payload)))
  })
  await page.reload()
  for (let screen = 1; screen <= SCREENS.length; screen++) {
    await page.keyboard.press(`Control+${screen}`)
    await expect(page.getByRole('status').filter({ hasText: '…' })).toHaveCount(0)
    await expect
      .poll(async () => {
        asked.length = 0
        await page.waitForTimeout(QUIET_MS)
        return asked
      })
      .toEqual([])
  }
})
