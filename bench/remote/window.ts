import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { obtainChromium, thisHost } from '../../scripts/chromium.ts'
import {
  startLlamaServer,
  startRouter,
  type RunningServer
} from '../../test/helpers/real-servers.ts'
import { runTandem } from '../../test/helpers/run-tandem.ts'
import type { Bench } from '../remote.ts'
import { readyAt, startBuilt } from '../window/built-program.ts'

const PROBLEMS = 20
const PAIR = 'Target on two replicas'

/** A benchmark in the window against two replicas, one of which is killed: pictures of the run in between and at its end. */
export async function drawKilledReplica(bench: Bench): Promise<void> {
  const { bin, folder, models } = bench
  const replicas = await Promise.all([0, 1].map(() => startLlamaServer(bin, models.target)))
  const router = await startRouter(bin, replicas)
  const data = join(folder, 'window')
  try {
    await savePair(router.url, data)
    await draw(bench, data, replicas)
  } finally {
    await Promise.all([...replicas, router].map((server) => server.stop()))
  }
}

/** @param replicas the first is killed, and another takes its place */
async function draw(
  { bin, models, ...bench }: Bench,
  data: string,
  replicas: RunningServer[]
): Promise<void> {
  const pictures = resolve(bench.pictures)
  mkdirSync(pictures, { recursive: true })
  const program = startBuilt(data)
  const browser = await chromium.launch({
    executablePath: obtainChromium(thisHost()),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic']
  })
  const keep = async (page: Page, name: string) => {
    const path = join(pictures, `${name}.png`)
    await page.screenshot({ path })
    console.log(`- ${path}`)
  }
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(await readyAt(program))
    await page.waitForURL(({ search }) => search === '')
    await start(page)
    await page.getByText(new RegExp(`^([5-9]|1\\d) of ${2 * PROBLEMS} attempts`)).waitFor(PATIENCE)
    await replicas[0]!.stop()
    await page.getByText(/servers asked again/).waitFor(PATIENCE)
    await keep(page, 'replica-killed')
    replicas[0] = await startLlamaServer(bin, models.target, { at: replicas[0]!.url })
    await page.getByRole('heading', { level: 1, name: /finished/ }).waitFor(PATIENCE)
    await keep(page, 'replica-back')
  } finally {
    await browser.close()
    const ended = new Promise((end) => program.once('exit', end))
    program.kill('SIGTERM')
    await ended
  }
}

const PATIENCE = { timeout: 300_000 }

/** What a person would type before. */
async function savePair(url: string, data: string): Promise<void> {
  const environment = { TANDEM_DATA: data }
  for (const args of [
    ['models', 'list'],
    ['models', 'add', `${url}/v1#target`, '--name', 'Two replicas'],
    [
      ...['models', 'name', PAIR, '--target', 'Two replicas'],
      ...['--draft', 'Tandem school pair, draft']
    ]
  ]) {
    const { code, stderr } = await runTandem(args, { environment })
    if (code !== 0) throw new Error(`tandem ${args.join(' ')}: ${stderr}`)
  }
}

async function start(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Benchmark', exact: true }).click()
  await page.getByRole('spinbutton', { name: 'Problems', exact: true }).fill(String(PROBLEMS))
  await page.getByLabel('Pair of models').click()
  await page.getByRole('option', { name: PAIR }).click()
  await page.getByRole('checkbox', { name: /^ssr-adaptive / }).uncheck()
  await page.getByRole('checkbox', { name: /^ssr / }).check()
  await page.getByRole('button', { name: 'Start' }).click()
}
