import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { createApplication, type Application } from '../src/main/application.ts'
import { createPageDoor } from '../src/main/doors/rpc/page-door.ts'
import type { CallerInput } from '../src/shared/contract.ts'
import type { AttemptEvent } from '../src/shared/events.ts'
import { METHOD_NAMES, type SolveOptions } from '../src/shared/options.ts'
import type { PromptProfile } from '../src/shared/prompt-profile.ts'
import type { StrategyPool } from '../src/shared/strategy-pool.ts'
import { calling, type Caller } from '../test/helpers/calling.ts'
import { LEFT_NAMES, leaveDocuments } from '../test/helpers/version-documents.ts'
import { recordFigures } from '../test/helpers/version-figures.ts'
import { unpackedFixture } from '../test/helpers/version-fixture.ts'

/**
 * Makes what this version leaves behind: a data folder with real runs of every method and events of every type, an
 * exported run, and the figures that its own commands print of them. Later versions are held to these figures
 * (test/main/old-versions.test.ts). Run it
 * in a checkout at a place that may be named in public, since stores know the paths of their models:
 *
 *     npx node scripts/version-fixture.ts test/fixtures/versions/NAME
 */
const [target] = process.argv.slice(2)
if (target === undefined) throw new Error('Name the folder that is to be made.')
const folder = resolve(target)
if (existsSync(folder)) throw new Error(`${folder} exists already; fixtures are never made again.`)

const data = mkdtempSync(join(tmpdir(), 'tandem-version-'))
const PROBLEMS = [
  {
    id: 'apples',
    problem: 'Tom has 47 apples and buys 3 boxes with 12 apples each. How many has he now?',
    answer: '83',
    subject: 'sums',
    level: 1
  },
  {
    id: 'half',
    problem: 'What is a half and a quarter of 64, together?',
    answer: '48',
    subject: 'parts',
    level: 2
  },
  { id: 'words', problem: 'Which colour has the sky?', answer: 'blue' }
]

const application = createApplication({ door: 'Tandem in the terminal', dataFlag: data })
try {
  await fill(application)
} finally {
  await application.close()
}
// A run of another machine.
const foreign = join(data, 'foreign.json')
writeFileSync(foreign, unpackedFixture('0.1.0', 'run.json.gz'))
tandem(['import-run', foreign])
await beginAndDie(['bench', 'school', '--sample', '9', '--methods', 'baseline,ssr', '--seed', '8'])
tandem(['store', 'vacuum'])
await keep()

