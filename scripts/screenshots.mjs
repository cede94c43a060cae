/* global document, location -- in the page */
import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { SCREENS } from '../src/renderer/lib/screens.ts'
import { RECORDED } from '../src/shared/recorded-run.ts'
import { obtainChromium, thisHost } from './chromium.ts'

// Draws docs/screenshots: the built program on its own data, with problems really solved by the bundled pair.

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'docs/screenshots')
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 }
]
const PROBLEM =
  'Tom has 47 apples and buys 3 boxes with 12 apples each. How many apples has he now?'

mkdirSync(folder, { recursive: true })
const data = mkdtempSync(join(tmpdir(), 'tandem-screenshots-'))
const program = fork(join(root, 'out/main/web.js'), [], {
  env: { ...process.env, TANDEM_DATA: data, TANDEM_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit', 'ipc']
})
const browser = await chromium.launch({
  executablePath: obtainChromium(thisHost()),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic']
})
try {
  const page = await browser.newPage()
  await page.goto(await address())
  await page.waitForURL(({ search }) => search === '')
  await shoot(page, [
    ['first-start', 'solve'],
    ['recording', `history/${RECORDED.run}/${RECORDED.attempt}`]
  ])
  await benchmark(page, 3)
  await benchmark(page, 5)
  await solve(page)
  await draw(page)
} finally {
  await browser.close()
  const ended = new Promise((resolve) => program.once('exit', resolve))
  program.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
}

function address() {
  return new Promise((resolve, reject) => {
    program.once('exit', (code) => reject(new Error(`The program ended with ${code}`)))
    program.stdout.on('data', (text) => {
      const url = /READY (\S+)/.exec(String(text))?.[1]
      if (url) resolve(url)
    })
  })
}

async function benchmark(page, paths) {
  await go(page, 'benchmark')
  await page.getByLabel('Problems').fill('8')
  await page.getByLabel('Seed').fill('1')
  await page.getByLabel('Paths', { exact: true }).fill(String(paths))
  for (const method of ['draft', 'specreason', 'parallel-spm']) {
    await page.locator('label', { has: page.getByText(method, { exact: true }) }).click()
  }
  await page.getByRole('button', { name: 'Start' }).click()
  const done = page.getByRole('heading', { level: 1, name: /finished/ })
  await done.waitFor({ timeout: 300_000 })
}

async function solve(page) {
  await go(page, 'solve')
  await page.getByRole('textbox', { name: 'Problem' }).fill(PROBLEM)
  await page.getByLabel('Known answer').fill('83')
  await page.getByRole('button', { name: /^Solve/ }).click()
  await page.locator('[data-outcome]').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: /^Solve/ }).waitFor({ timeout: 60_000 })
  const draft = page.getByRole('button', { name: /^draft scored/ }).first()
  if ((await draft.count()) > 0) await draft.click()
}

async function draw(page) {
  await go(page, 'benchmark')
  const report = await page
    .getByRole('region', { name: 'Benchmarks so far' })
    .getByRole('link')
    .first()
    .getAttribute('href')
  await shoot(page, [
    ['solve', 'solve'],
    ['benchmark-run', report.slice(2)],
    ...SCREENS.filter((id) => id !== 'solve').map((id) => [id, id])
  ])
}

/** Pictures of places, in both themes and sizes. */
async function shoot(page, places) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const size of SIZES) {
      await page.setViewportSize(size)
      for (const [name, place] of places) {
        await go(page, place)
        await page.waitForFunction(() => !document.querySelector('main [role=status]'))
        await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) })
      }
    }
  }
}

async function go(page, place) {
  await page.evaluate((hash) => (location.hash = hash), `#/${place}`)
  await page.waitForTimeout(400)
}
