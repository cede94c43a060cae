import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApplication } from '../../../src/main/application.ts'
import { createPageDoor } from '../../../src/main/doors/rpc/page-door.ts'
import { openDatabase } from '../../../src/main/store/database.ts'
import { NewerDatabase } from '../../../src/main/store/errors.ts'
import { checkIntegrity } from '../../../src/main/store/maintenance.ts'
import { OPEN_FOR_READING } from '../../../src/main/store/open-for-reading.ts'
import { asUserError } from '../../../src/main/system-errors.ts'
import { calling } from '../../helpers/calling.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'
import { placeFixtureStore } from '../../helpers/version-fixture.ts'
import { cutOff } from '../../helpers/damage.ts'
import { runHere } from '../../helpers/run-here.ts'
import { askTandem, exported, recordFigures } from '../../helpers/version-figures.ts'

/** A store of real runs as a version to come would leave it. */
function newerStore(change: string): { data: string; path: string } {
  const data = temporaryFolder()
  const path = placeFixtureStore('0.1.0', data)
  openDatabase(path, new Date(0)).database.close()
  const database = new Sqlite(path)
  database.exec(`PRAGMA user_version = 9990; ${change}`)
  database.close()
  return { data, path }
}

/** More than this version knows, and all that it knows. */
const grown = () => newerStore('CREATE TABLE moods (text); ALTER TABLE runs ADD COLUMN mood TEXT;')

describe('a store of a newer version', () => {
  it('gives every figure to the commands that read, and stays as it is to the last byte', async () => {
    const own = temporaryFolder()
    placeFixtureStore('0.1.0', own)
    const { data, path } = grown()
    const before = readFileSync(path)
    expect(await recordFigures(data)).toEqual(await recordFigures(own))
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is read by every command that reads, and refused in one sentence by every one that writes', async () => {
    const own = temporaryFolder()
    const file = join(temporaryFolder(), 'run.json')
    placeFixtureStore('0.1.0', own)
    const [run] = ((await askTandem(own, ['runs', '--json'])) as { runs: { id: string }[] }).runs
    const known = await exported(own, run!.id, 'json')
    writeFileSync(file, known.replaceAll(run!.id, '20200101-0000-abcdef'))
    const set = join(temporaryFolder(), 'set.jsonl')
    writeFileSync(set, '{"id":"a","problem":"What is 3 + 4?","answer":"7"}\n')

    const { data, path } = grown()
    const before = readFileSync(path)
    const { id } = run!
    const reading = [
      ['runs'],
      ['runs', '--search', 'apples'],
      ['show', id],
      ['show', id, '--outcome', 'right'],
      ['queue'],
      ['report', id],
      ['compare', id, id],
      ['leaderboard'],
      ['review', id, '--json'],
      ['sets', 'list'],
      ['sets', 'show', 'mixed-problems'],
      ['store', 'check'],
      ['store', 'recover'],
      ['export', id, '--format', 'csv']
    ]
    for (const command of reading) {
      const { code, stdout, stderr } = await runHere(data, command)
      expect({ command, code, stderr }).toEqual({
        command,
        code: 0,
        stderr: `${OPEN_FOR_READING}\n`
      })
      expect(stdout, command.join(' ')).not.toBe('')
    }
    const { attempts } = (await askTandem(own, ['show', id, '--json'])) as {
      attempts: { problem: string; method: string }[]
    }
    const { problem, method } = attempts[0]!
    const judged = [problem, 'wrong', '--method', method, '--note', 'seen']
    const writing = [
      ['tag', id, 'mine'],
      ['note', id, 'mine'],
      ['delete', id],
      ['undelete', id],
      ['regrade', id, '--policy', 'strict'],
      ['verdict', id, ...judged],
      ['import-run', file],
      ['sets', 'import', set, '--name', 'mine'],
      ['sets', 'delete', 'mixed-problems'],
      ['bench', 'school', '--limit', '1', '--methods', 'baseline'],
      ['bench', '--resume', id],
      ['store', 'vacuum', '--purge']
    ]
    for (const command of writing) {
      const { code, stdout, stderr } = await runHere(data, command)
      expect({ command, code, stdout }).toEqual({ command, code: 1, stdout: '' })
      expect(stderr, command.join(' ')).toContain(
        'written by a newer Tandem and is open for reading'
      )
      expect(stderr, command.join(' ')).toContain('Update Tandem')
    }
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is read on the page, which says why nothing can be changed', async () => {
    const { data, path } = grown()
    const before = readFileSync(path)
    const told: string[] = []
    const application = createApplication({
      door: 'a test',
      dataFlag: data,
      tell: (notice) => told.push(notice)
    })
    const door = createPageDoor(application, 'web')
    onTestFinished(async () => {
      await door.close()
      await application.close()
    })
    const call = calling(door)
    const [run] = await call('runs.list', {})
    await call('runs.detail', { run: run!.id })
    for (const change of [
      call('runs.delete', { run: run!.id }),
      call('runs.annotate', { run: run!.id, note: 'mine' }),
      call('settings.write', { theme: 'dark', language: 'de', letterKeys: true, rawText: false })
    ]) {
      await expect(change).rejects.toThrow(
        'Nothing was changed: this store was written by a newer Tandem'
      )
    }
    expect(told).toEqual([
      'This store was written by a newer Tandem: it is open for reading. Update Tandem to go on.'
    ])
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('keeps what another process has not moved out of its log', () => {
    const { path } = grown()
    const writer = new Sqlite(path)
    writer.pragma('wal_autocheckpoint = 0')
    writer.exec("INSERT INTO moods VALUES ('good')")
    const before = [readFileSync(path), readFileSync(`${path}-wal`)]
    const { database } = openDatabase(path, new Date(0))
    expect(database.prepare('SELECT text FROM moods').pluck().get()).toBe('good')
    expect(checkIntegrity(database)).toEqual([])
    database.close()
    expect([readFileSync(path), readFileSync(`${path}-wal`)]).toEqual(before)
    writer.close()
  })

  it('that is damaged is left to the version that wrote it', () => {
    const { path } = grown()
    cutOff(path, 0.6)
    const before = readFileSync(path)
    expect(() => openDatabase(path, new Date(0))).toThrow(NewerDatabase)
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(dirname(path)).filter((name) => name.includes('damaged'))).toEqual([])
  })

  it.each([
    ['a table', 'DROP TABLE votes'],
    ['a column', 'ALTER TABLE runs RENAME COLUMN note TO remark']
  ])('is refused where it lacks %s', (_, change) => {
    const { path } = newerStore(change)
    const before = readFileSync(path)
    expect(() => openDatabase(path, new Date(0))).toThrow(NewerDatabase)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('has no part in what a file says that nobody may write', () => {
    const path = placeFixtureStore('0.1.0', temporaryFolder())
    const database = new Sqlite(path, { readonly: true })
    onTestFinished(() => {
      database.close()
    })
    const { database: newer } = openDatabase(grown().path, new Date(0))
    newer.close()
    try {
      database.exec('DELETE FROM runs')
      expect.unreachable()
    } catch (error) {
      expect(asUserError(error, join('a', 'store'))!.message).toContain('read-only')
    }
  })
})
