import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readGguf } from '../../../src/inference/backends/llama/gguf/gate.ts'
import { GgufRefused } from '../../../src/inference/backends/llama/gguf/refused.ts'
import type { SolveJob } from '../../../src/main/engine/engine.ts'
import { createGuardedEngine } from '../../../src/main/engine/guarded-engine.ts'
import type { ChildListener, Exit, StartChild } from '../../../src/main/engine/inference-child.ts'
import { createDeathBook } from '../../../src/main/engine/deaths/death-book.ts'
import { createEngineSpeed } from '../../../src/main/models/engine-speed.ts'
import type { Inspector } from '../../../src/main/models/inspector.ts'
import { createNamedServers } from '../../../src/main/models/named-servers.ts'
import { createServerKeys } from '../../../src/main/models/server-keys.ts'
import { fileSecretStore } from '../../../src/main/models/secret-store.ts'
import { createLibrary } from '../../../src/main/models/library.ts'
import { jsonRecords } from '../../../src/main/models/records.ts'
import { createSupervisor } from '../../../src/main/engine/supervisor.ts'
import type { InferenceRequest } from '../../../src/shared/inference-messages.ts'
import type { Fit, GgufSummary, Refusal } from '../../../src/shared/model-library.ts'
import type { PairSetup } from '../../../src/shared/run-record.ts'
import { pairOfFiles } from '../../helpers/pair-of-files.ts'
import { writeRandomModel } from '../../helpers/random-gguf.ts'
import { OPTIONS, POOL, PROFILE } from '../../helpers/solve-job.ts'

const never = new AbortController().signal
const CRASHED: Refusal = { code: 'crashed', sentence: 'It crashed the process that opened it.' }

let home: string
let pair: ReturnType<typeof pairOfFiles>
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tandem-guard-'))
  const [target, draft] = ['target', 'draft'].map((name) => join(home, `${name}.gguf`))
  writeRandomModel(target!, { name: 'Target', layers: 3 })
  writeRandomModel(draft!, { name: 'Draft' })
  pair = pairOfFiles({ target: target!, draft: draft! })
})
afterEach(() => rmSync(home, { recursive: true }))

interface World {
  /** What the trial says of every file. */
  readonly trial?: Refusal | null
  readonly fit?: (size: { paths: number; context: number | null }) => Partial<Fit>
}

/** The guard with everything real but the processes: those do what the test says. */
function guarded({ trial = null, fit }: World = {}) {
  const trials: string[] = []
  const children: { listener: ChildListener; received: InferenceRequest[] }[] = []
  const start: StartChild = (listener) => {
    const received: InferenceRequest[] = []
    children.push({ listener, received })
    return {
      send: (request) => {
        received.push(request)
        const { type } = request
        if (type === 'unload') listener.onMessage({ type: 'done', id: request.id })
      },
      kill: () => undefined
    }
  }
  const inspector: Inspector = {
    read: (path) => Promise.resolve(headerOf(path)),
    open(path) {
      trials.push(path)
      return Promise.resolve({ ...headerOf(path), refusal: trial })
    },
    estimate: () => Promise.reject(new Error('not asked for here')),
    time: () => Promise.resolve(null),
    ask: () => Promise.reject(new Error('not asked for here')),
    devices: () => Promise.resolve({ gpu: null, total: 0, free: 0 }),
    close: () => undefined
  }
  const records = jsonRecords(join(home, 'model-library.json'))
  const folders = { folder: join(home, 'models'), bundled: join(home, 'bundled') }
  const services = {
    library: createLibrary({ records, inspector, places: [], ...folders }),
    servers: createNamedServers(join(home, 'servers.json')),
    serverKeys: createServerKeys({
      sealed: null,
      filed: fileSecretStore(join(home, 'server-keys'))
    }),
    deaths: createDeathBook(records),
    speed: createEngineSpeed({ folder: home, inspector }),
    fit: (request: { paths: number; context: number | null }) =>
      Promise.resolve({ ...FITS, ...fit?.(request) } as Fit),
    devices: () => inspector.devices()
  }
  const engine = createGuardedEngine({
    start: (hooks) => createSupervisor(start, hooks),
    models: () => services,
    logFolder: join(home, 'logs')
  })
  return { engine, children, trials, services }
}

const FITS: Partial<Fit> = { outcome: 'fits', advice: null, proposals: [] }

