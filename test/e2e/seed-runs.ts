import { join } from 'node:path'
import { equivalent } from '../../src/core/answers/equivalent.ts'
import { runBenchmark } from '../../src/main/runs/benchmark.ts'
import { createRun } from '../../src/main/runs/create-run.ts'
import { LiveRuns } from '../../src/main/runs/live.ts'
import { openDatabase } from '../../src/main/store/database.ts'
import type { MethodName, SolveOptions } from '../../src/shared/options.ts'
import type { Problem } from '../../src/shared/problem-set.ts'
import type { StrategyPool } from '../../src/shared/strategy-pool.ts'
import { pairOfFiles } from '../helpers/pair-of-files.ts'
import { ScriptedEngine } from '../helpers/scripted-engine.ts'
import { OPTIONS, POOL, PROFILE } from '../helpers/solve-job.ts'

interface Seed {
  readonly set?: string
  readonly problems: readonly Problem[]
  readonly methods: readonly MethodName[]
  readonly repeats?: number
  readonly options?: Partial<SolveOptions>
  readonly pool?: StrategyPool
}

/**
 * Puts finished benchmarks into the store of a program, made by the real method on scripted models: in an instant, and
 * the same each time. Returns their ids.
 */
export async function seedRuns(data: string, seeds: readonly Seed[]): Promise<string[]> {
  const path = join(data, 'tandem.db')
  const { database } = openDatabase(path, new Date())
  const services = {
    database,
    databasePath: path,
    engine: new ScriptedEngine(),
    isNamedServer: () => false,
    judge: ({ gold, given }: { gold: string; given: string }) =>
      Promise.resolve(equivalent(gold, given, 'standard')),
    keepAwake: () => () => undefined,
    live: new LiveRuns(),
    now: Date.now,
    door: 'a test'
  }
  const ids: string[] = []
  try {
    for (const { set = 'Sums', problems, methods, repeats = 1, options, pool = POOL } of seeds) {
      const id = await createRun(services, {
        kind: 'benchmark',
        set: { id: set.toLowerCase(), name: set },
        problems: [...problems],
        methods: [...methods],
        repeats,
        limit: null,
        sample: null,
        options: { ...OPTIONS, ...options },
        policy: 'standard',
        prompts: PROFILE,
        pool,
        pair: pairOfFiles({ target: '/models/target.gguf', draft: '/models/draft.gguf' }),
        tandemVersion: '0.1.0'
      })
      await runBenchmark(services, id, { signal: new AbortController().signal })
      ids.push(id)
    }
  } finally {
    database.close()
  }
  return ids
}

/** Additions, with their sums unless nobody knows them. */
export function sums(count: number, { known = true } = {}): Problem[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `sum-${index + 1}`,
    text: `What is ${index + 3} + ${index * 2 + 5}?`,
    ...(known && { answer: String(index * 3 + 8) })
  }))
}
