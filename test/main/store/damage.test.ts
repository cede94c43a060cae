import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { backUp } from '../../../src/main/store/backups/back-up.ts'
import { openDatabase } from '../../../src/main/store/database.ts'
import {
  acknowledgeIncidents,
  listIncidents,
  openIncidents
} from '../../../src/main/store/incidents.ts'
import { checkIntegrity } from '../../../src/main/store/maintenance.ts'
import { setAside } from '../../../src/main/store/set-aside.ts'
import type { Database } from '../../../src/main/store/sql.ts'
import { readEvents } from '../../../src/main/store/tables/event-batches.ts'
import { LOST_PROBLEM } from '../../../src/main/store/tables/problems.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { cutOff, overwrite, overwritePages, swapPages, zero } from '../../helpers/damage.ts'
import { additions, runRequest, runSetup, temporaryFolder } from '../../helpers/run-setup.ts'
import { runTandem } from '../../helpers/run-tandem.ts'

const NOW = new Date('2026-11-22T21:00:00Z')

/** What has been made, by its number of problems: to make one takes longer than most of these tests. */
const made = new Map<number, Promise<Buffer>>()

/** A closed store with two finished runs, of so many problems by two methods. */
async function filledStore(problems = 12): Promise<string> {
  const content = made.get(problems) ?? makeStore(problems)
  made.set(problems, content)
  const path = join(temporaryFolder(), 'tandem.db')
  writeFileSync(path, await content, { mode: 0o600 })
  return path
}

async function makeStore(problems: number): Promise<Buffer> {
  const services = runSetup()
  for (const repeats of [1, 2]) {
    const request = runRequest({ problems: additions(problems), repeats })
    const id = await createRun(services, request)
    await runBenchmark(services, id, { signal: new AbortController().signal })
  }
  services.database.pragma('wal_checkpoint(TRUNCATE)')
  services.database.close()
  return readFileSync(services.databasePath)
}

function reopened(path: string): Database {
  const { database } = openDatabase(path, NOW)
  onTestFinished(() => {
    database.close()
  })
  return database
}

/** What is known of each finished attempt, its events and its bill included. */
function finished(database: Database): Map<string, unknown> {
  const attempts = database
    .prepare<[], { key: number; place: string; answer: string; verdict: string; cost: string }>(
      `SELECT key, run_key || ' ' || problem || ' ' || method || ' ' || repeat AS place, answer, verdict,
         (SELECT json_group_array(json_array(model, purpose, prefilled, decoded, flops) ORDER BY model, purpose)
          FROM charges WHERE attempt_key = attempts.key) AS cost
       FROM attempts WHERE status = 'done'`
    )
    .all()
  return new Map(
    attempts.map(({ key, place, ...rest }) => [
      place,
      { ...rest, events: readEvents(database, key) }
    ])
  )
}

/** Whatever was saved is sound, true, and can be read by all that reads runs. */
function expectSound(path: string, before: ReadonlyMap<string, unknown>): number {
  const database = reopened(path)
  expect(checkIntegrity(database)).toEqual([])
  const after = finished(database)
  for (const [place, attempt] of after) expect(attempt).toEqual(before.get(place))
  for (const { id, status, attempts } of listRuns(database, NOW.getTime())) {
    expect(readReport(database, findRun(database, id)!).run).toBeDefined()
    if (status === 'finished') expect(attempts.done).toBe(attempts.total)
  }
  return after.size
}

async function contentBefore(path: string): Promise<ReadonlyMap<string, unknown>> {
  const copy = join(temporaryFolder(), 'tandem.db')
  copyFileSync(path, copy)
  return Promise.resolve(finished(reopened(copy)))
}

