import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { recordingServices } from '../../../src/main/actions/recording.ts'
import {
  createSolve,
  solve,
  type SolvedAttempt,
  typedProblem
} from '../../../src/main/actions/solve.ts'
import { EngineFailure } from '../../../src/main/engine/engine.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { openDatabase, openInMemory } from '../../../src/main/store/database.ts'
import { allAttempts } from '../../../src/main/store/tables/attempts.ts'
import { readEvents } from '../../../src/main/store/tables/event-batches.ts'
import { checkIntegrity } from '../../../src/main/store/maintenance.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import type { Database } from '../../../src/main/store/sql.ts'
import type { AttemptEvent } from '../../../src/shared/events.ts'
import { emptyView, fold } from '../../../src/shared/fold.ts'
import { fill, growNoMore, makeRoom } from '../../helpers/full-store.ts'
import { runRequest, type RunSetup, runSetup, temporaryFolder } from '../../helpers/run-setup.ts'
import { ScriptedEngine } from '../../helpers/scripted-engine.ts'

const never = new AbortController().signal

function request(changes: Partial<Parameters<typeof solve>[1]> = {}) {
  const { options, prompts, pool, pair } = runRequest()
  return {
    options: { ...options, method: 'ssr' as const, seed: 7, timeLimit: null },
    prompts,
    pool,
    pair,
    problem: typedProblem(' What is 3 + 5? ', '8'),
    measureBaseline: false,
    ...changes
  }
}

/** It takes pages of the store, wherever it is repeated. */
const LONG = typedProblem(
  `What is 3 + 5? Not: ${Array.from({ length: 20_000 }, (_, at) => Math.imul(at, 0x9e3779b1)).join(' ')}`,
  '8'
)

function attemptsOf({ database }: RunSetup, run: string) {
  return allAttempts(database, findRun(database, run)!.key)
}

/** What a store has of the attempts of a run, times left out. */
function kept(database: Database, run: string) {
  return allAttempts(database, findRun(database, run)!.key).map(
    ({ key, status, answer, verdict }) => ({
      ...{ status, answer, verdict },
      events: readEvents(database, key).map(({ type }) => type)
    })
  )
}

