import { createRandom } from '../../src/core/random.ts'
import { keptWhole } from '../../src/main/runs/keeping.ts'
import { planSlots } from '../../src/main/runs/plan.ts'
import { AttemptRecorder } from '../../src/main/runs/recorder.ts'
import type { Database } from '../../src/main/store/sql.ts'
import { insertAttempt, type Slot } from '../../src/main/store/tables/attempts.ts'
import { keepPrompts, keepStrategies } from '../../src/main/store/tables/documents.ts'
import { insertGrade } from '../../src/main/store/tables/grades.ts'
import { insertRunProblems } from '../../src/main/store/tables/run-problems.ts'
import { insertRun, markEnded } from '../../src/main/store/tables/runs.ts'
import type { AttemptEvent } from '../../src/shared/events.ts'
import type { RunConfig } from '../../src/shared/run-record.ts'
import { fileSource } from '../../src/shared/model-source.ts'
import { attemptFinished, pathFinished } from './ending-events.ts'
import { pairOfFiles } from './pair-of-files.ts'
import { OPTIONS, POOL, PROFILE } from './solve-job.ts'

/** Occurs in one step of a store that was filled. */
export const RARE_WORD = 'quokka'

const PATHS = 3
const STEPS_OF_A_PATH = 6
const STEPS_OF_AN_ATTEMPT = PATHS * STEPS_OF_A_PATH
const METHODS = ['baseline', 'parallel', 'specreason', 'ssr'] as const
const COMMON = ['number', 'sum', 'equation', 'solution', 'therefore', 'multiply', 'divide', 'angle']

const model = {
  name: 'model',
  source: fileSource('/models/model.gguf'),
  sha256: '0'.repeat(64),
  bytes: 1,
  architecture: 'llama',
  parameters: 1e6
}

/** Fills a store with runs of so many steps in all, written as a benchmark writes them. */
export function fillStore(database: Database, steps: number, problems = 500): void {
  const random = createRandom(7)
  const attempts = Math.ceil(steps / STEPS_OF_AN_ATTEMPT)
  const ofARun = problems * METHODS.length
  for (let run = 0; run * ofARun < attempts; run++) {
    const count = Math.min(ofARun, attempts - run * ofARun)
    database.transaction(() => fillRun(database, { run, problems, count }, random)).immediate()
  }
}

function fillRun(
  database: Database,
  { run, problems, count }: { run: number; problems: number; count: number },
  random: ReturnType<typeof createRandom>
): void {
  const id = `run-${String(run).padStart(4, '0')}`
  const createdAt = 1_700_000_000_000 + run * 1e7
  const config = configOf(database)
  const planned = problems * METHODS.length
  const runKey = insertRun(database, { id, config, seed: run, planned, createdAt })
  insertRunProblems(
    database,
    runKey,
    Array.from({ length: problems }, (_, index) => ({
      id: `p${index}`,
      text: `Problem ${index} asks for a number`,
      answer: String(index)
    }))
  )
  for (const [index, slot] of planSlots(config, problems).slice(0, count).entries()) {
    const startedAt = createdAt + index * 1000
    const rare = run === 0 && index === 3
    const events = eventsOf(rare, random)
    const key = storeAttempt(database, { runKey, run: id, slot, seed: index, startedAt, events })
    const verdict = random.next() < 0.7 ? 'right' : 'wrong'
    insertGrade(database, key, { verdict, policy: 'standard', reason: '', givenAt: startedAt })
  }
  markEnded(database, runKey, 'finished', createdAt + count * 1000, null)
}

/** Writes an attempt down as a run writes it, from its first event to its end. Returns its key. */
export function storeAttempt(
  database: Database,
  {
    runKey,
    run,
    slot,
    seed,
    startedAt,
    events,
    answer = String(slot.problem)
  }: {
    readonly runKey: number
    readonly run: string
    readonly slot: Slot
    readonly seed: number
    readonly startedAt: number
    readonly events: Iterable<AttemptEvent>
    readonly answer?: string
  }
): number {
  const key = insertAttempt(database, { ...slot, runKey, seed, startedAt })
  const recorder = new AttemptRecorder({
    keeping: keptWhole(database),
    run,
    attempt: key,
    onBatch: () => {},
    check: () => {}
  })
  for (const event of events) recorder.record(event)
  recorder.finish({
    status: 'done',
    finishedAt: startedAt + 900,
    outcome: 'answered',
    answer,
    error: null,
    cause: null,
    wallMs: 900,
    gamma: 1,
    gammaDecode: 1,
    wallRatio: 1,
    baseline: 'measured'
  })
  return key
}

function* eventsOf(
  rare: boolean,
  random: ReturnType<typeof createRandom>
): Generator<AttemptEvent> {
  const cost = [
    {
      model: 'target' as const,
      purpose: 'write' as const,
      prefilled: 10,
      decoded: 20,
      ms: 30,
      flops: 1e9,
      boundary: 0,
      reevaluated: 0
    }
  ]
  for (let path = 0; path < PATHS; path++) {
    yield { type: 'path-opened', path, strategy: POOL.strategies[path]!, writer: 'target', cost }
    for (let step = 0; step < STEPS_OF_A_PATH; step++) {
      const words = Array.from({ length: 8 }, () =>
        random.next() < 0.5 ? COMMON[random.integer(COMMON.length)]! : `w${random.integer(50_000)}`
      )
      if (rare && path === 0 && step === 0) words.push(RARE_WORD)
      const text = `In step ${step} the ${words.join(' ')}.`
      yield {
        type: 'step-written',
        author: 'target',
        path,
        step,
        text,
        tokens: 20,
        ms: 30,
        stop: 'delimiter',
        confidence: null,
        reading: null,
        speculation: null,
        cost
      }
    }
    yield pathFinished(path, '7')
  }
  const ratios = { gamma: 1, gammaDecode: 1, wallRatio: 1, baseline: 'measured' } as const
  yield attemptFinished('7', ratios)
}

/** What a run of a filled store was made with. */
export function configOf(database: Database): RunConfig {
  return {
    kind: 'benchmark',
    set: { id: 'filled', name: 'Filled' },
    methods: [...METHODS],
    repeats: 1,
    limit: null,
    sample: null,
    options: OPTIONS,
    policy: 'standard',
    prompts: { id: PROFILE.id, sha256: keepPrompts(database, PROFILE) },
    strategies: { id: POOL.id, sha256: keepStrategies(database, POOL) },
    pair: {
      setup: pairOfFiles({ target: model.source.path, draft: model.source.path, gpu: 'off' }),
      target: model,
      draft: model
    },
    versions: { tandem: '0.1.0', engine: 'none', node: '24' },
    parallel: 1,
    fork: null,
    hardware: { platform: 'test', cpu: 'test', cores: 1, memoryBytes: 1, device: 'none' }
  }
}
