import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { readReport } from '../../../src/main/runs/run-report.ts'
import { openDatabase, schemaVersion } from '../../../src/main/store/database.ts'
import { ForeignDatabase, NewerDatabase } from '../../../src/main/store/errors.ts'
import { checkIntegrity } from '../../../src/main/store/maintenance.ts'
import { migrations } from '../../../src/main/store/migrations/all.ts'
import { search } from '../../../src/main/store/search.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { temporaryFolder, temporaryStore } from '../../helpers/run-setup.ts'

const LATEST = migrations.at(-1)!.version

/** A database file that some program left behind. */
function fileWith(sql: string): string {
  const path = join(temporaryFolder(), 'tandem.db')
  const database = new Sqlite(path)
  database.exec(sql)
  database.close()
  return path
}

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
}

function opened(path: string) {
  const result = openDatabase(path, new Date('2026-11-22T21:00:00Z'))
  onTestFinished(() => {
    result.database.close()
  })
  return result
}

describe('opening the store', () => {
  it('creates it with durable settings', () => {
    const { database } = temporaryStore()
    const pragma = (name: string) => database.pragma(name, { simple: true })
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('foreign_keys')).toBe(1)
    expect(schemaVersion(database)).toBe(LATEST)
  })

  it('makes every table strict', () => {
    const { database } = temporaryStore()
    const tables = database.pragma('table_list') as { name: string; type: string; strict: number }[]
    const lax = tables.filter(
      ({ name, type, strict }) => type === 'table' && !strict && !name.startsWith('sqlite_')
    )
    expect(lax).toEqual([])
  })

  it('refuses a database of a newer version and leaves it untouched', () => {
    const path = fileWith(
      `${fixture('v020.sql')} PRAGMA user_version = ${LATEST + 10}; PRAGMA journal_mode = WAL;`
    )
    const before = readFileSync(path)
    expect(() => opened(path)).toThrow(NewerDatabase)
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(join(path, '..'))).toEqual(['tandem.db'])
  })

  it('refuses the database of another program and leaves it untouched', () => {
    const path = fileWith('CREATE TABLE notes (text); INSERT INTO notes VALUES (1);')
    const before = readFileSync(path)
    expect(() => opened(path)).toThrow(ForeignDatabase)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it.each([
    ['of noise', Buffer.alloc(8192, 'noise')],
    ['of zeros, as a power cut leaves it', Buffer.alloc(8192)]
  ])('sets a file aside that is full %s, and says where', (_, content) => {
    const path = join(temporaryFolder(), 'tandem.db')
    writeFileSync(path, content)
    const { database, notices } = opened(path)
    expect(listRuns(database, 0)).toEqual([])
    const aside = `${path}.damaged-2026-11-22T21-00-00`
    expect(notices.join()).toContain(aside)
    expect(readFileSync(aside).equals(content)).toBe(true)
  })

  it('never overwrites what was set aside before', () => {
    const path = join(temporaryFolder(), 'tandem.db')
    for (const content of ['first', 'second']) {
      writeFileSync(path, content.repeat(1000))
      openDatabase(path, new Date(0)).database.close()
    }
    const aside = readdirSync(join(path, '..')).filter((name) => name.includes('damaged'))
    expect(aside).toHaveLength(2)
  })

  it('does not take a folder for a damaged file', () => {
    const path = join(temporaryFolder(), 'tandem.db')
    mkdirSync(path)
    expect(() => opened(path)).toThrow()
    expect(existsSync(path)).toBe(true)
  })
})

describe('migrations', () => {
  it('are counted by tens', () => {
    expect(migrations.map(({ version }) => version)).toEqual(
      migrations.map((_, index) => (index + 1) * 10)
    )
  })

  it.each(['v010.sql', 'v020.sql'])('bring %s up to date with all that it holds', (name) => {
    const path = fileWith(fixture(name))
    const { database, notices } = opened(path)
    expect(schemaVersion(database)).toBe(LATEST)
    expect(checkIntegrity(database)).toEqual([])
    expect(listRuns(database, 0)).toMatchObject([
      { id: '20261122-2100-aaaaaa', set: 'sums', attempts: { done: 1, total: 1 } }
    ])
    const report = readReport(database, findRun(database, '20261122-2100-aaaaaa')!)
    expect(report.methods.baseline).toMatchObject({ n: 1, correct: 1, accuracy: 1 })
    expect(search(database, 'plus').map(({ kind }) => kind)).toEqual(['step'])
    expect(notices.join()).toContain('backed up')
  })

  it('back the store up first', () => {
    const path = fileWith(fixture('v010.sql'))
    opened(path)
    const folder = join(path, '..', 'backups')
    const [name] = readdirSync(folder)
    const backup = new Sqlite(join(folder, name!), { readonly: true })
    onTestFinished(() => {
      backup.close()
    })
    expect(backup.pragma('user_version', { simple: true })).toBe(10)
    expect(backup.prepare('SELECT count(*) FROM steps').pluck().get()).toBe(1)
  })

  it('give an old store the schema of a new one', () => {
    const schema = `SELECT type, name, tbl_name FROM sqlite_schema ORDER BY type, name`
    const old = opened(fileWith(fixture('v010.sql')))
      .database.prepare(schema)
      .all()
    expect(old).toEqual(temporaryStore().database.prepare(schema).all())
  })
})
