import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { equivalent } from '../../src/core/answers/equivalent.ts'
import type { RunRequest } from '../../src/main/runs/create-run.ts'
import { LiveRuns } from '../../src/main/runs/live.ts'
import type { RunServices } from '../../src/main/runs/services.ts'
import { openDatabase } from '../../src/main/store/database.ts'
import type { Problem } from '../../src/shared/problem-set.ts'
import { pairOfFiles } from './pair-of-files.ts'
import { OPTIONS, POOL, PROFILE } from './solve-job.ts'
import { ScriptedEngine } from './scripted-engine.ts'

/** A folder that goes when the test does. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A store of its own in a file, closed when the test ends. */
export function temporaryStore(folder = temporaryFolder()) {
  const path = join(folder, 'tandem.db')
  const { database, notices } = openDatabase(path, new Date(0))
  onTestFinished(() => {
    database.close()
  })
  return { database, notices, path, folder }
}

export interface RunSetup extends RunServices {
  readonly engine: ScriptedEngine
  readonly folder: string
}

/** All that runs need, on a scripted engine, with a clock that moves a second at each reading. */
export function runSetup(engine = new ScriptedEngine()): RunSetup {
  const { database, path, folder } = temporaryStore()
  let time = Date.UTC(2026, 10, 22, 21)
  return {
    database,
    databasePath: path,
    folder,
    engine,
    isNamedServer: () => false,
    judge: ({ gold, given, tolerance }, policy) =>
      Promise.resolve(equivalent(gold, given, policy, tolerance)),
    keepAwake: () => () => {},
    live: new LiveRuns(),
    now: () => (time += 1000),
    door: 'a test'
  }
}

/** Additions with their sums. */
export function additions(count: number): Problem[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `sum-${index + 1}`,
    text: `What is ${index + 3} + ${index * 2 + 5}?`,
    answer: String(index * 3 + 8)
  }))
}

export function runRequest(changes: Partial<RunRequest> = {}): RunRequest {
  return {
    kind: 'benchmark',
    set: { id: 'sums', name: 'Sums' },
    problems: additions(4),
    methods: ['baseline', 'ssr'],
    repeats: 1,
    limit: null,
    sample: null,
    options: OPTIONS,
    policy: 'standard',
    prompts: PROFILE,
    pool: POOL,
    pair: pairOfFiles({
      target: '/models/target.gguf',
      draft: '/models/draft.gguf'
    }),
    tandemVersion: '0.1.0',
    ...changes
  }
}
