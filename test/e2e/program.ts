import { fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { _electron, chromium, type Browser, type Page } from '@playwright/test'
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

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumProgram(), args: CHROMIUM_FLAGS })
}

const VIEWPORT = { width: 1280, height: 800 }

/** A page of the program, as a person who has just come sees it. */
export interface OpenedPage {
  readonly page: Page
  /** The address with its secret, which was used; only the web door has one. */
  readonly url: string
  leave(): Promise<void>
}

/** The program, started on a data folder. */
export interface Program {
  readonly pid: number
  /** `watch` is told of the page before anything is loaded: what fails while it loads counts too. */
  open(watch: (page: Page) => void): Promise<OpenedPage>
  close(): Promise<void>
}

export async function startProgram(browser: Browser, data: string): Promise<Program> {
  return DOOR === 'web' ? startWeb(browser, data) : await startWindow(data)
}

function startWeb(browser: Browser, data: string): Program {
  const program = fork(join(root, 'out/main/web.js'), [], {
    env: { ...process.env, TANDEM_DATA: data, TANDEM_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc']
  })
  // Each address lets one browser in; when it did, the program writes the next.
  const lines = createInterface({ input: program.stdout! })[Symbol.asyncIterator]()
  return {
    pid: program.pid!,
    async open(watch) {
      const line = await lines.next()
      if (line.done === true) throw new Error(`The program ended with ${program.exitCode}`)
      const url = line.value.replace('READY ', '')
      const context = await browser.newContext({ viewport: VIEWPORT })
      const page = await context.newPage()
      watch(page)
      await page.goto(url)
      // Signing in leads to the page by itself.
      await page.waitForURL((at) => at.search === '')
      return { page, url, leave: () => context.close() }
    },
    async close() {
      const ended = new Promise((resolve) => program.once('exit', resolve))
      program.kill('SIGTERM')
      await ended
    }
  }
}

async function startWindow(data: string): Promise<Program> {
  const app = await _electron.launch({
    executablePath: electronProgram()!,
    args: ['--no-sandbox', root, `--user-data-dir=${join(data, 'electron')}`],
    env: { ...process.env, TANDEM_DATA: data }
  })
  const page = await app.firstWindow()
  const start = page.url().split('#')[0]!
  return {
    pid: app.process().pid!,
    // There is one window: it is led to its beginning for each test.
    async open(watch) {
      watch(page)
      await page.setViewportSize(VIEWPORT)
      await page.emulateMedia({ colorScheme: null, reducedMotion: null, forcedColors: null })
      await page.goto(start)
      // What a test before this one typed and chose is kept by the window as by a tab.
      await page.evaluate(() => sessionStorage.clear())
      await page.reload()
      return {
        page,
        url: start,
        leave: () => Promise.resolve(void page.removeAllListeners())
      }
    },
    close: () => app.close()
  }
}
