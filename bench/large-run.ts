/**
 * Measures for how long the program stands still while a page reads the figures of a very large run, and what the
 * same takes without the thread that reads runs. Fails above the bound.
 *
 *   npx node bench/large-run.ts [problems]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createApplication } from '../src/main/application.ts'
import { createPageDoor } from '../src/main/doors/rpc/page-door.ts'
import { readings } from '../src/main/reading/readings.ts'
import { fillStore } from '../test/helpers/fill-store.ts'

const problems = Number(process.argv[2] ?? 7000)
/** Each problem is tried with four methods, each attempt has 18 steps. */
const STEPS = problems * 4 * 18
const RUN = { run: 'run-0000' }
const ROUNDS = 5
const BOUND_MS = 200

const data = mkdtempSync(join(tmpdir(), 'tandem-large-'))
process.env.TANDEM_DATA = data
const application = createApplication({ door: 'bench/large-run' })
const { database } = application.runServices()
const page = createPageDoor(application, 'web')
try {
  // The run is scaffolding: nothing of it has to survive a power cut.
  database.pragma('synchronous = OFF')
  fillStore(database, STEPS, problems)
  console.log(`${problems * 4} attempts; ms, the slowest of ${ROUNDS}`)
  for (const [call, reading] of [
    ['runs.detail', 'detail'],
    ['runs.charts', 'charts']
  ] as const) {
    const stands: number[] = []
    const takes: number[] = []
    const own: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const { tookMs, stoodMs } = await ask(call)
      takes.push(tookMs)
      stands.push(stoodMs)
      const begun = performance.now()
      readings[reading](database, RUN)
      own.push(performance.now() - begun)
    }
    print(`${call}: the answer is there after`, takes)
    print(`${call}: the program stands still for`, stands, BOUND_MS)
    print(`${call}: without the thread`, own)
  }
} finally {
  await page.close()
  await application.close()
  rmSync(data, { recursive: true, force: true })
}

/** As a door does it: called by name, checked, written as text. */
async function ask(call: 'runs.detail' | 'runs.charts') {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const begun = performance.now()
  delay.enable()
  const result = await page.dispatch(call, RUN)
  if (!result.ok) throw new Error(result.failure.message)
  JSON.stringify(result)
  await new Promise((resolve) => setTimeout(resolve, 2))
  delay.disable()
  return { tookMs: performance.now() - begun, stoodMs: delay.max / 1e6 }
}

function print(name: string, times: readonly number[], bound = Infinity): void {
  const slowest = Math.max(...times)
  const mark =
    bound === Infinity ? '' : `  (${bound} allowed) ${slowest <= bound ? 'ok' : 'TOO SLOW'}`
  console.log(`${name.padEnd(48)} ${slowest.toFixed(0).padStart(6)}${mark}`)
  if (slowest > bound) process.exitCode = 1
}
