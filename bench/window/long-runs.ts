import { createRandom } from '../../src/core/random.ts'
import { planSlots } from '../../src/main/runs/plan.ts'
import type { Database } from '../../src/main/store/sql.ts'
import { insertGrade } from '../../src/main/store/tables/grades.ts'
import { insertRunProblems } from '../../src/main/store/tables/run-problems.ts'
import { insertRun, markEnded } from '../../src/main/store/tables/runs.ts'
import type { Charge } from '../../src/shared/cost.ts'
import type { AttemptEvent } from '../../src/shared/events.ts'
import type { MethodName } from '../../src/shared/options.ts'
import { attemptFinished, pathFinished } from '../../test/helpers/ending-events.ts'
import { configOf, storeAttempt } from '../../test/helpers/fill-store.ts'
import { OPTIONS, POOL } from '../../test/helpers/solve-job.ts'

/** Tokens of a step: the median of the published traces. */
const STEP_TOKENS = 17
const BEGUN = 1_700_000_000_000
const FORMULAS = ['$x^2 + 3x - 7$', '$\\frac{a}{b}$', '$n \\equiv 3 \\pmod 7$', '$2^{10}$']

export interface Shape {
  readonly paths: number
  /** Accepted tokens of a path. */
  readonly tokens: number
}

/** Stores a finished run of one problem and returns the place of its attempt. */
export function storeLongAttempt(database: Database, shape: Shape) {
  const id = 'long-attempt'
  const [attempt] = storeRun(database, { id, kind: 'solve', methods: ['ssr'], problems: 1 }, shape)
  return { run: id, attempt: attempt! }
}

/** Stores a finished benchmark with at least so many bytes of events. */
export function storeLargeRun(database: Database, bytes: number, shape: Shape) {
  const id = 'large-run'
  const ofOne = JSON.stringify([...eventsOf(shape, 1)]).length
  const problems = Math.ceil(bytes / ofOne / 2)
  const attempts = storeRun(
    database,
    { id, kind: 'benchmark', methods: ['baseline', 'ssr'], problems },
    shape
  )
  return { run: id, attempt: attempts.at(-1)!, bytes: ofOne * attempts.length }
}

function storeRun(
  database: Database,
  {
    id,
    kind,
    methods,
    problems
  }: { id: string; kind: 'solve' | 'benchmark'; methods: MethodName[]; problems: number },
  shape: Shape
): number[] {
  const config = { ...configOf(database), kind, methods }
  const slots = planSlots(config, problems)
  const runKey = insertRun(database, {
    id,
    config: kind === 'solve' ? { ...config, set: null } : config,
    seed: 1,
    planned: slots.length,
    createdAt: BEGUN
  })
  insertRunProblems(
    database,
    runKey,
    Array.from({ length: problems }, (_, index) => ({
      id: `${id}-${index}`,
      text: `Find the remainder of $7^{${index + 1}}$ divided by 11.`,
      answer: String(index)
    }))
  )
  const keys = slots.map((slot, seed) => {
    const events = eventsOf(shape, seed)
    const key = storeAttempt(database, { runKey, run: id, slot, seed, startedAt: BEGUN, events })
    insertGrade(database, key, { verdict: 'right', policy: 'standard', reason: '', givenAt: BEGUN })
    return key
  })
  markEnded(database, runKey, 'finished', BEGUN + 1, null)
  return keys
}

/** An attempt of SSR as the engine reports it: every fifth draft is rewritten. */
function* eventsOf({ paths, tokens }: Shape, seed: number): Generator<AttemptEvent> {
  const random = createRandom(seed)
  const model = (name: string, parameters: number) => ({ name, sha256: '0'.repeat(64), parameters })
  yield {
    type: 'started',
    problem: 'Find the remainder.',
    options: { ...OPTIONS, paths },
    pair: { draft: model('draft', 1e9), target: model('target', 1e10) },
    fork: null
  }
  for (let path = 0; path < paths; path++) {
    const strategy = POOL.strategies[path % POOL.strategies.length]!
    yield {
      type: 'path-opened',
      path,
      strategy,
      writer: 'draft-and-target',
      cost: charge('prompt')
    }
  }
  for (let step = 0; step * STEP_TOKENS < tokens; step++) {
    for (let path = 0; path < paths; path++) {
      const rewritten = random.next() < 0.2
      const written = {
        path,
        step,
        tokens: STEP_TOKENS,
        ms: 200,
        stop: 'delimiter' as const,
        confidence: null,
        reading: null
      }
      yield { type: 'step-drafted', ...written, text: textOf(step, random), cost: charge('write') }
      yield {
        type: 'step-scored',
        path,
        step,
        score: rewritten ? 2 + random.next() : 8 + random.next(),
        evidence: { digits: Array.from({ length: 10 }, () => random.next() / 10), digitMass: 0.98 },
        reading: null,
        cost: charge('score')
      }
      if (rewritten) {
        const text = textOf(step, random)
        yield {
          type: 'step-rewritten',
          ...written,
          text,
          kept: 0,
          keptTokens: 0,
          cost: charge('write')
        }
      } else yield { type: 'step-accepted', path, step, cost: [] }
    }
  }
  for (let path = 0; path < paths; path++) {
    yield pathFinished(path, path % 3 === 2 ? '4' : '5')
  }
  yield {
    type: 'voted',
    votes: [
      { answer: '5', paths: [0, 1], weight: 2 },
      { answer: '4', paths: [2], weight: 1 }
    ],
    answer: '5',
    tie: null
  }
  yield attemptFinished('5', {
    gamma: 1.2,
    gammaDecode: 0.6,
    wallRatio: 0.8,
    baseline: 'estimated'
  })
}

function textOf(step: number, random: ReturnType<typeof createRandom>): string {
  const formula = FORMULAS[random.integer(FORMULAS.length)]!
  return `Step ${step}: with ${formula} the number is ${random.integer(10_000)}, so we go on.\n\n`
}

function charge(purpose: Charge['purpose']): Charge[] {
  const spent = { prefilled: 20, decoded: 17, ms: 200, flops: 1e9, boundary: 0, reevaluated: 0 }
  return [{ model: purpose === 'write' ? 'draft' : 'target', purpose, ...spent }]
}
