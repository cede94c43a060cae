import { DOOR, expect, test } from './fixture.ts'

test.skip(DOOR !== 'web', 'only the web door listens to the network')

test('a page from another origin is refused', async ({ tandem, browser }) => {
  const { origin } = new URL(tandem.url)
  const stranger = await (await browser.newContext()).newPage()
  await stranger.setContent('<p>another page</p>')
  const outcome = await stranger.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url)
        socket.onopen = () => resolve('opened')
        socket.onerror = () => resolve('refused')
      }),
    origin.replace('http', 'ws')
  )
  expect(outcome).toBe('refused')
  expect((await stranger.goto(origin))?.status()).toBe(401)
  await stranger.context().close()
})

test('the page keeps its own policy: no script, frame or request from elsewhere', async ({
  tandem
}) => {
  const { page, errors } = tandem
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeVisible()
  const violated = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
          resolve(effectiveDirective)
        )
        const script = document.createElement('script')
        script.textContent = 'globalThis.injected = true'
        document.body.append(script)
      })
  )
  expect(violated).toBe('script-src-elem')
  expect(errors.splice(0)).toHaveLength(1)
})
