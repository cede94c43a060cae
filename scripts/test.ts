import { format, LOCK, lint, types, UNUSED, VITEST, WINDOW_TYPES } from './checks.ts'
import { conclude, node, sideBySide, type Part } from './parts.ts'
import { trainingParts } from './training-parts.ts'

// npm test: everything that has to pass before a change is good, and how long each part of it took.

const begun = performance.now()

/** In two halves with a worker each, so that the first core that is free begins with them. */
function modelTests(half: 1 | 2): Part {
  return {
    name: `model tests, half ${half}`,
    command: node(
      VITEST,
      ...['run', '--project', 'model', '--shard', `${half}/2`, '--maxWorkers', '1']
    ),
    onlyOfWhatPasses: true
  }
}

const ran = await sideBySide([
  { name: 'build and browser tests', command: node('scripts/browser-tests.ts') },
  ...[types('core'), types('node'), types('e2e'), WINDOW_TYPES],
  ...[lint(['.']), format(['.']), UNUSED, LOCK, ...trainingParts()],
  { name: 'unit tests', command: node(VITEST, 'run', '--project', 'pure', '--project', 'unit') },
  ...[modelTests(1), modelTests(2)]
])
conclude(ran, (performance.now() - begun) / 1000)