describe('a damaged store', () => {
  it.each<[string, (path: string) => void, { readonly least: number }]>([
    ['without its header', (path) => zero(path, 0, 100), { least: 60 }],
    ['without its first page', (path) => zero(path, 0, 4096), { least: 60 }],
    ['with noise over its beginning', (path) => overwrite(path, 0, 9000), { least: 30 }],
    ['cut off in the middle', (path) => cutOff(path, 0.5), { least: 0 }],
    ['cut off near its end', (path) => cutOff(path, 0.95), { least: 10 }]
  ])('%s is set aside, and what can be read of it is saved', async (_, damage, { least }) => {
    const path = await filledStore()
    const before = await contentBefore(path)
    expect(before.size).toBe(72)
    damage(path)
    const damaged = readFileSync(path)
    expect(expectSound(path, before)).toBeGreaterThanOrEqual(least)
    const [incident] = listIncidents(path)
    expect(readFileSync(incident!.aside!).equals(damaged)).toBe(true)
    expect(incident!.saved?.runs).toBeGreaterThan(0)
  })

  it('with overwritten or swapped pages loses those and nothing else', async () => {
    const path = await filledStore()
    const before = await contentBefore(path)
    const folder = temporaryFolder()
    const saved: number[] = []
    for (let seed = 1; seed <= 12; seed++) {
      const copy = join(folder, `${seed}.db`)
      copyFileSync(path, copy)
      if (seed % 4 === 0) swapPages(copy, 3 + seed, 5 + 2 * seed)
      else overwritePages(copy, seed, seed)
      setAside(copy, NOW, () => true)
      saved.push(expectSound(copy, before))
    }
    // Most pages hold a few attempts' events. Without the one that holds both runs nothing is known of any attempt.
    expect(saved.filter((count) => count > 36).length).toBeGreaterThanOrEqual(9)
  })

  it('whose log was torn keeps what was committed before', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    await runBenchmark(services, id, { signal: new AbortController().signal })
    const before = finished(services.database)
    // As after a kill: the log was never written back.
    const path = join(temporaryFolder(), 'tandem.db')
    for (const suffix of ['', '-wal']) copyFileSync(services.databasePath + suffix, path + suffix)
    overwrite(`${path}-wal`, Math.floor(readFileSync(`${path}-wal`).length * 0.9), 4096)
    setAside(path, NOW, () => true)
    expect(expectSound(path, before)).toBeGreaterThan(0)
    expect(existsSync(`${listIncidents(path)[0]!.aside!}-wal`)).toBe(true)
  })

  it.each<[string, (path: string) => void]>([
    ['gone', (path) => rmSync(path)],
    ['emptied', (path) => writeFileSync(path, '')]
  ])('that is %s, but for its log, is saved from that', async (_, lose) => {
    const services = runSetup()
    const { database } = services
    const id = await createRun(services, runRequest())
    await runBenchmark(services, id, { signal: new AbortController().signal })
    const before = finished(database)
    // As after a kill: nothing of it was ever written back.
    const path = join(temporaryFolder(), 'tandem.db')
    for (const suffix of ['', '-wal']) copyFileSync(services.databasePath + suffix, path + suffix)
    lose(path)
    const log = readFileSync(`${path}-wal`)
    expect(expectSound(path, before)).toBe(before.size)
    const [incident, ...others] = openIncidents(path)
    expect(others).toEqual([])
    expect(incident!.saved).toMatchObject({ runs: 1, cutAttempts: 0 })
    expect(readFileSync(`${incident!.aside!}-wal`).equals(log)).toBe(true)
  })

  it('that was emptied is told of, also before there is a backup of it', async () => {
    const path = await filledStore(2)
    const made = new Date(Date.now() + 60_000)
    writeFileSync(path, '')
    utimesSync(path, made, made)
    expect(openDatabase(path, NOW).notices.join()).toContain('was gone, or empty')
    expect(openIncidents(path)).toHaveLength(1)
  })

  it('that is cut off at the end of any page is told of, and what is left is true', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    await runBenchmark(services, id, { signal: new AbortController().signal })
    services.database.pragma('wal_checkpoint(TRUNCATE)')
    services.database.close()
    const before = await contentBefore(services.databasePath)
    const pages = readFileSync(services.databasePath).length / 4096
    const folder = temporaryFolder()
    for (let page = 1; page < pages; page += 5) {
      const path = join(folder, `${page}.db`)
      copyFileSync(services.databasePath, path)
      truncateSync(path, page * 4096)
      expectSound(path, before)
      expect(openIncidents(path), `${page} of ${pages} pages`).toHaveLength(1)
    }
  })

  it('whose log or its index is another’s or noise is read, or set aside', async () => {
    const path = await filledStore(2)
    const before = await contentBefore(path)
    const noise = Buffer.alloc(40_000, 'noise')
    for (const [suffix, content] of [
      ['-wal', noise],
      ['-shm', noise],
      ['-wal', Buffer.alloc(0)],
      ['-shm', Buffer.alloc(7)]
    ] as const) {
      const copy = join(temporaryFolder(), 'tandem.db')
      copyFileSync(path, copy)
      writeFileSync(copy + suffix, content)
      expect(expectSound(copy, before)).toBe(before.size)
    }
  })

  it('can be resumed: what was cut is done again', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest({ problems: additions(12) }))
    await runBenchmark(services, id, { signal: new AbortController().signal })
    services.database.pragma('wal_checkpoint(TRUNCATE)')
    services.database.close()
    cutOff(services.databasePath, 0.9)
    const database = reopened(services.databasePath)
    expect(listRuns(database, 0)).toMatchObject([{ id, status: 'interrupted' }])
    const end = await runBenchmark({ ...services, database }, id, {
      signal: new AbortController().signal
    })
    expect(end).toBe('finished')
    expect(finished(database).size).toBe(24)
  })

  it('that lost a problem keeps what was answered, and is not asked the loss', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    await runBenchmark(services, id, { signal: new AbortController().signal })
    services.database.pragma('foreign_keys = OFF')
    services.database.exec(`DELETE FROM problems WHERE key = 2; DELETE FROM attempts WHERE key = 1`)
    services.database.close()
    expect(setAside(services.databasePath, NOW, () => true)?.saved?.lostProblems).toBe(1)
    const database = reopened(services.databasePath)
    expect(finished(database).size).toBe(7)
    const texts = database.prepare('SELECT text FROM problems WHERE key = 2').pluck().all()
    expect(texts).toEqual([LOST_PROBLEM])
    const resumed = runBenchmark({ ...services, database }, id, {
      signal: new AbortController().signal
    })
    await expect(resumed).rejects.toThrow('cannot go on')
  })

  it('is put aside once, whoever else opens it', async () => {
    const path = await filledStore()
    zero(path, 0, 4096)
    const folder = join(path, '..')
    const exits = await Promise.all(
      [1, 2, 3].map(() => runTandem(['runs'], { environment: { TANDEM_DATA: folder } }))
    )
    expect(exits.map(({ code }) => code)).toEqual([1, 1, 1])
    expect(readdirSync(folder).filter((name) => name.includes('.damaged-'))).toHaveLength(1)
    expect(readdirSync(folder).filter((name) => /\.(new|recovering)/.test(name))).toEqual([])
  })
})

