/**
 * Measures the window on long traces and many attempts, in a real Chromium: how long it takes to open them, how many step
 * cards are mounted, the longest task, and what a frame takes while scrolling. Build first.
 *
 *   npx electron-vite build && npx node bench/window.ts
 *
 * "A run of 100 MB" is a benchmark whose events are that many bytes of JSON (compressed, they are a tenth of it on
 * disk): the run's page is opened, then one of its attempts.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { findChromium, thisHost } from '../scripts/chromium.ts'
import { openDatabase } from '../src/main/store/database.ts'
import { fillStore } from '../test/helpers/fill-store.ts'
import { readyAt, startBuilt } from './window/built-program.ts'
import { storeLargeRun, storeLongAttempt } from './window/long-runs.ts'
import { open, scroll, watchTasks } from './window/measure-page.ts'

const LONG = { paths: 8, tokens: 32_768 }
const USUAL = { paths: 3, tokens: 2048 }
const LARGE_BYTES = 100e6
/** Steps of 10,000 attempts, by four methods in five runs. */
const BOARD_STEPS = 180_000
const FRAMES = 120
/** As a wheel that is turned quickly. */
const PIXELS = 120
const STEP = '[role=feed] article'
const ANSWERED = '[data-outcome=answered]'
const TIMELINE = '[role=slider] svg *'
const BOARD = 'main table tbody tr'
const BOUNDS = { open: 1000, whole: 2000, cards: 150, task: 200, frame: 50, drawn: 250 }

const data = mkdtempSync(join(tmpdir(), 'tandem-window-'))
const rows: { figure: string; value: number; bound: number; unit: string }[] = []

try {
  const places = fill()
  const program = startBuilt(data)
  const browser = await chromium.launch({
    executablePath: findChromium(thisHost()) ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu']
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
    await watchTasks(page)
    await page.goto(await readyAt(program))
    await page.waitForURL(({ search }) => search === '')
    await page.getByRole('navigation', { name: 'Screens' }).waitFor()
    await measure(page, places)
  } finally {
    await browser.close()
    program.kill('SIGTERM')
  }
} finally {
  rmSync(data, { recursive: true, force: true })
}
print()

function fill() {
  const { database } = openDatabase(join(data, 'tandem.db'), new Date())
  // The runs are scaffolding: nothing here has to survive a power cut.
  database.pragma('synchronous = OFF')
  const fillBoth = database.transaction(() => ({
    long: storeLongAttempt(database, LONG),
    large: storeLargeRun(database, LARGE_BYTES, USUAL)
  }))
  const places = fillBoth()
  fillStore(database, BOARD_STEPS)
  database.close()
  return places
}

async function measure(page: Page, { long, large }: ReturnType<typeof fill>): Promise<void> {
  const whole = `${LONG.paths} paths of ${LONG.tokens} tokens`
  const opening = await open(page, `#/history/${long.run}/${long.attempt}`, STEP, ANSWERED)
  note(whole, opening)
  row(`${whole}: all of it read`, opening.wholeMs, BOUNDS.whole, 'ms')
  const drawn = await page.locator(TIMELINE).count()
  row(`${whole}: elements of the timeline`, drawn, BOUNDS.drawn, '')
  const { meanFrameMs, worstFrameMs, mostCards } = await scroll(page, FRAMES, PIXELS)
  row(`${whole}: step cards mounted`, mostCards, BOUNDS.cards, '')
  row(`${whole}: mean frame, scrolling`, meanFrameMs, BOUNDS.frame, 'ms')
  row(`${whole}: worst frame, scrolling`, worstFrameMs, 2 * BOUNDS.frame, 'ms')

  const run = `a run of ${Math.round(large.bytes / 1e6)} MB`
  note(run, await open(page, `#/benchmark/${large.run}`, 'main table a'))
  const place = `#/history/${large.run}/${large.attempt}`
  note('one of its attempts', await open(page, place, STEP))

  const board = 'the leaderboard of 10,000 attempts'
  note(board, await open(page, '#/benchmark/leaderboard?set=Filled', BOARD))
  note('the history beside it', await open(page, '#/history', 'main li [type=checkbox]'))
}

function note(what: string, { openMs, longestTaskMs }: Awaited<ReturnType<typeof open>>): void {
  row(`${what}: open`, openMs, BOUNDS.open, 'ms')
  row(`${what}: longest task`, longestTaskMs, BOUNDS.task, 'ms')
}

function row(figure: string, value: number, bound: number, unit: string): void {
  rows.push({ figure, value, bound, unit })
}

function print(): void {
  console.log(`${'figure'.padEnd(52)} ${'value'.padStart(9)} ${'bound'.padStart(9)}`)
  for (const { figure, value, bound, unit } of rows) {
    const cells = [value, bound].map((number) => `${Math.round(number)} ${unit}`.trim().padStart(9))
    console.log(`${figure.padEnd(52)} ${cells.join(' ')} ${value <= bound ? '' : ' above'}`)
  }
  if (rows.some(({ value, bound }) => value > bound)) process.exitCode = 1
}
