import { type ChildProcess, execFileSync } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { getPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { storeIn } from '../../../src/main/data-directory.ts'
import { runBenchmark } from '../../../src/main/runs/benchmark.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { listRuns } from '../../../src/main/runs/list-runs.ts'
import { backUp, backUpNow } from '../../../src/main/store/backups/back-up.ts'
import {
  type Backup,
  backupFolder,
  isBackupDue,
  listBackups,
  rotate,
  superfluous
} from '../../../src/main/store/backups/backup-list.ts'
import { backUpDaily } from '../../../src/main/store/backups/daily.ts'
import { contentOfBackup } from '../../../src/main/store/backups/backup-content.ts'
import { restore } from '../../../src/main/store/backups/restore.ts'
import { openDatabase } from '../../../src/main/store/database.ts'
import { openIncidents } from '../../../src/main/store/incidents.ts'
import { overwrite } from '../../helpers/damage.ts'
import { runRequest, runSetup, temporaryFolder, temporaryStore } from '../../helpers/run-setup.ts'
import { runTandem } from '../../helpers/run-tandem.ts'

const DAY_MS = 24 * 60 * 60_000
const NOW = new Date('2026-11-22T21:00:00Z')

function daysAgo(days: number, reason = 'daily'): Backup {
  const made = new Date(NOW.getTime() - days * DAY_MS)
  return { name: `${days}`, path: `/${days}`, made, reason, bytes: 1 }
}

/** A store with one finished run, closed. */
async function storeWithRun(): Promise<{ path: string; run: string }> {
  const services = runSetup()
  const run = await createRun(services, runRequest())
  await runBenchmark(services, run, { signal: new AbortController().signal })
  services.database.close()
  return { path: services.databasePath, run }
}

/** All but the log, which a look at a sound store joins with it. */
function filesBeside(path: string): string[] {
  const names = readdirSync(dirname(path), { recursive: true, encoding: 'utf8' })
  return names.filter((name) => !/-(?:wal|shm)$/.test(name)).sort()
}

/** Hears of every process that is started while something is done. */
async function hearing<T>(started: (child: ChildProcess) => void, work: () => Promise<T>) {
  const hear = (message: unknown) => {
    started((message as { process: ChildProcess }).process)
  }
  subscribe('child_process', hear)
  try {
    return await work()
  } finally {
    unsubscribe('child_process', hear)
  }
}

function runsIn(path: string): string[] {
  const { database } = openDatabase(path, NOW)
  const runs = listRuns(database, 0).map(({ id }) => id)
  database.close()
  return runs
}

describe('a backup', () => {
  it('is the store as it was at one moment, while another thread writes', async () => {
    const { database, path } = temporaryStore()
    database.exec('CREATE TABLE ledger (account INTEGER PRIMARY KEY, amount INTEGER) STRICT')
    database.exec(`INSERT INTO ledger
      WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < 20000) SELECT k, 100 FROM n`)
    // Each transaction moves money between accounts far apart: half of one would change the sum.
    const writer = new Worker(
      `const { workerData } = require('node:worker_threads')
       const database = require('better-sqlite3')(workerData)
       database.pragma('busy_timeout = 5000')
       const move = database.transaction((from, to) => {
         database.prepare('UPDATE ledger SET amount = amount - 7 WHERE account = ?').run(from)
         database.prepare('UPDATE ledger SET amount = amount + 7 WHERE account = ?').run(to)
       })
       for (let turn = 0; ; turn++) move(1 + turn % 9999, 20000 - turn % 9999)`,
      { eval: true, workerData: path }
    )
    const copies: string[] = []
    for (let made = 0; made < 5; made++) copies.push(await backUp(path, NOW, 'by-hand'))
    await writer.terminate()
    for (const copy of copies) {
      const backup = new Sqlite(copy, { readonly: true })
      expect(backup.prepare('SELECT sum(amount) FROM ledger').pluck().get()).toBe(2_000_000)
      expect(backup.pragma('integrity_check', { simple: true })).toBe('ok')
      backup.close()
    }
    expect(readdirSync(dirname(copies[0]!)).every((name) => name.endsWith('.db'))).toBe(true)
  })

  it('can be waited for without an event loop, and is for its user alone', async () => {
    const { path } = await storeWithRun()
    const copy = backUpNow(path, NOW, 'before-50')
    expect(contentOfBackup(copy)).toEqual({ runs: 1, attempts: 8, sets: 0 })
    expect(statSync(copy).mode & 0o777).toBe(0o600)
  })

  it('of a damaged store is refused, and pushes nothing out', async () => {
    const { path } = await storeWithRun()
    await backUp(path, NOW, 'daily')
    const before = listBackups(path)
    overwrite(path, 4096 * 3, 4096 * 8)
    const later = new Date(NOW.getTime() + 2 * DAY_MS)
    expect(await backUpDaily(path, later)).toContain('is damaged')
    expect(listBackups(path)).toEqual(before)
  })

  it('made by several processes at once is there, whole, and said by each', async () => {
    const { path } = await storeWithRun()
    const environment = { TANDEM_DATA: dirname(path) }
    const exits = await Promise.all(
      [1, 2, 3].map(() => runTandem(['backup', '--json'], { environment }))
    )
    for (const { code, stdout, stderr } of exits) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      const { backup } = JSON.parse(stdout) as { backup: string }
      expect(contentOfBackup(backup)).toEqual({ runs: 1, attempts: 8, sets: 0 })
    }
    expect(readdirSync(backupFolder(path)).filter((name) => !name.endsWith('.db'))).toEqual([])
  })

  it('of the day gives way to the program, which keeps its priority', async () => {
    const { path } = await storeWithRun()
    const before = getPriority()
    await backUp(path, NOW, 'daily')
    expect(getPriority()).toBe(before)
    expect(listBackups(path)).toHaveLength(1)
  })

  it('is made once a day, and only of what changed', async () => {
    const { path } = await storeWithRun()
    const now = new Date()
    const at = (hours: number) => new Date(now.getTime() + hours * 60 * 60_000)
    for (const hours of [1, 2, 30, 60]) await backUpDaily(path, at(hours))
    expect(listBackups(path)).toHaveLength(1)
    const { database } = openDatabase(path, now)
    database.exec(`INSERT INTO settings VALUES ('a', '1')`)
    database.close()
    // Written after the backup of an hour ahead only by the clock of this test.
    renameSync(
      listBackups(path)[0]!.path,
      join(path, '..', 'backups', 'tandem-2026-01-01T00-00-00-daily.db')
    )
    await backUpDaily(path, at(60))
    expect(listBackups(path)).toHaveLength(2)
  })
})