/** Everything that a version can leave in a store, through the page's own contract. */
async function fill(application: Application): Promise<void> {
  const door = createPageDoor(application, 'web')
  const call = calling(door)
  await call('settings.write', { theme: 'dark', letterKeys: false, rawText: true })
  await saveDefinitions(application, call)
  const file = Buffer.from(JSON.stringify(PROBLEMS))
  const { upload } = await call('uploads.begin', { name: 'mixed.json', bytes: file.length })
  await call('uploads.part', { upload, from: 0, content: file.toString('base64') })
  await call('sets.import', {
    ...{ upload, mapping: {}, answerKind: null, several: null },
    ...{ title: 'Mixed problems', ungraded: false }
  })
  const { defaults } = await call('solve.setup', undefined)
  const options: SolveOptions = { ...defaults, maxStepTokens: 60, maxTokens: 250, seed: 1 }
  const usual = { pair: 'tandem-school', prompts: 'tandem-school', strategies: 'school' }
  const own = { ...usual, prompts: 'my-words', strategies: 'my-ways' }
  const school = { set: 'school', repeats: 1, sample: 1, options, ...usual }
  const mixed = { set: 'mixed-problems', repeats: 1, sample: null, options, ...own }

  async function bench(request: CallerInput<'benchmarks.start'>): Promise<string> {
    const { run } = await call('benchmarks.start', request)
    await settled(run)
    return run
  }
  /** Goes on from the first step of an attempt's first path. */
  async function fork(
    from: { readonly run: string; readonly attempt: number },
    otherwise: Pick<CallerInput<'attempts.fork'>, 'change' | 'seed' | 'threshold' | 'text'>
  ): Promise<void> {
    const { run } = await call('attempts.fork', { ...from, path: 0, step: 0, ...otherwise })
    await settled(run)
  }
  async function settled(run: string): Promise<void> {
    while ((await call('runs.read', { run })).status === 'running') await wait(50)
  }
  /** Waits until an attempt of the run has an event that fits. */
  async function sees(run: string, fits: (event: AttemptEvent) => boolean): Promise<number> {
    for (;;) {
      const { grid } = await call('runs.detail', { run })
      for (const { attempt } of grid) {
        const { events } = await call('attempts.open', { run, attempt })
        if (events.some(fits)) return attempt
      }
      await wait(20)
    }
  }

  /** Waits until an attempt is being made, behind the one of this key. Returns its key. */
  async function underWay(after: number): Promise<number> {
    const { database } = application.runServices()
    const running = database.prepare<[number], number>(
      "SELECT key FROM attempts WHERE status = 'running' AND key > ?"
    )
    for (;;) {
      const key = running.pluck().get(after)
      if (key !== undefined) return key
      await wait(20)
    }
  }

  const every = await bench({ ...school, methods: [...METHOD_NAMES] })
  const strict = await bench({
    ...school,
    methods: ['ssr', 'ssr-fast1', 'ssr-adaptive'],
    options: { ...options, threshold: 8.9, stop: 'decided', vote: 'score', exact: true, seed: 2 }
  })
  await bench({ ...mixed, methods: ['baseline', 'ssr'], repeats: 2, parallel: 2 })
  await bench({
    ...school,
    methods: ['ssr', 'ssr-adaptive'],
    options: { ...options, draftAhead: 'on', rewrite: 'suffix', weakToken: 0.3, topK: 20 }
  })
  for (const scorer of ['argmax', 'p-accept', 'mean-likelihood'] as const) {
    const threshold = scorer === 'p-accept' ? 0.5 : 5
    const chosen = { ...options, scorer, threshold, selection: 'random', paths: 2 } as const
    await bench({ ...school, sample: 1, methods: ['ssr'], options: chosen })
  }
  await bench({ ...school, methods: ['baseline', 'ssr'], options: { ...options, timeLimit: 0.02 } })
  await bench({
    ...school,
    methods: ['baseline', 'ssr'],
    loading: { gpu: 'off', context: 70, loadAnyway: true }
  })
  await bench({ ...school, methods: ['draft', 'ssr'], options: { ...options, maxTokens: 8 } })

  const stopped = (
    await call('benchmarks.start', { ...mixed, methods: ['baseline', 'ssr'], repeats: 3 })
  ).run
  await sees(stopped, ({ type }) => type === 'step-drafted')
  await call('runs.stop', { run: stopped })

  const broken = (await call('benchmarks.start', { ...school, sample: 6, methods: ['ssr'] })).run
  await sees(broken, ({ type }) => type === 'step-drafted')
  // The attempt that is under way, and itself once more.
  for (let after = 0, kills = 0; kills < 2; kills++) {
    after = await underWay(after)
    await wait(200)
    application.engine.kill()
  }
  await settled(broken)
  await call('benchmarks.resume', { run: broken, retryErrors: true })
  await wait(1500)
  application.engine.kill()
  await settled(broken)

  const solved = await call('solve.start', {
    problem: PROBLEMS[0]!.problem,
    answer: '83',
    options,
    measureBaseline: true,
    ...usual
  })
  await settled(solved.run)
  await fork(solved, { change: 'target' })
  await fork(solved, { change: 'seed', seed: 7 })
  await fork(solved, { change: 'threshold', threshold: 8.5 })
  await fork(solved, { change: 'text', text: 'Of 83 none is taken away.' })

  const many = { ...options, method: 'parallel', paths: 12, maxTokens: 4000 } as const
  const byHand = await call('solve.start', {
    problem: PROBLEMS[2]!.problem,
    answer: null,
    options: many,
    measureBaseline: false,
    ...usual
  })
  await call('runs.stop-path', { ...byHand, path: 11 })
  await settled(byHand.run)
  const given = await call('solve.start', {
    problem: PROBLEMS[1]!.problem,
    answer: null,
    options: { ...many, method: 'ssr' },
    measureBaseline: false,
    ...usual
  })
  await call('runs.stop', { run: given.run })

  await call('runs.annotate', {
    run: every,
    starred: true,
    note: 'Every method once.',
    tags: { add: ['all', 'first week'], remove: [] }
  })
  await call('runs.annotate', { run: strict, tags: { add: ['all'], remove: [] } })
  const { grid } = await call('runs.detail', { run: every })
  await call('attempts.judge', {
    run: every,
    attempt: grid[3]!.attempt,
    verdict: 'ungradable',
    note: 'Unclear what is asked.'
  })
  await call('runs.regrade', { run: strict, policy: 'strict' })
  await call('runs.delete', { run: given.run })
  await door.close()
}

async function saveDefinitions({ definitions }: Application, call: Caller): Promise<void> {
  const words: PromptProfile = await definitions.promptProfile('tandem-school')
  await call('definitions.save-prompts', {
    ...words,
    id: 'my-words',
    name: 'My words',
    scorer: 'expected'
  })
  const ways: StrategyPool = await definitions.strategyPool('school')
  const none = { id: 'none', name: 'none', description: 'no strategy', hint: '' }
  await call('definitions.save-strategies', {
    ...ways,
    id: 'my-ways',
    name: 'My ways',
    strategies: [...ways.strategies.slice(0, 3), none]
  })
}

/** A process that is killed in the middle of its work. */
async function beginAndDie(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['bin/tandem.js', '--data-dir', data, ...args], {
    stdio: 'ignore'
  })
  await wait(4000)
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function tandem(args: readonly string[]): void {
  execFileSync(process.execPath, ['bin/tandem.js', '--data-dir', data, ...args])
}

async function keep(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await leaveDocuments(data)
  const figures = await recordFigures(data, ['--count-failures'])
  const [run] = figures.runs.filter(({ tags }) => tags.includes('first week'))
  const exported = join(data, 'run.json')
  tandem(['export', run!.id, '--output', exported])
  for (const file of [join(data, 'tandem.db'), exported]) {
    writeFileSync(join(folder, `${basename(file)}.gz`), gzipSync(readFileSync(file), { level: 9 }))
  }
  writeFileSync(join(folder, 'figures.json.gz'), gzipSync(JSON.stringify(figures), { level: 9 }))
  for (const kind of ['prompts', 'strategies', ...LEFT_NAMES]) {
    if (existsSync(join(data, kind)))
      cpSync(join(data, kind), join(folder, kind), { recursive: true })
  }
  rmSync(data, { recursive: true })
}
