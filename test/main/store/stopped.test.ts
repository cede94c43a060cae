import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { storeIn } from '../../../src/main/data-directory.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { openForReading } from '../../../src/main/store/database.ts'
import { openIncidents } from '../../../src/main/store/incidents.ts'
import { findAnyRun } from '../../../src/main/store/tables/runs.ts'
import { overwrite, zero } from '../../helpers/damage.ts'
import { runHere } from '../../helpers/run-here.ts'
import { additions, runRequest, runSetup, temporaryFolder } from '../../helpers/run-setup.ts'
import { type Exit, runTandem } from '../../helpers/run-tandem.ts'

const STOPPED_IN = fileURLToPath(new URL('../../helpers/stopped-in-sqlite.mjs', import.meta.url))
const PAGE = 4096

let made: Promise<Buffer> | undefined

/** The content of a store with a finished run. */
async function makeStore(): Promise<Buffer> {
  const services = runSetup()
  const id = await createRun(services, runRequest({ problems: additions(6) }))
  await runBenchmark(services, id, { signal: new AbortController().signal })
  services.database.pragma('wal_checkpoint(TRUNCATE)')
  services.database.close()
  return readFileSync(services.databasePath)
}

/** A data folder with a store, damaged as is said. */
async function dataWith(damage: (store: string) => void): Promise<string> {
  const data = temporaryFolder()
  made ??= makeStore()
  writeFileSync(storeIn(data), await made, { mode: 0o600 })
  damage(storeIn(data))
  return data
}

/** It can be opened; a page of rows is lost. */
function damagePage(store: string): void {
  const pages = readFileSync(store).length / PAGE
  overwrite(store, Math.floor(pages / 2) * PAGE, PAGE)
}

function run(data: string, args: readonly string[], stopIn?: string): Promise<Exit> {
  const stop = stopIn !== undefined && {
    TANDEM_TEST_STOP_IN: stopIn,
    NODE_OPTIONS: `--import=${STOPPED_IN}`
  }
  return runTandem(args, { environment: { TANDEM_DATA: data, ...stop } })
}

/** The files of a data folder, but for SQLite's index of the log and what Node and backups keep. */
function filesIn(data: string): Record<string, string> {
  const names = readdirSync(data).filter((name) => /tandem\.db(?!-shm|-wal)/.test(name))
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(data, name)))
        .digest('hex')
    ])
  )
}

describe('Ctrl-C while every page of a store is read', () => {
  it.each([
    ['store check', 'pragma integrity_check', () => undefined],
    ['store recover', 'pragma integrity_check', damagePage],
    ['store recover', 'transaction', damagePage],
    ['store recover', 'transaction', (store: string) => zero(store, 0, PAGE)],
    ['store check', 'transaction', (store: string) => zero(store, 0, PAGE)]
  ])('ends tandem %s, in %s, and leaves nothing of it', async (command, stopIn, damage) => {
    const data = await dataWith(damage)
    const before = filesIn(data)
    const { code, stdout, stderr } = await run(data, command.split(' '), stopIn)
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' })
    // Beside it there may be that a damaged store could not be backed up today.
    const said = stderr
      .split('\n')
      .filter((line) => !line.startsWith('The store could not be backed up.'))
    expect(said).toEqual(['Stopped.', ''])
    expect(filesIn(data)).toEqual(before)
    expect(openIncidents(storeIn(data))).toEqual([])
  })

  it('is all that keeps it from being saved', async () => {
    for (const damage of [damagePage, (store: string) => zero(store, 0, PAGE)]) {
      const data = await dataWith(damage)
      const { stdout } = await run(data, ['store', 'recover', '--json'])
      const { incident } = JSON.parse(stdout) as { incident: { saved: { runs: number } } }
      expect(incident.saved.runs).toBe(1)
      expect(readdirSync(data).filter((name) => /\.(new|recovering)/.test(name))).toEqual([])
    }
  })

  it('hears what is wrong with a store from the process that reads it', async () => {
    const { code, stdout } = await run(await dataWith(damagePage), ['store', 'check'])
    expect(code).toBe(1)
    expect(stdout).toContain('is damaged.')
  })
})

describe('Ctrl-C while a store is shrunk or backups are looked into', () => {
  const prepared = mkdtempSync(join(tmpdir(), 'tandem-stopped-'))
  let preparing: Promise<string> | undefined
  afterAll(() => rmSync(prepared, { recursive: true }))

  /** Makes a store with a backup, and a run that is deleted. Returns its id. */
  async function prepare(): Promise<string> {
    cpSync(await dataWith(() => undefined), prepared, { recursive: true })
    await runHere(prepared, ['backup'])
    const { stdout } = await runHere(prepared, ['delete', 'latest', '--json'])
    return (JSON.parse(stdout) as { run: string }).run
  }

  /** Such a data folder. */
  async function dataWithBackup(): Promise<{ data: string; deleted: string }> {
    const deleted = await (preparing ??= prepare())
    const data = temporaryFolder()
    cpSync(prepared, data, { recursive: true })
    return { data, deleted }
  }

  function isInStore(data: string, id: string): boolean {
    const database = openForReading(storeIn(data))
    try {
      return findAnyRun(database, id) !== null
    } finally {
      database.close()
    }
  }

  it.each([
    ['restore', 'pragma quick_check(1)'],
    ['restore latest', 'pragma quick_check(1)'],
    ['restore latest', 'pragma journal_mode = DELETE'],
    ['store vacuum', 'exec VACUUM'],
    ['store vacuum --purge', 'transaction']
  ])('ends tandem %s, in %s, and leaves nothing of it', async (command, stopIn) => {
    const { data, deleted } = await dataWithBackup()
    const before = filesIn(data)
    const { code, stdout, stderr } = await run(data, command.split(' '), stopIn)
    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: '', stderr: 'Stopped.\n' })
    expect(filesIn(data)).toEqual(before)
    expect(isInStore(data, deleted)).toBe(true)
  })

  it('says what was removed for good before it was stopped', async () => {
    const { data, deleted } = await dataWithBackup()
    const { code, stderr } = await run(data, ['store', 'vacuum', '--purge'], 'exec VACUUM')
    expect(code).toBe(130)
    expect(stderr).toBe('Runs removed for good: 1.\nStopped.\n')
    expect(isInStore(data, deleted)).toBe(false)
  })

  it('is all that keeps it from being done', async () => {
    const { data, deleted } = await dataWithBackup()
    const { code, stdout } = await run(data, ['store', 'vacuum', '--purge', '--json'])
    expect({ code, purged: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      purged: { purged: 1 }
    })
    expect(isInStore(data, deleted)).toBe(false)
  })
})
