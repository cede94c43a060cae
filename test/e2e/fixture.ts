import { fork, type ChildProcess } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import {
  test as base,
  _electron,
  chromium,
  expect,
  type Browser,
  type Page
} from '@playwright/test'
import { findChromium, thisHost } from '../../scripts/chromium.ts'

const root = resolve(import.meta.dirname, '../..')

/** Never asks the package "electron" itself: loading it would begin a download. */
function electronProgram(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/** Through which door the tests go: the window where Electron is installed, else the page in Chromium. */
export const DOOR: 'window' | 'web' =
  process.env.E2E_DOOR === 'web' || electronProgram() === null ? 'web' : 'window'

/** As `npm run test:e2e` found or fetched it; where Playwright is called by itself, one that is there. */
function chromiumProgram(): string {
  const found = findChromium(thisHost())
  if (found === null) throw new Error('No Chromium is here. Fetch it with: npm run test:e2e')
  return found
}

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** The running program. */
export interface Tandem {
  /** The page; another one after a restart. */
  page: Page
  /** The address with its secret, which was used; only the web door has one. */
  url: string
  /** Its process. */
  pid: number
  /** Where its data lies. */
  readonly data: string
  /** Messages that the page logged as errors, violations of its policy included. A test fails if any is left. */
  readonly errors: string[]
  /** Closes the program and starts it again on the same data, after something was done to that. */
  restart(between?: () => void): Promise<void>
}

interface Started {
  readonly page: Page
  readonly url: string
  readonly pid: number
  close(): Promise<void>
}

/** What the pair is fastest with: the first program that is started measures it, and the others are given it. */
const SPEED = 'engine-speed.json'

export const test = base.extend<{ tandem: Tandem }, { browser: Browser; measured: string }>({
  measured: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs off this pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'tandem-e2e-speed-'))
      await use(join(folder, SPEED))
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker' }
  ],
  browser: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs off this pattern
    async ({}, use) => {
      const browser = await chromium.launch({
        executablePath: chromiumProgram(),
        args: CHROMIUM_FLAGS
      })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' }
  ],
  tandem: async ({ browser, measured }, use) => {
    const data = mkdtempSync(join(tmpdir(), 'tandem-e2e-'))
    if (existsSync(measured)) copyFileSync(measured, join(data, SPEED))
    const errors: string[] = []
    // Listening begins before the page is opened: what fails while it loads counts too.
    function watch(page: Page): void {
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
    }
    const start = () => (DOOR === 'web' ? startWeb(browser, data, watch) : startWindow(data, watch))
    let started = await start()
    const tandem: Tandem = {
      page: started.page,
      url: started.url,
      pid: started.pid,
      data,
      errors,
      async restart(between) {
        await started.close()
        between?.()
        started = await start()
        tandem.page = started.page
        tandem.url = started.url
        tandem.pid = started.pid
      }
    }
    await use(tandem)
    await started.close()
    if (existsSync(join(data, SPEED))) copyFileSync(join(data, SPEED), measured)
    rmSync(data, { recursive: true, force: true })
    expect(errors, 'errors on the page').toEqual([])
  }
})

async function startWeb(
  browser: Browser,
  data: string,
  watch: (page: Page) => void
): Promise<Started> {
  const program = fork(join(root, 'out/main/web.js'), [], {
    env: { ...process.env, TANDEM_DATA: data, TANDEM_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc']
  })
  const url = await readyAt(program)
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  watch(page)
  await page.goto(url)
  // Signing in leads to the page by itself.
  await page.waitForURL((at) => at.search === '')
  return {
    page,
    url,
    pid: program.pid!,
    async close() {
      await context.close()
      const ended = new Promise((resolve) => program.once('exit', resolve))
      program.kill('SIGTERM')
      await ended
    }
  }
}

function readyAt(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    program.once('exit', (code) => reject(new Error(`The program ended with ${code}`)))
    program.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const url = /READY (\S+)/.exec(output)?.[1]
      if (url) resolve(url)
    })
  })
}

async function startWindow(data: string, watch: (page: Page) => void): Promise<Started> {
  const app = await _electron.launch({
    executablePath: electronProgram()!,
    args: ['--no-sandbox', root, `--user-data-dir=${join(data, 'electron')}`],
    env: { ...process.env, TANDEM_DATA: data }
  })
  const page = await app.firstWindow()
  watch(page)
  return { page, url: page.url(), pid: app.process().pid!, close: () => app.close() }
}

export { expect }
