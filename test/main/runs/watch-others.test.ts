import { describe, expect, it, onTestFinished } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { LiveRuns } from '../../../src/main/runs/live.ts'
import { watchOthers } from '../../../src/main/runs/watch-others.ts'
import { openDatabase } from '../../../src/main/store/database.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'
import { ScriptedEngine } from '../../helpers/scripted-engine.ts'

describe('a second process with the same store', () => {
  it('sees what the first one does while it does it', async () => {
    const first = runSetup(new ScriptedEngine({ callMs: 40 }))
    const { database } = openDatabase(first.databasePath, new Date())
    const live = new LiveRuns()
    const stop = watchOthers({ database, live }, () => false, 10)
    onTestFinished(() => {
      stop()
      database.close()
    })
    const seen = new Map<number, string[]>()
    const changed: string[] = []
    live.on('changed', (run) => changed.push(run))
    live.on('batch', ({ attempt, first: number, events }) => {
      const types = seen.get(attempt) ?? []
      expect(number).toBe(types.length)
      seen.set(attempt, [...types, ...events.map(({ type }) => type)])
    })
    const id = await createRun(first, runRequest({ methods: ['ssr'], limit: 2 }))
    const statuses: string[] = []
    live.on('batch', () => statuses.push(listRuns(database, first.now())[0]!.status))
    await runBenchmark(first, id, { signal: new AbortController().signal })
    await expect.poll(() => changed.length).toBeGreaterThan(1)
    expect(new Set(changed)).toEqual(new Set([id]))
    expect(seen.size).toBe(2)
    expect([...seen.values()].flat()).toContain('step-scored')
    expect(new Set(statuses)).toEqual(new Set(['running']))
  })

  it('is told of the end of a run, when nothing of it runs any more', async () => {
    const first = runSetup(new ScriptedEngine({ callMs: 5 }))
    const { database } = openDatabase(first.databasePath, new Date())
    const live = new LiveRuns()
    const stop = watchOthers({ database, live }, () => false, 5)
    onTestFinished(() => {
      stop()
      database.close()
    })
    const statuses: string[] = []
    live.on('changed', () => statuses.push(listRuns(database, first.now())[0]!.status))
    const id = await createRun(first, runRequest({ methods: ['draft'], limit: 1 }))
    await runBenchmark(first, id, { signal: new AbortController().signal })
    await expect.poll(() => statuses.at(-1)).toBe('finished')
  })
})