describe('solving a problem', () => {
  it.each([
    ['baseline', ['running']],
    ['ssr', ['done', 'running']]
  ])(
    'goes on where the disk fills while %s is at work, and says so once',
    async (fills, statuses) => {
      const asked = request({ problem: LONG, measureBaseline: true })
      const roomy = runSetup()
      const whole = await solve(roomy, asked, { signal: never })
      const services = runSetup()
      const { database } = services
      const told: string[] = []
      const ended: string[] = []
      const solved = await solve(services, asked, {
        signal: never,
        watch: {
          begun(method) {
            if (method === fills) growNoMore(database)
          },
          ended: ({ method }) => ended.push(method),
          unrecorded: ({ message }) => told.push(message)
        }
      })
      expect(told).toEqual([expect.stringContaining('is full')])
      expect(solved.isRecorded).toBe(false)
      expect(solved.attempt!.view.answer).toBe(whole.attempt!.view.answer)
      expect(solved.attempt!.verdict).toBe(whole.attempt!.verdict)
      expect(ended).toEqual(['baseline', 'ssr'])
      expect(kept(solved.database, solved.run)).toEqual(kept(roomy.database, whole.run))

      makeRoom(database)
      expect(checkIntegrity(database)).toEqual([])
      const stored = attemptsOf(services, solved.run)
      expect(stored.map(({ status }) => status)).toEqual(statuses)
      expect((await solve(services, request(), { signal: never })).isRecorded).toBe(true)
    }
  )

  it.each(['before it began', 'while it was at work'])(
    'is recorded all the same where there was no room %s, and is room at its end',
    async (when) => {
      const roomy = runSetup()
      const asked = request({ problem: LONG })
      const whole = await solve(roomy, asked, { signal: never })
      const services = runSetup()
      const { database } = services
      // Other attempts have the numbers that this one gets in memory.
      await solve(services, request(), { signal: never })
      if (when === 'before it began') fill(database)
      const told: string[] = []
      const solved = await solve(services, asked, {
        signal: never,
        watch: {
          begun: () => {
            if (when === 'while it was at work') fill(database)
          },
          ended: () => makeRoom(database),
          unrecorded: () => told.push('not recorded'),
          recorded: () => told.push('recorded')
        }
      })
      expect(told).toEqual(['not recorded', 'recorded'])
      expect(solved).toMatchObject({ isRecorded: true, database })
      expect(kept(database, solved.run)).toEqual(kept(roomy.database, whole.run))
      expect(findRun(database, solved.run)).toMatchObject({ status: 'finished' })
      expect(listRuns(database, services.now(), { search: '3 + 5' })).toHaveLength(2)
      expect(database.prepare('SELECT name FROM leases').all()).toEqual([])
      expect(checkIntegrity(database)).toEqual([])
    }
  )

  it('is done all the same where the disk is full from the beginning, and says so once', async () => {
    const services = runSetup()
    const { database } = services
    growNoMore(database)
    const told: string[] = []
    const { run, isRecorded, attempt, ...solved } = await solve(
      services,
      request({ problem: typedProblem('What is 3 + 5?', '8'.repeat(200_000)) }),
      { signal: never, watch: { unrecorded: ({ message }) => told.push(message) } }
    )
    expect(told).toEqual([expect.stringContaining('is full')])
    expect(isRecorded).toBe(false)
    expect(findRun(database, run)).toBeNull()
    const record = findRun(solved.database, run)!
    expect(allAttempts(solved.database, record.key)).toMatchObject([
      { status: 'done', verdict: 'ungradable', answer: attempt!.view.answer }
    ])
  })

  // What is no whole number of milliseconds as a computer multiplies, and more than a timer can wait.
  it.each([2.3, 5_000_000, 1e9])('can have a limit of %d seconds', async (timeLimit) => {
    const services = runSetup()
    const { options } = request()
    const asked = request({ options: { ...options, timeLimit } })
    const { attempt } = await solve(services, asked, { signal: never })
    expect(attempt!.view.outcome).toBe('answered')
  })

  it('leaves the run, its events and its verdict in the store', async () => {
    const services = runSetup()
    const seen: AttemptEvent[] = []
    const { run, attempt } = await solve(services, request({ tags: ['demo'] }), {
      signal: never,
      watch: { event: (_method, event) => seen.push(event) }
    })
    const [stored, ...others] = attemptsOf(services, run)
    expect(others).toEqual([])
    expect(stored).toMatchObject({ method: 'ssr', seed: 7, verdict: attempt!.verdict })
    expect(attempt!.verdict).toMatch(/^(right|wrong)$/)
    expect(readEvents(services.database, stored!.key).reduce(fold, emptyView())).toEqual(
      attempt!.view
    )
    expect(seen.at(-1)).toMatchObject({ type: 'finished' })
    const [summary] = listRuns(services.database, services.now(), { tag: 'demo' })
    expect(summary).toMatchObject({ id: run, kind: 'solve', status: 'finished' })
  })

  it('gives the same text again for the seed that the attempt names', async () => {
    const texts = await Promise.all(
      [1, 2].map(async () => (await solve(runSetup(), request(), { signal: never })).attempt!.view)
    )
    expect(texts[0]!.options?.seed).toBe(7)
    expect(texts[0]!.paths).toEqual(texts[1]!.paths)
  })

  it('has no limit of time that nobody asked for', async () => {
    const services = runSetup()
    await solve(services, request(), { signal: never })
    expect(services.engine.jobs.map(({ options }) => options.timeLimit)).toEqual([null])
  })

  it('measures the baseline first where that is asked for, and tells of both', async () => {
    const services = runSetup()
    const told: string[] = []
    const ended: SolvedAttempt[] = []
    const { attempt } = await solve(services, request({ measureBaseline: true }), {
      signal: never,
      watch: {
        begun: (method) => told.push(method),
        ended: (one) => ended.push(one)
      }
    })
    expect(told).toEqual(['baseline', 'ssr'])
    expect(ended.map(({ method }) => method)).toEqual(told)
    expect(ended[0]!.view.options?.method).toBe('baseline')
    expect(attempt!.view.ratios?.baseline).toBe('measured')
  })

  it('throws what the engine threw, once that is written down', async () => {
    const failure = new EngineFailure('out-of-memory', 'The memory is full.', { hint: 'Buy some.' })
    const services = runSetup(
      new ScriptedEngine({
        before: () => {
          throw failure
        }
      })
    )
    await expect(solve(services, request(), { signal: never })).rejects.toBe(failure)
    const [summary] = listRuns(services.database, services.now())
    expect(attemptsOf(services, summary!.id)).toMatchObject([
      { status: 'failed', error: 'out-of-memory' }
    ])
  })

  it('says that there is no attempt where it was stopped before that', async () => {
    const controller = new AbortController()
    const services = runSetup(new ScriptedEngine({ before: () => controller.abort() }))
    const { attempt } = await solve(services, request({ measureBaseline: true }), {
      signal: controller.signal
    })
    expect(attempt).toBeNull()
  })
})

