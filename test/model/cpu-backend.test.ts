import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createInspector } from '../../src/main/models/inspector.ts'
import { createSupervisor, type Supervisor } from '../../src/main/engine/supervisor.ts'
import { DEFAULT_SETTINGS, type EngineSettings } from '../../src/shared/engine-settings.ts'
import { pairOfFiles } from '../helpers/pair-of-files.ts'
import { halveThreads } from '../../src/inference/backends/llama/thread-watch.ts'
import { bundled, cpu } from '../helpers/live-models.ts'

const cache = mkdtempSync(join(tmpdir(), 'tandem-backends-'))
afterAll(() => rmSync(cache, { recursive: true }))

const inspector = createInspector()
const request = { ...bundled, threads: 1, flashAttention: null }
const pair = pairOfFiles({ ...bundled, gpu: 'off' })
/** The backend with the oldest instructions runs on every processor of this kind. */
const backends = { x64: 'x64', arm64: 'armv8.0_1' } as Readonly<Record<string, string>>
const plain = backends[process.arch]

function settings(name: string): EngineSettings {
  return { ...DEFAULT_SETTINGS, cpuBackend: { name, cache } }
}

function supervisorWith(chosen: () => EngineSettings): Supervisor {
  return createSupervisor(undefined, {
    knownHashes: () => [],
    serverKeys: () => [],
    settings: chosen,
    onDeath: ({ failure }) => Promise.resolve(failure),
    onKill: () => undefined
  })
}

async function deviceWith(chosen: EngineSettings) {
  const engine = supervisorWith(() => chosen)
  try {
    const { device } = await engine.describe(pair)
    return { device, log: engine.log().join('\n') }
  } finally {
    await engine.close()
  }
}

test('times both models with and without flash attention', async () => {
  const times = await inspector.time({ ...request, cpuBackend: null })
  for (const model of [times!.target, times!.draft]) {
    expect(model.map(({ flashAttention }) => flashAttention)).toEqual([true, false])
    for (const { times: took } of model) {
      expect(Object.keys(took)).toEqual(['write', 'together', 'step', 'prompt'])
      for (const ms of Object.values(took)) expect(ms).toBeGreaterThan(0)
    }
  }
})

test('times nothing on a backend that is not there', async () => {
  expect(await inspector.time({ ...request, cpuBackend: { name: 'none', cache } })).toBeNull()
})

test.runIf(plain !== undefined && process.platform !== 'darwin')(
  'runs on the backend that is asked for, from a copy that is mended where it was changed',
  async () => {
    expect((await deviceWith(settings(plain!))).device).toMatch(`CPU (${plain})`)
    const copy = join(cache, plain!, `libggml-cpu-${plain}.so`)
    const good = readFileSync(copy)
    writeFileSync(copy, 'no code at all')
    expect((await deviceWith(settings(plain!))).device).toMatch(`CPU (${plain})`)
    expect(readFileSync(copy).equals(good)).toBe(true)
  }
)

test("runs on llama.cpp's own choice where the backend cannot be had, and says so", async () => {
  const { device, log } = await deviceWith(settings('none'))
  expect(device).toMatch('CPU (not none: it could not be loaded), ')
  expect(log).toMatch('There is no CPU backend "none"')
})

test('computes on half as many threads when it is told to', async () => {
  const { llama } = await cpu()
  const model = await llama.loadModel({ modelPath: bundled.draft })
  onTestFinished(() => model.dispose())
  llama.maxThreads = 2
  const context = await model.createContext({ contextSize: 256, threads: 2 })
  const sequence = context.getSequence()
  const read = () => sequence.evaluateWithoutGeneratingNewTokens(model.tokenize('12 + 12'))
  await read()
  expect(context.currentThreads).toBe(2)
  halveThreads(context)
  await read()
  expect(context.currentThreads).toBe(1)
  halveThreads(context)
  await read()
  expect(context.currentThreads).toBe(1)
})

test('starts another process for another backend', async () => {
  let wanted: EngineSettings = DEFAULT_SETTINGS
  const engine = supervisorWith(() => wanted)
  try {
    expect((await engine.describe(pair)).device).toMatch(/^CPU, /)
    if (plain !== undefined) {
      wanted = settings(plain)
      expect((await engine.describe(pair)).device).toMatch(`CPU (${plain})`)
    }
    wanted = DEFAULT_SETTINGS
    expect((await engine.describe(pair)).device).toMatch(/^CPU, /)
  } finally {
    await engine.close()
  }
})