describe('of many backups', () => {
  it('a week of days stays, and then a month of weeks; those made by hand always', () => {
    const all = [
      ...Array.from({ length: 90 }, (_, days) => daysAgo(days)),
      daysAgo(400, 'by-hand'),
      daysAgo(401, 'before-40')
    ]
    const removed = new Set(superfluous(all, NOW))
    const kept = all.filter((backup) => !removed.has(backup))
    expect(kept.slice(0, 7)).toEqual(all.slice(0, 7))
    expect(kept.filter(({ reason }) => reason === 'daily')).toHaveLength(11)
    expect(kept.slice(-2)).toEqual(all.slice(-2))
    const oldest = kept.filter(({ reason }) => reason === 'daily').at(-1)!
    expect(NOW.getTime() - oldest.made.getTime()).toBeGreaterThan(21 * DAY_MS)
  })

  it('of one day the newest stays: many programs that begin at once push out no day before', () => {
    const seconds = (count: number) => count / (24 * 60 * 60)
    const herd = Array.from({ length: 40 }, (_, index) => daysAgo(seconds(index)))
    const before = Array.from({ length: 20 }, (_, days) => daysAgo(days + 1))
    const kept = (all: readonly Backup[]) => {
      const removed = new Set(superfluous(all, NOW))
      return all.filter((backup) => !removed.has(backup))
    }
    expect(kept([...herd, ...before])).toEqual(kept([herd[0]!, ...before]))
    expect(superfluous([], NOW)).toEqual([])
  })

  it('those of a clock that ran ahead do not put the next one off', () => {
    expect(isBackupDue([daysAgo(-3000)], NOW)).toBe(true)
    expect(isBackupDue([daysAgo(-3000), daysAgo(0.5)], NOW)).toBe(false)
    expect(isBackupDue([daysAgo(1.5)], NOW)).toBe(true)
  })

  it('those of a clock that ran ahead neither push out new ones nor are taken for the latest', async () => {
    const ahead = Array.from({ length: 40 }, (_, days) => daysAgo(days - 400))
    const today = daysAgo(0)
    expect(superfluous([...ahead, today, daysAgo(1)], NOW)).toEqual([])

    const { path, run } = await storeWithRun()
    const now = new Date()
    const nextYear = new Date(now.getTime() + 365 * DAY_MS)
    await backUp(path, nextYear, 'daily')
    const { database } = openDatabase(path, now)
    database.exec('DELETE FROM attempts; DELETE FROM runs')
    database.close()
    expect(await backUpDaily(path, new Date())).toBeNull()
    expect(listBackups(path)).toHaveLength(2)
    await restore(path, 'latest', new Date(now.getTime() + DAY_MS))
    expect(runsIn(path)).toEqual([])
    await restore(path, listBackups(path)[0]!.name, now)
    expect(runsIn(path)).toEqual([run])
  })

  it('what one left that was cut off goes too, unless somebody may be at it', () => {
    const store = join(temporaryFolder(), 'tandem.db')
    const folder = backupFolder(store)
    mkdirSync(folder)
    for (const [name, minutes] of [
      ['tandem-a.db.part', 70],
      ['tandem-a.db.part-journal', 70],
      ['tandem-b.db.part', 1]
    ] as const) {
      writeFileSync(join(folder, name), 'half')
      const then = NOW.getTime() / 1000 - minutes * 60
      utimesSync(join(folder, name), then, then)
    }
    rotate(store, NOW)
    expect(readdirSync(folder)).toEqual(['tandem-b.db.part'])
  })
})

