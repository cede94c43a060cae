import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { obtainChromium, thisHost } from './chromium.ts'

// npm run test:e2e: finds or fetches a Chromium, builds the window once, and drives it. Parameters go to Playwright.

const root = join(import.meta.dirname, '..')

try {
  const chromium = obtainChromium(thisHost())
  console.log(`Browser tests with ${chromium}`)
  run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
  run('@playwright/test/cli.js', ['test', ...process.argv.slice(2)], {
    PLAYWRIGHT_CHROMIUM: chromium
  })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function run(program: string, parameters: readonly string[], environment = {}): void {
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', program), ...parameters],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } }
  )
  if (status !== 0) throw new Error(`${program} ended with ${status ?? 'a signal'}.`)
}
