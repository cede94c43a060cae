import { join } from 'node:path'
import { openDatabase } from '../../src/main/store/database.ts'
import { insertGrade } from '../../src/main/store/tables/grades.ts'
import { insertRunProblems } from '../../src/main/store/tables/run-problems.ts'
import { insertRun, markEnded } from '../../src/main/store/tables/runs.ts'
import type { AttemptEvent, AttemptEventOf } from '../../src/shared/events.ts'
import { attemptFinished, pathFinished } from '../helpers/ending-events.ts'
import { configOf, storeAttempt } from '../helpers/fill-store.ts'
import { OPTIONS, POOL } from '../helpers/solve-job.ts'

const BEGUN = 1_700_000_000_000
const ID = 'seeded-solve'
const model = { name: 'model', sha256: '0'.repeat(64), parameters: 1e6 }

const RATIOS = { gamma: 1.2, gammaDecode: 0.6, wallRatio: null, baseline: 'estimated' } as const

interface Solved {
  readonly problem: string
  readonly answer: string
  /** What is noted before the first path opens. */
  readonly notes?: readonly string[]
  /** Of the only path. */
  readonly steps: readonly AttemptEvent[]
}

/** A draft as it was written, and one that stood. */
export function draftedStep(
  step: number,
  text: string,
  read: Partial<AttemptEventOf<'step-drafted'>> = {}
): AttemptEvent {
  const how = { tokens: 17, ms: 200, stop: 'delimiter', confidence: null, reading: null } as const
  return { type: 'step-drafted', path: 0, step, text, ...how, cost: [], ...read }
}

/** A draft that was scored and written anew by the target. */
export function rewrittenStep(
  step: number,
  {
    draft,
    score,
    target
  }: { readonly draft: string; readonly score: number; readonly target: string }
): AttemptEvent[] {
  const place = { path: 0, step, reading: null, cost: [] }
  return [
    draftedStep(step, draft),
    { type: 'step-scored', ...place, score, evidence: null },
    {
      ...{ type: 'step-rewritten', ...place, text: target, kept: 0, keptTokens: 0 },
      ...{ tokens: 9, ms: 90, stop: 'delimiter', confidence: null }
    }
  ]
}

/**
 * Puts a solved problem into the store of a program, a right one by one path, and returns the address of its attempt:
 * whatever a model may have written, in an instant.
 */
export function seedSolve(data: string, { problem, answer, notes = [], steps }: Solved): string {
  const { database } = openDatabase(join(data, 'tandem.db'), new Date())
  try {
    const place = database.transaction(() => {
      const config = {
        ...configOf(database),
        kind: 'solve',
        set: null,
        methods: ['ssr']
      } as const
      const runKey = insertRun(database, {
        id: ID,
        config: { ...config, methods: [...config.methods] },
        seed: 1,
        planned: 1,
        createdAt: BEGUN
      })
      insertRunProblems(database, runKey, [{ id: 'typed', text: problem, answer }])
      const events: AttemptEvent[] = [
        {
          type: 'started',
          problem,
          options: { ...OPTIONS, paths: 1 },
          pair: { draft: model, target: model },
          fork: null
        },
        ...notes.map((text) => ({ type: 'noted' as const, path: null, text })),
        {
          type: 'path-opened',
          path: 0,
          strategy: POOL.strategies[0]!,
          writer: 'draft-and-target',
          cost: []
        },
        ...steps,
        pathFinished(0, answer),
        { type: 'voted', votes: [{ answer, paths: [0], weight: 1 }], answer, tie: null },
        attemptFinished(answer, RATIOS)
      ]
      const slot = { problem: 0, method: 'ssr' as const, repeat: 0 }
      const key = storeAttempt(database, {
        runKey,
        run: ID,
        slot,
        seed: 1,
        startedAt: BEGUN,
        events,
        answer
      })
      insertGrade(database, key, {
        verdict: 'right',
        policy: 'standard',
        reason: '',
        givenAt: BEGUN
      })
      markEnded(database, runKey, 'finished', BEGUN + 900, null)
      return `#/history/${ID}/${key}`
    })
    return place()
  } finally {
    database.close()
  }
}
