import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApplication } from '../../src/main/application.ts'
import { createPageDoor } from '../../src/main/doors/rpc/page-door.ts'
import type { AttemptRow } from '../../src/main/export/rows.ts'
import { failedByEngine } from '../../src/main/runs/failed-by-engine.ts'
import { runConfigs } from '../../src/shared/run-record.ts'
import { calling, type Caller } from '../helpers/calling.ts'
import { LEFT_NAMES } from '../helpers/version-documents.ts'
import { placeFixtureStore, unpackedFixture, VERSIONS } from '../helpers/version-fixture.ts'
import {
  askTandem,
  exported,
  recordFigures,
  type VersionFigures
} from '../helpers/version-figures.ts'

/** How sure a figure is, a better estimator may say otherwise; what was measured and counted stays. */
const ESTIMATES = new Set(['se', 'interval', 'p', 'pAdjusted', 'test', 'verdict'])

function withoutEstimates(report: unknown): unknown {
  if (Array.isArray(report)) return report.map(withoutEstimates)
  if (typeof report !== 'object' || report === null) return report
  const isEstimate = 'difference' in report || 'accuracy' in report
  return Object.fromEntries(
    Object.entries(report)
      .filter(([name]) => !isEstimate || !ESTIMATES.has(name))
      .map(([name, value]) => [name, withoutEstimates(value)])
  )
}

/** The figures without the names of later fields: `toMatchObject` lets those be. */
function measured(figures: VersionFigures) {
  const runs = Object.entries(figures.runsById).map(([id, run]) => [
    id,
    { ...run, report: withoutEstimates(run.report) }
  ])
  return {
    ...figures,
    runsById: Object.fromEntries(runs) as unknown,
    comparison: withoutEstimates(figures.comparison),
    ...(figures.leaderboard !== undefined && {
      leaderboard: withoutEstimates(figures.leaderboard)
    })
  }
}

const versions = readdirSync(VERSIONS, { withFileTypes: true }).filter((entry) =>
  entry.isDirectory()
)

/** What is printed of a configuration does not say its version: the first one knew no sources of models. */
function isOfFirst(config: unknown): boolean {
  return !('setup' in (config as { readonly pair: object }).pair)
}

/** Rows told the grader's verdict also of what the engine failed; it is stored still, and `show` tells it. */
function rowInTermsOfNow(row: AttemptRow): AttemptRow {
  const isTold = !failedByEngine(row) || row.policy === null
  return isTold ? row : { ...row, verdict: null, policy: null, reason: null }
}

/** Configurations are printed as this version writes them, with every value that the version had recorded. */
function inTermsOfNow(figures: VersionFigures): VersionFigures {
  const runs = Object.entries(figures.runsById).map(([id, run]) => {
    const { config } = run.show as unknown as { config: unknown }
    return [
      id,
      {
        ...run,
        show: { ...run.show, config: isOfFirst(config) ? runConfigs.upcast(config) : config },
        rows: run.rows.map((row) => rowInTermsOfNow(row as AttemptRow))
      }
    ]
  })
  return { ...figures, runsById: Object.fromEntries(runs) as VersionFigures['runsById'] }
}

describe.each(versions.map(({ name }) => name))('what version %s left behind', (version) => {
  const fixture = join(VERSIONS, version)
  const folders: string[] = []
  let data: string
  let figures: VersionFigures

  const unpacked = (file: string) => unpackedFixture(version, file)
  function emptyFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'tandem-old-'))
    folders.push(folder)
    return folder
  }
  async function onPage<T>(ask: (call: Caller) => Promise<T>): Promise<T> {
    const application = createApplication({ door: 'a test', dataFlag: data })
    const door = createPageDoor(application, 'web')
    try {
      return await ask(calling(door))
    } finally {
      await door.close()
      await application.close()
    }
  }

  beforeAll(() => {
    data = emptyFolder()
    placeFixtureStore(version, data)
    for (const kind of ['prompts', 'strategies', ...LEFT_NAMES]) {
      if (existsSync(join(fixture, kind)))
        cpSync(join(fixture, kind), join(data, kind), { recursive: true })
    }
    figures = JSON.parse(unpacked('figures.json.gz').toString()) as VersionFigures
  })
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })

  it('gives the same figures to every command', async () => {
    expect(figures.runs.length).toBeGreaterThan(0)
    const now = await recordFigures(data, ['--count-failures'])
    expect(measured(now)).toMatchObject(measured(inTermsOfNow(figures)))
  })

  it('leaves in every format', async () => {
    for (const { id, attempts } of figures.runs) {
      const csv = (await exported(data, id, 'csv')).trim().split(/\r?\n(?=")|\r?\n(?=\d{8}-)/)
      expect(csv).toHaveLength(attempts.done + 1)
      expect(await exported(data, id, 'markdown')).toContain(id)
      expect(await exported(data, id, 'html')).toContain('</html>')
      expect(JSON.parse(await exported(data, id, 'raw'))).toMatchObject({ run: { id } })
    }
  })

  it('opens on the page: the list, every run with its charts, every attempt', async () => {
    await onPage(async (call) => {
      const entries = await call('runs.list', {})
      expect(entries).toMatchObject(figures.runs)
      for (const { id } of entries) {
        const { grid, report } = await call('runs.detail', { run: id })
        // The command was held to the version's own figures.
        expect(await askTandem(data, ['report', id, '--json'])).toMatchObject(report)
        await call('runs.charts', { run: id })
        for (const { attempt } of grid) {
          const { events } = await call('attempts.open', { run: id, attempt })
          expect(events.filter(({ type }) => type === 'started')).toHaveLength(1)
        }
      }
    })
  })

  it('keeps its settings, definitions and problem sets', async () => {
    await onPage(async (call) => {
      expect(await call('settings.read', undefined)).toMatchObject({
        theme: 'dark',
        letterKeys: false,
        rawText: true
      })
      const { prompts, strategies } = await call('definitions.read', undefined)
      const own = [...prompts, ...strategies]
        .filter((one) => one.own)
        .map((one) => one.definition.id)
      expect(own).toEqual(['my-words', 'my-ways'])
      const { count } = await call('sets.read', { id: 'mixed-problems', first: 0 })
      expect(count).toBe(3)
    })
  })

  it('comes back from its export with the same figures', async () => {
    const [elsewhere, file] = [emptyFolder(), join(emptyFolder(), 'run.json')]
    writeFileSync(file, unpacked('run.json.gz'))
    const { run } = (await askTandem(elsewhere, ['import-run', file, '--json'])) as { run: string }
    const { report } = figures.runsById[run]!
    expect(
      withoutEstimates(await askTandem(elsewhere, ['report', run, '--count-failures', '--json']))
    ).toMatchObject(withoutEstimates(report) as object)
    const left = JSON.parse(await exported(elsewhere, run, 'json')) as {
      samples: { events: unknown }[]
    }
    const before = JSON.parse(unpacked('run.json.gz').toString()) as typeof left
    expect(left.samples.map(({ events }) => events)).toMatchObject(
      before.samples.map(({ events }) => events)
    )
  })
})