describe('restoring', () => {
  it('goes back, keeps the present store, and goes forth again', async () => {
    const { path, run } = await storeWithRun()
    await backUp(path, NOW, 'daily')
    const { database } = openDatabase(path, NOW)
    database.exec('DELETE FROM attempts; DELETE FROM runs')
    database.close()
    const { kept } = await restore(path, 'latest', NOW)
    expect(runsIn(path)).toEqual([run])
    await restore(path, listBackups(path).find(({ path: one }) => one === kept)!.name, NOW)
    expect(runsIn(path)).toEqual([])
  })

  it('replaces a damaged store, which is kept, and settles the incident', async () => {
    const { path, run } = await storeWithRun()
    await backUp(path, NOW, 'daily')
    overwrite(path, 0, 5000)
    const { kept } = await restore(path, 'latest', NOW)
    expect(kept).toContain('.damaged-')
    expect(openIncidents(path)).toEqual([])
    expect(runsIn(path)).toEqual([run])
  })

  it('looks once into the backup that it takes, once into its copy, and once into the present store', async () => {
    const { path } = await storeWithRun()
    await backUp(path, NOW, 'daily')
    const looks: unknown[] = []
    const noteLook = (child: ChildProcess) =>
      child.once('message', (reply: { result: unknown }) => looks.push(reply.result))
    await hearing(noteLook, () => restore(path, 'latest', NOW))
    const content = [{ runs: 1, attempts: 8, sets: 0 }]
    expect(looks).toEqual([content, content, true])
  })

  it('refuses a store that is open, and backups of no use', async () => {
    const { path } = await storeWithRun()
    const good = await backUp(path, NOW, 'daily')
    const { database } = openDatabase(path, NOW)
    await expect(restore(path, 'latest', NOW)).rejects.toThrow('is open in another Tandem')
    database.close()
    const folder = temporaryFolder()
    for (const [name, content] of [
      ['noise.db', 'noise'.repeat(1000)],
      ['empty.db', '']
    ] as const) {
      writeFileSync(join(folder, name), content)
      await expect(restore(path, join(folder, name), NOW)).rejects.toThrow('cannot be restored')
    }
    overwrite(good, 4096 * 3, 4096 * 8)
    await expect(restore(path, good, NOW)).rejects.toThrow('it is damaged')
    await expect(restore(path, 'latest', NOW)).rejects.toThrow('There is no backup "latest"')
    await expect(restore(path, '2020', NOW)).rejects.toThrow('There is no backup "2020"')
  })

  it.each([0, 1, 2, 3])(
    'changes nothing where it is stopped before or after look %i, and else goes back whole',
    async (look) => {
      const { path, run } = await storeWithRun()
      await backUp(path, NOW, 'daily')
      const before = filesBeside(path)
      for (const moment of ['spawn', 'exit'] as const) {
        const stop = new AbortController()
        let looks = 0
        const stopThere = (child: ChildProcess) => {
          if (looks++ === look) child.once(moment, () => stop.abort())
        }
        const going = hearing(stopThere, () => restore(path, 'latest', NOW, stop.signal))
        if (look === 3) {
          expect((await going).kept).toContain('before-restore')
        } else {
          await expect(going).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
          expect(filesBeside(path)).toEqual(before)
        }
      }
      expect(runsIn(path)).toEqual([run])
    }
  )

  it('takes a store of elsewhere with what is still in its log', async () => {
    const { path } = await storeWithRun()
    const elsewhere = temporaryFolder()
    const { database } = openDatabase(path, NOW)
    database.prepare('UPDATE runs SET note = ?').run('in the log')
    // As a program that was killed leaves them.
    for (const suffix of ['', '-wal']) {
      copyFileSync(path + suffix, join(elsewhere, `old.db${suffix}`))
    }
    database.close()
    const before = readFileSync(join(elsewhere, 'old.db'))
    await restore(path, join(elsewhere, 'old.db'), NOW)
    const { database: restored } = openDatabase(path, NOW)
    expect(listRuns(restored, 0).map(({ note }) => note)).toEqual(['in the log'])
    restored.close()
    expect(readFileSync(join(elsewhere, 'old.db')).equals(before)).toBe(true)
  })

  it('twice at once leaves a store, and keeps all that there was', async () => {
    const { path, run } = await storeWithRun()
    await backUp(path, NOW, 'daily')
    const environment = { TANDEM_DATA: dirname(path) }
    const exits = await Promise.all(
      [1, 2, 3].map(() => runTandem(['restore', 'latest'], { environment }))
    )
    for (const { code, stderr } of exits) expect([0, 2], stderr).toContain(code)
    expect(exits.filter(({ code }) => code === 0).length).toBeGreaterThan(0)
    expect(runsIn(path)).toEqual([run])
    expect(openIncidents(path)).toEqual([])
  })

  it('refuses what would be waited for without end', async () => {
    const { path } = await storeWithRun()
    const pipe = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    await expect(restore(path, pipe, NOW)).rejects.toThrow('is a named pipe')
    const good = await backUp(path, NOW, 'daily')
    rmSync(path)
    execFileSync('mkfifo', [path])
    await expect(restore(path, good, NOW)).rejects.toThrow('is a named pipe')
  })

  it('works where the whole store is gone', async () => {
    const { path, run } = await storeWithRun()
    await backUp(path, NOW, 'daily')
    rmSync(path)
    expect((await restore(path, 'latest', NOW)).kept).toBeNull()
    expect(runsIn(path)).toEqual([run])
  })
})