describe('where it is recorded', () => {
  function doors(services: RunSetup) {
    const passing = { ...services, database: openInMemory() }
    onTestFinished(() => {
      passing.database.close()
    })
    return {
      databasePath: services.databasePath,
      runServices: () => services,
      passingServices: () => passing
    }
  }

  it('is the store, and says nothing', async () => {
    const services = runSetup()
    const tell = vi.fn()
    const chosen = recordingServices(doors(services), { record: true, tell })
    await createSolve(chosen, request())
    expect(listRuns(services.database, 0)).toHaveLength(1)
    expect(tell).not.toHaveBeenCalled()
  })

  it('is nowhere with --no-record, and the text is the same', async () => {
    const services = runSetup()
    const recorded = await solve(services, request(), { signal: never })
    const chosen = recordingServices(doors(services), { record: false, tell: vi.fn() })
    const passing = await solve(chosen, request(), { signal: never })
    expect(passing.attempt!.view.paths).toEqual(recorded.attempt!.view.paths)
    expect(listRuns(services.database, 0).map(({ id }) => id)).toEqual([recorded.run])
  })

  it('is nowhere, with a notice, where the data folder cannot be written', async () => {
    const file = join(temporaryFolder(), 'a-file')
    writeFileSync(file, '')
    const services = runSetup()
    const tell = vi.fn()
    const chosen = recordingServices(
      {
        ...doors(services),
        runServices: () => ({
          ...services,
          database: openDatabase(join(file, 'tandem.db'), new Date(0)).database
        })
      },
      { record: true, tell }
    )
    const { attempt } = await solve(chosen, request(), { signal: never })
    expect(attempt!.view.outcome).toBe('answered')
    expect(tell).toHaveBeenCalledOnce()
    expect(tell.mock.calls[0]![0]).toMatch(
      /a-file is a file, and a folder was expected.*nothing is recorded/
    )
  })

  it('is nowhere, with a notice, where the store was opened by somebody else for longer', () => {
    const services = runSetup()
    const other = openDatabase(services.databasePath, new Date(0)).database
    onTestFinished(() => {
      other.close()
    })
    services.database.pragma('busy_timeout = 1')
    other.exec('BEGIN IMMEDIATE')
    const tell = vi.fn()
    const chosen = recordingServices(doors(services), { record: true, tell })
    expect(chosen.database.memory).toBe(true)
    expect(tell.mock.calls[0]![0]).toMatch(/busy.*nothing is recorded/)
  })
})
