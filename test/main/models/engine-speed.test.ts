import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  createEngineSpeed,
  type EngineSpeedOptions
} from '../../../src/main/models/engine-speed.ts'
import { processorInstructions } from '../../../src/main/models/processor-instructions.ts'
import { DEFAULT_SETTINGS, type TimedSettings } from '../../../src/shared/engine-settings.ts'
import { pairOfFiles } from '../../helpers/pair-of-files.ts'

let folder: string
let pair: ReturnType<typeof pairOfFiles>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-speed-'))
  const [target, draft] = ['target', 'draft'].map((name) => join(folder, `${name}.gguf`))
  writeFileSync(target!, 'weights')
  writeFileSync(draft!, 'weights')
  pair = pairOfFiles({ target: target!, draft: draft! })
})
afterEach(() => rmSync(folder, { recursive: true }))

function timed(ms: number): TimedSettings[] {
  const times = { write: ms, together: ms, step: ms, prompt: ms }
  return [{ flashAttention: true, threads: 1, times }]
}

/** A machine on which the backends take these times, and what was asked of it. */
function machine(
  times: Readonly<Record<string, number | Error | null>>,
  options: Partial<EngineSpeedOptions> & { readonly gpu?: string | null } = {}
) {
  const asked: { backend: string; flashAttention: boolean | null; threads: number | null }[] = []
  const speed = createEngineSpeed({
    folder,
    env: {},
    machine: 'a processor',
    arch: 'x64',
    instructions: () => null,
    load: () => 0,
    inspector: {
      time({ cpuBackend, flashAttention, threads }) {
        const backend = cpuBackend?.name ?? ''
        asked.push({ backend, flashAttention, threads })
        const ms = times[backend] ?? null
        if (ms instanceof Error) return Promise.reject(ms)
        return Promise.resolve(ms === null ? null : { target: timed(ms), draft: timed(ms) })
      },
      devices: () => Promise.resolve({ gpu: options.gpu ?? null, total: 0, free: 0 })
    },
    ...options
  })
  return { speed, asked }
}

test('starts no process for a backend that the processor cannot run', async () => {
  const cpuinfo = 'processor\t: 0\nflags\t\t: fpu avx2 avx512_vnni\npower management:\n'
  const instructions = () => processorInstructions(() => cpuinfo)
  const { speed, asked } = machine({ '': 10, haswell: 5 }, { instructions })
  await speed.settingsFor(pair)
  expect(asked.map(({ backend }) => backend)).toEqual(['', 'haswell'])
  // Where the system says nothing, everything is tried.
  expect(processorInstructions(() => 'Processor : ARMv7')).toBeNull()
  expect(
    processorInstructions(() => {
      throw new Error('no such file')
    })
  ).toBeNull()
})

test('measures each backend once, and remembers the fastest', async () => {
  const first = machine({ '': 10, haswell: 5 })
  const settings = await first.speed.settingsFor(pair)
  expect(settings.cpuBackend).toEqual({ name: 'haswell', cache: join(folder, 'cpu-backends') })
  expect(settings.target).toEqual({ flashAttention: true, threads: 1 })
  expect(first.asked.map(({ backend }) => backend)).toEqual(['', 'haswell', 'alderlake'])
  const second = machine({})
  expect(await second.speed.settingsFor(pair)).toEqual(settings)
  expect(second.asked).toEqual([])
})

test('measures anew on another machine, for another file and other threads', async () => {
  await machine({ '': 10 }).speed.settingsFor(pair)
  const other = machine({ '': 10 }, { machine: 'another processor' })
  await other.speed.settingsFor(pair)
  const threads = machine({ '': 10 })
  await threads.speed.settingsFor({ ...pair, threads: 3 })
  expect(threads.asked.every((each) => each.threads === 3)).toBe(true)
  writeFileSync(pair.target.path, 'other weights')
  const changed = machine({ '': 10 })
  await changed.speed.settingsFor(pair)
  for (const { asked } of [other, threads, changed]) expect(asked).toHaveLength(3)
})

test('leaves everything to llama.cpp where nothing can be measured, and tries again next time', async () => {
  const broken = machine({ '': new Error('no process'), haswell: null })
  expect(await broken.speed.settingsFor(pair)).toEqual(DEFAULT_SETTINGS)
  const mended = machine({ '': 10 })
  expect((await mended.speed.settingsFor(pair)).target.flashAttention).toBe(true)
})

test('measures again, on an idle machine, what was measured on a busy one', async () => {
  await machine({ '': 10, haswell: 11 }, { load: () => 5 }).speed.settingsFor(pair)
  const asBusy = machine({}, { load: () => 3 })
  await asBusy.speed.settingsFor(pair)
  expect(asBusy.asked).toEqual([])
  const idle = machine({ '': 10, haswell: 5 }, { load: () => 0.5 })
  expect((await idle.speed.settingsFor(pair)).cpuBackend?.name).toBe('haswell')
  const later = machine({}, { load: () => 0 })
  expect((await later.speed.settingsFor(pair)).cpuBackend?.name).toBe('haswell')
  expect(later.asked).toEqual([])
})

test('leaves a GPU to llama.cpp, unless the processor is to be used', async () => {
  const gpu = machine({ '': 10, haswell: 5 }, { gpu: 'cuda' })
  expect(await gpu.speed.settingsFor(pair)).toEqual(DEFAULT_SETTINGS)
  expect(gpu.asked).toEqual([])
  const { cpuBackend } = await gpu.speed.settingsFor({ ...pair, gpu: 'off' })
  expect(cpuBackend?.name).toBe('haswell')
})

test.each([
  ['haswell', 'haswell'],
  ['default', undefined]
])('does as a person says: TANDEM_CPU_BACKEND=%s', async (value, name) => {
  const env = { TANDEM_CPU_BACKEND: value, TANDEM_FLASH_ATTENTION: 'off' }
  const { speed, asked } = machine({ '': 10, haswell: 50 }, { env })
  expect((await speed.settingsFor(pair)).cpuBackend?.name).toBe(name)
  expect(asked).toEqual([{ backend: name ?? '', flashAttention: false, threads: null }])
})

test('hands on a backend that a person has named although it cannot be measured', async () => {
  const { speed } = machine({}, { env: { TANDEM_CPU_BACKEND: 'unheard-of' } })
  expect((await speed.settingsFor(pair)).cpuBackend?.name).toBe('unheard-of')
})

test('tries no backends for processors that have none of them', async () => {
  const { speed, asked } = machine({ '': 10 }, { arch: 'arm64' })
  expect((await speed.settingsFor(pair)).cpuBackend).toBeNull()
  expect(asked).toHaveLength(1)
})

test('measures anew where the file of its records is damaged, and mends it', async () => {
  const file = join(folder, 'engine-speed.json')
  writeFileSync(file, '{"version":1,"records":[{')
  const { speed, asked } = machine({ '': 10 })
  await speed.settingsFor(pair)
  expect(asked).toHaveLength(3)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1 })
})

test('measures anew where its records have no figures', async () => {
  const file = join(folder, 'engine-speed.json')
  const { speed } = machine({ '': 10 })
  const settings = await speed.settingsFor(pair)
  const { records } = JSON.parse(readFileSync(file, 'utf8')) as {
    records: { backends: Record<string, unknown> }[]
  }
  records[0]!.backends[''] = { target: [], draft: [] }
  const emptied = JSON.stringify({ version: 1, records })
  writeFileSync(file, emptied)
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  expect(await speed.settingsFor(pair)).toEqual(settings)
  logged.mockRestore()
  expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe(emptied)
})