describe('an incident', () => {
  it('is told by every command, which ends with 1, until it is acknowledged', async () => {
    const path = await filledStore()
    cutOff(path, 0.1)
    const environment = { TANDEM_DATA: join(path, '..') }
    for (const command of [['runs'], ['methods'], ['store', 'check'], ['sets', 'list']]) {
      const { code, stderr } = await runTandem(command, { environment })
      expect({ command, code }).toEqual({ command, code: 1 })
      expect(stderr).toContain('set aside, unchanged')
      expect(stderr).toContain('tandem restore')
    }
    expect((await runTandem(['store', 'acknowledge'], { environment })).code).toBe(0)
    const { code, stderr } = await runTandem(['runs'], { environment })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    // What happened is not forgotten.
    const check = await runTandem(['store', 'check'], { environment })
    expect(check.stdout).toContain('set aside, unchanged')
  })

  it('of an earlier version, which said nothing, is one too', () => {
    const path = join(temporaryFolder(), 'tandem.db')
    writeFileSync(`${path}.damaged-2026-10-01T08-30-00`, 'x')
    expect(openIncidents(path)).toMatchObject([{ at: '2026-10-01T08:30:00.000Z', saved: null }])
    expect(acknowledgeIncidents(path, NOW)).toBe(1)
    expect(openIncidents(path)).toEqual([])
  })

  it('is a store that is gone, or empty, where there are backups of it', async () => {
    const path = await filledStore()
    await backUp(path, NOW, 'daily')
    for (const lose of [() => rmSync(path), () => writeFileSync(path, '')]) {
      lose()
      openDatabase(path, NOW).database.close()
    }
    expect(openIncidents(path).map(({ aside }) => aside)).toEqual([null, null])
  })

  it('is not seen in a store that is simply new', () => {
    const path = join(temporaryFolder(), 'tandem.db')
    expect(openDatabase(path, NOW).notices).toEqual([])
    expect(openIncidents(path)).toEqual([])
  })
})
