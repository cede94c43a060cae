import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApplication } from '../../src/main/application.ts'
import { createPageDoor } from '../../src/main/doors/rpc/page-door.ts'
import { forkRequest } from '../../src/main/actions/fork.ts'
import { runBenchmark } from '../../src/main/runs/benchmark.ts'
import { openDatabase } from '../../src/main/store/database.ts'
import type { Database } from '../../src/main/store/sql.ts'
import { settledAttempts } from '../../src/main/store/tables/attempts.ts'
import { findRun } from '../../src/main/store/tables/runs.ts'
import { runConfigs } from '../../src/shared/run-record.ts'
import { calling } from '../helpers/calling.ts'
import { temporaryFolder } from '../helpers/run-setup.ts'
import { placeFixtureStore } from '../helpers/version-fixture.ts'
import { runHere } from '../helpers/run-here.ts'
import { askTandem, exported } from '../helpers/version-figures.ts'

type Fields = Record<string, unknown>

/** A store of real runs, changed as another version or a fault might have left it. The run is that of every method. */
function oddStore(change: (database: Database, run: number) => void) {
  const data = temporaryFolder()
  const { database } = openDatabase(placeFixtureStore('0.1.0', data), new Date(0))
  const { key, id } = database
    .prepare<[], { key: number; id: string }>(
      `SELECT key, id FROM runs JOIN tags ON run_key = key WHERE tag = 'first week'`
    )
    .get()!
  change(database, key)
  database.close()
  return { data, run: id }
}

function changeConfig(database: Database, run: number, change: (config: Fields) => void): void {
  const text = database.prepare<[number], string>('SELECT config FROM runs WHERE key = ?').pluck()
  const config = JSON.parse(text.get(run)!) as Fields
  change(config)
  database.prepare('UPDATE runs SET config = ? WHERE key = ?').run(JSON.stringify(config), run)
}

/** Changes each event of every attempt of a run. */
function changeEvents(database: Database, run: number, change: (event: Fields) => Fields): void {
  const batches = database
    .prepare<[number], { rowid: number; events: Buffer }>(
      `SELECT event_batches.rowid, events FROM event_batches JOIN attempts ON key = attempt_key WHERE run_key = ?`
    )
    .all(run)
  for (const { rowid, events } of batches) {
    const changed = (JSON.parse(inflateRawSync(events).toString()) as Fields[]).map(change)
    database
      .prepare('UPDATE event_batches SET events = ? WHERE rowid = ?')
      .run(deflateRawSync(JSON.stringify(changed)), rowid)
  }
}

function pageOn(data: string) {
  const application = createApplication({ door: 'a test', dataFlag: data })
  const door = createPageDoor(application, 'web')
  onTestFinished(async () => {
    await door.close()
    await application.close()
  })
  return { call: calling(door), application }
}

interface Listed {
  readonly runs: readonly { readonly id: string; readonly unreadable: string | null }[]
}

describe('a run whose configuration lacks a field', () => {
  const lacking = () =>
    oddStore((database, run) =>
      changeConfig(database, run, ({ options }) => delete (options as Fields).scorer)
    )

  it('is one row of the list, the others as they were', async () => {
    const { data, run } = lacking()
    const { runs } = (await askTandem(data, ['runs', '--json'])) as Listed
    expect(runs.filter(({ unreadable }) => unreadable !== null)).toMatchObject([
      { id: run, unreadable: expect.stringContaining('options.scorer') as string }
    ])
    expect(runs).toHaveLength(14)
    const { call } = pageOn(data)
    expect(await call('runs.list', {})).toMatchObject(runs)
    await call('runs.list', { search: 'first' })
    await call('app.status', undefined)
  })

  it('says what can be done with it', async () => {
    const { data, run } = lacking()
    for (const command of ['show', 'report', 'export', 'regrade']) {
      const { code, stdout, stderr } = await runHere(data, [command, run])
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/options\.scorer.*--format raw/s)
    }
  })

  it('leaves as the store holds it', async () => {
    const { data, run } = lacking()
    const raw = JSON.parse(await exported(data, run, 'raw')) as Record<string, unknown[]>
    expect(raw).toMatchObject({ run: { id: run, config: { options: { paths: 3 } } } })
    expect(raw.attempts).toHaveLength(18)
    expect(raw.documents).toHaveLength(2)
    expect(raw.event_batches).toHaveLength(18)
  })

  it('is tagged, deleted and brought back like any other', async () => {
    const { data, run } = lacking()
    await askTandem(data, ['tag', run, 'odd', '--json'])
    await askTandem(data, ['delete', run, '--json'])
    expect(await askTandem(data, ['runs', '--deleted', '--tag', 'odd', '--json'])).toMatchObject({
      runs: [{ id: run }]
    })
    const { call } = pageOn(data)
    await call('runs.undelete', { run })
    expect(await call('runs.read', { run })).toMatchObject({
      id: run,
      tags: expect.arrayContaining(['odd']) as string[]
    })
  })
})