describe('a store to which a link leads', () => {
  it('is backed up, restored and set aside where it is, and the link stays', async () => {
    const { path, run } = await storeWithRun()
    const data = temporaryFolder()
    symlinkSync(path, join(data, 'tandem.db'))
    const store = storeIn(data)
    await backUp(store, NOW, 'daily')
    overwrite(path, 0, 5000)
    const { database, notices } = openDatabase(store, NOW)
    database.close()
    expect(notices.join()).toContain('was found damaged')
    await restore(store, 'latest', NOW)
    expect(readlinkSync(join(data, 'tandem.db'))).toBe(path)
    expect(readdirSync(data)).toEqual(['tandem.db'])
    expect(lstatSync(path).isFile()).toBe(true)
    expect(runsIn(storeIn(data))).toEqual([run])
  })
})

describe('a damaged store that another Tandem has open', () => {
  it('is replaced, and what that one does at its end harms nothing of the new one', async () => {
    const { path, run } = await storeWithRun()
    await backUp(path, NOW, 'daily')
    const { database: idle } = openDatabase(path, NOW)
    idle.prepare('UPDATE runs SET note = ?').run('into the log of the old one')
    overwrite(path, 0, 5000)
    expect((await restore(path, 'latest', NOW)).kept).toContain('.damaged-')
    const { database: fresh } = openDatabase(path, NOW)
    fresh.prepare('UPDATE runs SET note = ?').run('into the log of the new one')
    idle.close()
    const { database: another } = openDatabase(path, NOW)
    expect(listRuns(another, 0).map(({ id, note }) => [id, note])).toEqual([
      [run, 'into the log of the new one']
    ])
    another.close()
    fresh.close()
    expect(runsIn(path)).toEqual([run])
  })
})

describe('a store that is taken away while it is in use', () => {
  it.each([
    ['deleted with its folder', (path: string) => rmSync(dirname(path), { recursive: true })],
    ['moved', (path: string) => renameSync(path, `${path}.moved`)],
    [
      'replaced',
      (path: string) => {
        rmSync(path)
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, '')
      }
    ]
  ])('(%s) stops a run instead of losing its work without a word', async (_, takeAway) => {
    const services = runSetup()
    const run = await createRun(services, runRequest({ repeats: 4 }))
    let attempts = 0
    services.live.on('changed', () => {
      attempts += 1
      if (attempts === 6) takeAway(services.databasePath)
    })
    await expect(
      runBenchmark(services, run, { signal: new AbortController().signal })
    ).rejects.toThrow('was moved, deleted or replaced while it was in use')
  })
})
