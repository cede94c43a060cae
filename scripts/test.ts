import { format, LOCK, lint, types, UNUSED, VITEST, WINDOW_TYPES } from './checks.ts'
import { conclude, inTurn, node, sideBySide } from './parts.ts'
import { trainingParts } from './training-parts.ts'

// npm test: everything that has to pass before a change is good, and how long each part of it took.

const begun = performance.now()

// The browser tests keep one core busy; what is checked without running the program, and then the unit tests, the other.
const ran = await sideBySide([
  [{ name: 'build and browser tests', command: node('scripts/browser-tests.ts') }],
  [
    ...[types('core'), types('node'), types('e2e'), WINDOW_TYPES],
    ...[lint(['.']), format(['.']), UNUSED, LOCK, ...trainingParts()],
    { name: 'unit tests', command: node(VITEST, 'run', '--project', 'pure', '--project', 'unit') }
  ]
])
// By themselves: each of them keeps a core busy with models. Of code that fails elsewhere they say nothing new.
if (ran.every(({ passed }) => passed)) {
  ran.push(
    ...(await inTurn([{ name: 'model tests', command: node(VITEST, 'run', '--project', 'model') }]))
  )
}
conclude(ran, (performance.now() - begun) / 1000)