describe('a run of a later version', () => {
  const later = () =>
    oddStore((database, run) => {
      changeConfig(database, run, (config) => {
        Object.assign(config, runConfigs.upcast(config, 1), { version: 7 })
        config.mood = { good: true }
        config.methods = [...(config.methods as string[]), 'telepathy']
        Object.assign(config.options as Fields, { scorer: 'gut', stop: 'bored', paths: 99 })
      })
      database
        .prepare(`UPDATE attempts SET method = 'telepathy' WHERE run_key = ? AND method = 'draft'`)
        .run(run)
      database.prepare(`UPDATE charges SET purpose = 'dream' WHERE purpose = 'prompt'`).run()
      changeEvents(database, run, (event) => {
        const { type, cost } = event
        const charges = Array.isArray(cost) ? (cost as Fields[]) : []
        for (const charge of charges) if (charge.purpose === 'prompt') charge.purpose = 'dream'
        if (type === 'decided') return { type: 'dreamt', of: 'sheep', cost: [] }
        if (type === 'path-ended') return { ...event, end: 'asleep', mood: 'good' }
        return event
      })
    })

  it('is shown in every command and on the page, by the names that it has', async () => {
    const { data, run } = later()
    const shown = (await askTandem(data, ['show', run, '--json'])) as {
      attempts: { attempt: number; method: string }[]
    }
    for (const { attempt } of shown.attempts) {
      await askTandem(data, ['show', run, '--attempt', String(attempt), '--json'])
    }
    expect(shown.attempts.map(({ method }) => method)).toContain('telepathy')
    expect(await askTandem(data, ['report', run, '--json'])).toMatchObject({
      methods: { telepathy: { n: 2, tokens: { draft: { dream: { decoded: 0 } } } } }
    })
    for (const format of ['csv', 'jsonl', 'markdown', 'html']) {
      expect(await exported(data, run, format)).toContain('telepathy')
    }
    const { call } = pageOn(data)
    const { grid } = await call('runs.detail', { run })
    await call('runs.charts', { run })
    await call('runs.compare', { a: run, b: 'latest' })
    for (const { attempt } of grid) await call('attempts.open', { run, attempt })
  })

  it('says what it cannot show', async () => {
    const { data, run } = later()
    const lines = (await exported(data, run, 'jsonl')).trim().split('\n')
    expect(lines.some((line) => line.includes('"end":"asleep"'))).toBe(true)
    const { call } = pageOn(data)
    const { grid } = await call('runs.detail', { run })
    const adaptive = grid.find(({ method }) => method === 'ssr-adaptive')!
    const { view } = (await askTandem(data, [
      'show',
      run,
      '--attempt',
      String(adaptive.attempt),
      '--json'
    ])) as { view: { notes: { text: string }[] } }
    expect(view.notes.map(({ text }) => text)).toContainEqual(expect.stringContaining('"dreamt"'))
  })

  it('loses nothing on its way through an export and back', async () => {
    const { data, run } = later()
    const file = join(temporaryFolder(), 'run.json')
    const first = await exported(data, run, 'json')
    writeFileSync(file, first)
    const elsewhere = temporaryFolder()
    await askTandem(elsewhere, ['import-run', file, '--json'])
    const second = JSON.parse(await exported(elsewhere, run, 'json')) as Fields
    const { samples, tandem } = JSON.parse(first) as Fields
    expect(second).toMatchObject({ samples, tandem })
    expect(tandem).toMatchObject({ config: { version: 7, mood: { good: true } } })
    expect(JSON.stringify(samples)).toContain('"of":"sheep"')
  })

  it('is not gone on with here', async () => {
    const { data, run } = later()
    const { application } = pageOn(data)
    const services = application.runServices()
    const { signal } = new AbortController()
    await expect(runBenchmark(services, run, { signal })).rejects.toThrow(
      /set up by another version of Tandem: methods/
    )
  })

  it.each([
    ['as a whole', later],
    [
      'in an attempt',
      () =>
        oddStore((database, run) =>
          changeEvents(database, run, (event) =>
            event.type === 'started'
              ? { ...event, options: { ...(event.options as Fields), scorer: 'gut', haste: 3 } }
              : event
          )
        )
    ]
  ])('is not forked here (%s): that is said before anything is written', (_, odd) => {
    const { data, run } = odd()
    const { application } = pageOn(data)
    const services = application.runServices()
    const attempts = settledAttempts(services.database, findRun(services.database, run)!.key)
    expect(attempts.length).toBeGreaterThan(0)
    for (const { key, method } of attempts) {
      const wish = { attempt: key, path: 0, step: 0, change: 'target' } as const
      expect(() => forkRequest(services, wish), method).toThrow(/another version of Tandem/)
    }
  })
})

