import {
  format,
  LOCK,
  lint,
  lintTypes,
  types,
  UNUSED,
  unitTests,
  VITEST,
  WINDOW_TYPES
} from './checks.ts'
import { conclude, node, sideBySide, type Part } from './parts.ts'
import { trainingParts } from './training-parts.ts'

// npm test: everything that has to pass before a change is good, and how long each part of it took.

const begun = performance.now()

/** Parts of the model tests, with a worker each: the first core that is free takes the next, and none is idle for long. */
const MODEL_PARTS = 4

function modelTests(part: number): Part {
  const shard = `${part}/${MODEL_PARTS}`
  return {
    name: `model tests, ${shard}`,
    command: node(VITEST, 'run', '--project', 'model', '--shard', shard, '--maxWorkers', '1'),
    onlyOfWhatPasses: true
  }
}

// The longest first, but for types, which say at once what need not be tested: the short ones at the end leave no core alone.
const ran = await sideBySide([
  { name: 'build and browser tests', command: node('scripts/browser-tests.ts'), goesFirst: true },
  ...[types('core'), types('node'), types('e2e'), WINDOW_TYPES],
  unitTests(),
  ...Array.from({ length: MODEL_PARTS }, (_, index) => modelTests(index + 1)),
  ...[lint(['.']), format(['.']), lintTypes([]), UNUSED, LOCK, ...trainingParts()]
])
conclude(ran, (performance.now() - begun) / 1000)