function headerOf(path: string): { summary: GgufSummary | null; refusal: Refusal | null } {
  try {
    return { summary: readGguf(path), refusal: null }
  } catch (error) {
    if (!(error instanceof GgufRefused)) throw error
    return { summary: null, refusal: { code: error.code, sentence: error.sentence } }
  }
}

function jobWith(changes: Partial<PairSetup> = {}): SolveJob {
  const options = { ...OPTIONS, paths: 5, maxTokens: 2000 }
  const files = { ...pair, ...changes }
  return { problem: '1 + 1?', options, prompts: PROFILE, pool: POOL, pair: files, baseline: null }
}

type Guarded = ReturnType<typeof guarded>

/** Begins an attempt; returns what it came to, and the process that it was given to. */
async function begin({ engine, children }: Guarded, job = jobWith()) {
  const before = children.reduce((sum, { received }) => sum + received.length, 0)
  const outcome = (async () => {
    for await (const event of engine.solve(job, never)) void event
  })().then(
    () => 'ended well',
    (error: unknown) => error
  )
  const asked = () => children.reduce((sum, { received }) => sum + received.length, 0) > before
  await Promise.race([outcome, until(asked)])
  return { outcome, child: children.at(-1) }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

async function dieOf(world: Guarded, exit: Exit, job = jobWith()) {
  const { outcome, child } = await begin(world, job)
  child!.listener.onExit(exit)
  return outcome
}

const KILLED = { code: null, signal: 'SIGKILL' }

test('tries both models in a process of their own before the first load, and not again', async () => {
  const world = guarded()
  const { child } = await begin(world)
  expect(world.trials).toEqual([pair.target.path, pair.draft.path])
  expect(child?.received.map(({ type }) => type)).toEqual(['solve'])
  const later = guarded()
  await begin(later)
  expect(later.trials).toEqual([])
})

test('starts nothing for a file whose header is refused, also where it is to be loaded anyway', async () => {
  truncateSync(pair.draft.path, 50)
  const world = guarded()
  for (const loadAnyway of [false, true]) {
    const { outcome } = await begin(world, jobWith({ loadAnyway }))
    expect(await outcome).toMatchObject({
      kind: 'model-refused',
      message: expect.stringMatching(/draft\.gguf cannot be used: .+\.$/) as string
    })
  }
  expect(world.children).toEqual([])
  expect(world.trials).toEqual([])
})

test('starts nothing for a model that failed its trial', async () => {
  const world = guarded({ trial: CRASHED })
  const { outcome } = await begin(world, jobWith({ loadAnyway: true }))
  expect(await outcome).toMatchObject({
    kind: 'model-refused',
    message: `Target: ${CRASHED.sentence}`
  })
  expect(world.children).toEqual([])
})

test('says what is missing', async () => {
  rmSync(pair.target.path)
  const { outcome } = await begin(guarded())
  expect(await outcome).toMatchObject({ kind: 'model-missing' })
})

test('refuses what will not fit with a proposal, before anything is opened; loads it anyway if asked', async () => {
  const fit = ({ paths }: { paths: number }): Partial<Fit> => ({
    outcome: 'wont-fit',
    advice: 'Use n = 2 or context 1024.',
    proposals: [
      { paths: 2, context: 4048 },
      { paths, context: 1024 }
    ],
    needed: { ram: 9e9, vram: 0 },
    free: { ram: 4e9, vram: 0 }
  })
  const world = guarded({ fit })
  // Layers that a person chose are always asked about.
  const gpuLayers = { target: 3, draft: null }
  const { outcome } = await begin(world, jobWith({ gpuLayers }))
  expect(await outcome).toMatchObject({
    kind: 'wont-fit',
    message: 'These models need 9.0 GB of memory for 5 paths of 4048 tokens; 4.0 GB are free.',
    hint: 'Use n = 2 or context 1024.',
    offer: { paths: 2 }
  })
  expect(world.children).toEqual([])
  expect(world.trials).toEqual([])
  const { child } = await begin(world, jobWith({ gpuLayers, loadAnyway: true }))
  expect(child?.received).toHaveLength(1)
  expect(world.trials).toHaveLength(2)
})

test('keeps a death with its cause and its log, and offers the next start less', async () => {
  const world = guarded()
  const { outcome, child } = await begin(world)
  child!.listener.onOutput('loading the weights\n')
  child!.listener.onExit(KILLED)
  const offered = { hint: 'Use 2 paths instead of 5.', offer: { paths: 2 }, death: 'killed' }
  expect(await outcome).toMatchObject({ kind: 'model-died', ...offered })
  const [log] = readdirSync(join(home, 'logs'))
  expect(readFileSync(join(home, 'logs', log!), 'utf8')).toMatch(
    /was killed[^]*loading the weights/
  )
  // Another program, later.
  const wanted = { paths: 5, context: 4048, gpu: true }
  expect(guarded().services.deaths.next(pair, wanted)).toMatchObject({
    offer: { paths: 2 },
    ask: false,
    reason: expect.stringContaining('ended once') as string
  })
})

test('does not load models again after three deaths, unless it is asked to', async () => {
  const world = guarded()
  for (let times = 0; times < 3; times++) {
    expect(await dieOf(world, { code: null, signal: 'SIGSEGV' })).toMatchObject({
      kind: 'model-died'
    })
  }
  const later = guarded()
  const refused = await begin(later)
  expect(await refused.outcome).toMatchObject({
    kind: 'died-often',
    message: expect.stringContaining('ended 3 times') as string
  })
  expect(later.children).toEqual([])
  const { outcome, child } = await begin(later, jobWith({ loadAnyway: true }))
  child!.listener.onMessage({ type: 'done', id: child!.received[0]!.type === 'solve' ? 0 : -1 })
  expect(await outcome).toBe('ended well')
  // It ran well: nothing counts any more.
  expect(later.services.deaths.next(pair, { paths: 5, context: 1, gpu: true }).reason).toBeNull()
})

test('counts neither an end that was asked for nor the hand that stops the program', async () => {
  const world = guarded()
  const { outcome, child } = await begin(world)
  world.engine.kill()
  child!.listener.onExit(KILLED)
  expect(await outcome).toMatchObject({ kind: 'model-died', hint: null })
  await dieOf(world, { code: null, signal: 'SIGINT' })
  expect(world.services.deaths.next(pair, { paths: 1, context: 1, gpu: false }).reason).toBeNull()
})

test('asks again about a pair whose process was ended because somebody asked', async () => {
  const asked: number[] = []
  const fit = ({ paths }: { paths: number }): Partial<Fit> => {
    asked.push(paths)
    return {}
  }
  const world = guarded({ fit })
  const job = jobWith({ gpuLayers: { target: 3, draft: null } })
  await begin(world, job)
  await begin(world, job)
  expect(asked).toEqual([5])
  world.engine.kill()
  await begin(world, job)
  expect(asked).toEqual([5, 5])
  expect(world.children).toHaveLength(2)
})

test('a changed file is another model: its deaths are not those of the one before', async () => {
  const world = guarded()
  await dieOf(world, KILLED)
  writeRandomModel(pair.target.path, { name: 'Target', layers: 4 })
  writeRandomModel(pair.draft.path, { name: 'Draft', layers: 3 })
  expect(world.services.deaths.next(pair, { paths: 1, context: 1, gpu: false }).reason).toBeNull()
  await begin(world)
  expect(world.trials).toHaveLength(4)
})

test('tells the process how large the contexts will be, so that the GPU has room for them', async () => {
  const { engine, children } = guarded()
  void engine.describe(pair, { paths: 5, context: 4048 }).catch(() => undefined)
  await until(() => children.length > 0 && children[0]!.received.length > 0)
  expect(children[0]!.received).toMatchObject([
    { type: 'describe', demand: { paths: 5, context: 4048 } }
  ])
})

test('gives the process the hashes that are known, and keeps those that it computes', async () => {
  const world = guarded()
  const { outcome, child } = await begin(world)
  const identity = (sha256: string) => ({ name: 'x', sha256, parameters: 1 })
  const hashes = { target: identity('a'.repeat(64)), draft: identity('b'.repeat(64)) }
  const { options } = jobWith()
  const event = { type: 'started', problem: '', options, pair: hashes, fork: null }
  child!.listener.onMessage({ type: 'event', id: 0, event })
  child!.listener.onMessage({ type: 'done', id: 0 })
  expect(await outcome).toBe('ended well')
  const next = await begin(guarded())
  expect(next.child!.received[0]).toMatchObject({
    hashes: [
      { path: pair.target.path, sha256: 'a'.repeat(64) },
      { path: pair.draft.path, sha256: 'b'.repeat(64) }
    ]
  })
  writeFileSync(pair.draft.path, readFileSync(pair.draft.path))
  const changed = await begin(guarded())
  expect(changed.child!.received[0]).toMatchObject({ hashes: [{ path: pair.target.path }] })
})
