import { format, LOCK, lint, types, UNUSED, VITEST, WINDOW_TYPES } from './checks.ts'
import { obtainChromium, thisHost } from './chromium.ts'
import { conclude, inTurn, node, sideBySide, type Part, type Ran } from './parts.ts'
import { trainingParts } from './training-parts.ts'

// npm test: everything that has to pass before a change is good, and how long each part of it took.

const BUILD: Part = {
  name: 'build',
  command: node('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error')
}

const begun = performance.now()
const ran: Ran[] = []

/** Goes on only where all is well so far: a test of code that does not compile says nothing. */
async function then(next: () => Promise<readonly Ran[]>): Promise<void> {
  if (ran.every(({ passed }) => passed)) ran.push(...(await next()))
}

// Each of these works on one core, and each lane takes about as long as the other.
await then(() =>
  sideBySide([
    [types('core'), types('node'), types('e2e'), WINDOW_TYPES, BUILD],
    [lint(['.']), format(['.']), UNUSED, LOCK, ...trainingParts()]
  ])
)
await then(() =>
  inTurn([
    { name: 'unit tests', command: node(VITEST, 'run', '--project', 'unit') },
    { name: 'model tests', command: node(VITEST, 'run', '--project', 'model') }
  ])
)
await then(browserTests)
conclude(ran, (performance.now() - begun) / 1000)

function browserTests(): Promise<readonly Ran[]> {
  let chromium: string
  try {
    chromium = obtainChromium(thisHost())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return Promise.resolve([{ name: 'browser tests', seconds: 0, passed: false }])
  }
  return inTurn([
    {
      name: 'browser tests',
      command: node('node_modules/@playwright/test/cli.js', 'test'),
      environment: { PLAYWRIGHT_CHROMIUM: chromium }
    }
  ])
}
