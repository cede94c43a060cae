import { test as base, expect, type Browser, type Page } from '@playwright/test'
import { launchBrowser } from './program.ts'
import { SharedProgram } from './shared-program.ts'

export { DOOR } from './program.ts'
export { expect }

/** The running program, with nothing in it that another test has left. */
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

interface TestFixtures {
  /** Whether the program is to be one that nobody has used yet, on a machine of which it knows nothing. */
  firstStart: boolean
  tandem: Tandem
}

interface WorkerFixtures {
  browser: Browser
  shared: SharedProgram
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  firstStart: [false, { option: true }],
  browser: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs off this pattern
    async ({}, use) => {
      const browser = await launchBrowser()
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' }
  ],
  shared: [
    async ({ browser }, use) => {
      const shared = new SharedProgram(browser)
      await use(shared)
      await shared.close()
    },
    { scope: 'worker' }
  ],
  tandem: async ({ shared, firstStart }, use) => {
    const { program, data } = await shared.blank({ firstStart })
    const errors: string[] = []
    function watch(page: Page): void {
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
    }
    let opened = await program.open(watch)
    const tandem: Tandem = {
      page: opened.page,
      url: opened.url,
      pid: program.pid,
      data,
      errors,
      async restart(between) {
        await opened.leave()
        const again = await shared.restart(between)
        opened = await again.open(watch)
        tandem.page = opened.page
        tandem.url = opened.url
        tandem.pid = again.pid
      }
    }
    await use(tandem)
    await opened.leave()
    expect(errors, 'errors on the page').toEqual([])
  }
})