describe('an attempt with an event that makes no sense', () => {
  it('is shown and exported with a note in its place', async () => {
    const { data, run } = oddStore((database, key) =>
      changeEvents(database, key, (event) =>
        event.type === 'voted' ? { ...event, votes: 'many' } : event
      )
    )
    const { attempts } = (await askTandem(data, ['show', run, '--json'])) as {
      attempts: { attempt: number }[]
    }
    for (const { attempt } of attempts) {
      const { view } = (await askTandem(data, [
        'show',
        run,
        '--attempt',
        String(attempt),
        '--json'
      ])) as { view: { notes: { text: string }[]; outcome: string } }
      expect(view.notes.map(({ text }) => text)).toContainEqual(expect.stringContaining('votes'))
      expect(view.outcome).toBe('answered')
    }
    for (const format of ['jsonl', 'csv', 'html', 'markdown']) await exported(data, run, format)
    expect(await exported(data, run, 'json')).toContain('"votes":"many"')
  })

  it('is shown and exported where the bytes of its events are damaged', async () => {
    const { data, run } = oddStore((database) =>
      database.prepare(`UPDATE event_batches SET events = x'00ff00'`).run()
    )
    for (const format of ['json', 'jsonl', 'csv', 'html', 'markdown', 'raw']) {
      expect(await exported(data, run, format)).not.toBe('')
    }
    const { call } = pageOn(data)
    const { grid } = await call('runs.detail', { run })
    const { events } = await call('attempts.open', { run, attempt: grid[0]!.attempt })
    expect(events).toMatchObject([
      { type: 'noted', text: expect.stringContaining('damaged') as string }
    ])
  })
})

describe('settings of a later version', () => {
  it('keep what this version does not know, which falls back to its own', async () => {
    const { data } = oddStore((database) =>
      database.prepare('UPDATE settings SET value = ?').run(
        JSON.stringify({
          version: 9,
          theme: 'sepia',
          language: 'eo',
          letterKeys: false,
          density: 'high'
        })
      )
    )
    const { call, application } = pageOn(data)
    const settings = await call('settings.read', undefined)
    expect(settings).toEqual({
      theme: 'system',
      language: 'system',
      letterKeys: false,
      rawText: false,
      goOnAtStart: false,
      notify: false
    })
    await call('settings.write', { ...settings, rawText: true })
    const { database } = application.runServices()
    const kept = database.prepare<[], string>('SELECT value FROM settings').pluck().get()!
    expect(JSON.parse(kept)).toMatchObject({ version: 9, density: 'high', rawText: true })
  })
})
