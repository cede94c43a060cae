import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { PassingRuns } from '../../../src/main/doors/rpc/passing-runs.ts'
import { leftRunsFolder } from '../../../src/main/runs/left-runs.ts'
import type { RunServices } from '../../../src/main/runs/services.ts'
import { openInMemory } from '../../../src/main/store/database.ts'
import type { Database } from '../../../src/main/store/sql.ts'
import { allAttempts } from '../../../src/main/store/tables/attempts.ts'
import { findAnyRun, findRun } from '../../../src/main/store/tables/runs.ts'
import { makeRoom } from '../../helpers/full-store.ts'
import { heldRun } from '../../helpers/held-run.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

/** Pages that have one run in memory, over and not recorded. */
async function pagesWithHeldRun() {
  const { services, database, run, refusal, passing } = await heldRun()
  const pages = new PassingRuns(services)
  pages.add(run.id, refusal, passing)
  pages.end(run.id)
  expect(pages.reason(run.id)).toMatch(/ is full\./)
  const file = join(leftRunsFolder(services.databasePath), `${run.id}.db`)
  return { services, database, run, passing, pages, file, whole: attemptsOf(passing, run.id) }
}

function attemptsOf(database: Database, id: string) {
  return allAttempts(database, findAnyRun(database, id)!.key)
}

/** Where the system's temporary files are, for the rest of the test. */
function temporaryFilesIn(folder: string): string {
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  return folder
}

/** The next process on the same store. */
function nextPages(services: RunServices) {
  const pages = new PassingRuns(services)
  onTestFinished(() => {
    pages.close()
  })
  return { pages, unreadable: pages.takeUp() }
}

test('closing records a run that was held in memory, where there is room again', async () => {
  const { database, run, pages, whole, file } = await pagesWithHeldRun()
  makeRoom(database)
  expect(pages.close()).toEqual([])
  expect(attemptsOf(database, run.id)).toEqual(whole)
  expect(findRun(database, run.id)!.status).toBe('finished')
  expect(existsSync(file)).toBe(false)
})

test('closing without room leaves it in a file of its owner, which the next process shows and records', async () => {
  const { services, database, run, pages, whole, file } = await pagesWithHeldRun()
  const [sentence, ...others] = pages.close()
  expect(others).toEqual([])
  expect(sentence).toMatch(/^The run .+ is not recorded\. The disk that holds .+ is full\./)
  expect(sentence).toContain(`It was left in ${file}. The next start records it`)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(attemptsOf(database, run.id)).toMatchObject([{ status: 'running' }])

  // There is still no room: the next process has it as the first one had, and leaves it again.
  const next = nextPages(services)
  expect(next.unreadable).toEqual([])
  expect(next.pages.runs).toMatchObject([{ run: run.id }])
  expect(attemptsOf(next.pages.servicesOf(run.id).database, run.id)).toEqual(whole)
  expect(next.pages.close()).toEqual([sentence])

  makeRoom(database)
  const last = nextPages(services)
  expect(last.pages.runs).toEqual([])
  expect(attemptsOf(database, run.id)).toEqual(whole)
  expect(existsSync(file)).toBe(false)
})

test('what another process has recorded meanwhile stays as it is there', async () => {
  const { services, database, run, pages, file } = await pagesWithHeldRun()
  pages.close()
  const { pages: waiting } = nextPages(services)
  makeRoom(database)
  const { pages: faster } = nextPages(services)
  expect(faster.runs).toEqual([])
  expect(existsSync(file)).toBe(false)
  database.prepare(`UPDATE runs SET note = 'seen' WHERE id = ?`).run(run.id)
  waiting.record()
  expect(waiting.runs).toEqual([])
  expect(findRun(database, run.id)!.note).toBe('seen')
})

test('where the data folder takes no file, it is left among the temporary ones, and said how to bring it back', async () => {
  const { services, database, run, pages, whole, file } = await pagesWithHeldRun()
  writeFileSync(dirname(file), 'in the way')
  const elsewhere = temporaryFilesIn(temporaryFolder())
  const [sentence] = pages.close()
  const left = /left in (\S+\.db)\./.exec(sentence!)![1]!
  expect(left.startsWith(elsewhere)).toBe(true)
  expect(sentence).toContain(`Move it to ${dirname(file)} once there is room`)
  rmSync(dirname(file))
  mkdirSync(dirname(file))
  writeFileSync(file, readFileSync(left))
  makeRoom(database)
  nextPages(services)
  expect(attemptsOf(database, run.id)).toEqual(whole)
})

test('a run that no disk takes is said to be lost', async () => {
  const { pages, file } = await pagesWithHeldRun()
  writeFileSync(dirname(file), 'in the way')
  temporaryFilesIn(join(dirname(file), 'nowhere'))
  expect(pages.close()).toEqual([
    expect.stringMatching(/No file takes it either, and it is lost\./)
  ])
})

test('files that hold no run of this version stay, and the others are recorded', async () => {
  const { services, database, run, pages, whole, file } = await pagesWithHeldRun()
  pages.close()
  const folder = dirname(file)
  const bytes = readFileSync(file)
  const later = new Sqlite(bytes)
  later.pragma('user_version = 9000')
  const empty = openInMemory()
  const hostile: readonly (readonly [name: string, content: Buffer])[] = [
    ['a-later.db', later.serialize()],
    ['b-nothing.db', Buffer.alloc(0)],
    ['c-noise.db', Buffer.from('x'.repeat(9000))],
    ['d-torn.db', bytes.subarray(0, 5000)],
    ['e-empty.db', empty.serialize()]
  ]
  for (const [name, content] of hostile) writeFileSync(join(folder, name), content)
  mkdirSync(join(folder, 'f-folder.db'))
  makeRoom(database)
  const next = nextPages(services)
  expect(next.unreadable.map(({ message }) => message)).toEqual([
    expect.stringContaining('a-later.db was written by a newer version of Tandem'),
    expect.stringContaining('b-nothing.db holds no run'),
    expect.stringContaining('c-noise.db is damaged'),
    expect.stringContaining('d-torn.db is damaged'),
    expect.stringContaining('e-empty.db holds no run'),
    expect.stringContaining('f-folder.db is a folder')
  ])
  for (const [name, content] of hostile) {
    expect(readFileSync(join(folder, name)).equals(content)).toBe(true)
  }
  expect(attemptsOf(database, run.id)).toEqual(whole)
})
