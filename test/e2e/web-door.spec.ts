import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { writeSignInFile } from '../../scripts/sign-in-file.mjs'
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

test('no style can stand in the HTML of the page, and formulas are typeset all the same', async ({
  tandem
}) => {
  const { page, errors } = tandem
  await page.getByRole('textbox', { name: 'Problem' }).fill(String.raw`Is $\rule{3em}{1em}$ wide?`)
  const rule = page.locator('.katex-html .katex-rule')
  await expect(rule).toHaveCSS('border-right-width', /^[3-9]\d/)
  const violated = await page.evaluate(async () => {
    const seen: string[] = []
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      seen.push(effectiveDirective)
    )
    document.body.insertAdjacentHTML('beforeend', '<p style="position:fixed">over all</p>')
    document.body.insertAdjacentHTML('beforeend', '<style>p { color: red }</style>')
    await new Promise((resolve) => setTimeout(resolve, 100))
    return seen
  })
  expect(violated).toEqual(['style-src-attr', 'style-src-elem'])
  expect(errors.splice(0)).toHaveLength(2)
})

test('a browser that is started with the sign-in file reaches the page, and its address is used up', async ({
  browser
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-sign-in-'))
  const program = fork(resolve(import.meta.dirname, '../../out/main/web.js'), [], {
    env: { ...process.env, TANDEM_DATA: join(folder, 'data'), TANDEM_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc']
  })
  const [first] = (await once(createInterface({ input: program.stdout! }), 'line')) as [string]
  const address = first.replace('READY ', '')
  const file = join(folder, 'sign-in.html')
  writeSignInFile(file, address)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`file://${file}`)
  await expect(page.getByRole('button', { name: /^Solve/ })).toBeVisible()
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await context.clearCookies()
  expect((await page.goto(address))?.status()).toBe(401)
  await context.close()
  program.kill('SIGTERM')
  await once(program, 'exit')
  rmSync(folder, { recursive: true })
})
