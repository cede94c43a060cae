import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createInspector } from '../../../src/main/models/inspector.ts'
import { writeRandomModel } from '../../helpers/random-gguf.ts'
import { CHATML } from '../../helpers/random-vocabulary.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-inspector-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** An inspector whose process does what the script says when it is asked about a file. */
function inspectorThat(script: string, timeLimit = 5000) {
  const entry = join(folder, 'entry.mjs')
  writeFileSync(
    entry,
    `process.on('message', () => {
      process.send({ type: 'stage', stage: 'loading its weights' }, () => { ${script} })
    })`
  )
  return createInspector({ entry, timeLimit })
}

test('outlives a process that is aborted by a file', async () => {
  const inspector = inspectorThat('process.abort()')
  const { refusal } = await inspector.open('any.gguf')
  expect(refusal).toEqual({
    code: 'crashed',
    sentence: 'It crashed the process that opened it (SIGABRT) while loading its weights.'
  })
})

test('ends a process that hangs, although its loop is blocked', async () => {
  const inspector = inspectorThat('for (;;);', 400)
  const { refusal } = await inspector.open('any.gguf')
  expect(refusal?.code).toBe('hung')
})

test.each([
  ['memory', '{ bytes: 1, seconds: 60 }', 'out-of-memory'],
  ['processor time', '{ bytes: 2 ** 50, seconds: 0.2 }', 'hung']
])(
  'says that a process ended itself at its limit of %s',
  async (_, limits, code) => {
    const watch = new URL('../../../src/inference/limits-watch.ts', import.meta.url)
    const inspector = inspectorThat(
      `
    import(${JSON.stringify(watch.href)}).then(({ limitThisProcess }) => {
      limitThisProcess(${limits})
      setTimeout(() => { for (;;); }, 200)
    })`,
      30_000
    )
    const { refusal } = await inspector.open('any.gguf')
    expect(refusal?.code).toBe(code)
    expect(refusal?.sentence).toMatch('than it may while loading its weights')
  },
  40_000
)

test('starts another process to read the next header after one died', async () => {
  const inspector = inspectorThat('process.kill(process.pid, "SIGSEGV")')
  const inspections = await Promise.all([inspector.read('a.gguf'), inspector.read('b.gguf')])
  expect(inspections.map(({ refusal }) => refusal?.code)).toEqual(['crashed', 'crashed'])
  inspector.close()
})

test('says that the process did not start', async () => {
  const inspector = createInspector({ entry: join(folder, 'none.mjs') })
  const { refusal } = await inspector.open('any.gguf')
  expect(refusal?.sentence).toMatch(/while starting/)
})

test('does not hand the token of the hub to the process', async () => {
  process.env.HF_TOKEN = 'hf_secret'
  try {
    const inspector = inspectorThat('process.exit(process.env.HF_TOKEN === undefined ? 7 : 8)')
    const { refusal } = await inspector.open('any.gguf')
    expect(refusal?.sentence).toMatch(/exit code 7/)
  } finally {
    delete process.env.HF_TOKEN
  }
})

test('looks once for a GPU that is not there, and each time at what one has free', async () => {
  for (const [gpu, processes] of [
    ['null', 1],
    ['"cuda"', 2]
  ] as const) {
    const inspector = inspectorThat(`process.send({
      type: 'devices', devices: { gpu: ${gpu}, total: process.pid, free: 0 }
    })`)
    const answers = [await inspector.devices(), await inspector.devices()]
    expect(new Set(answers.map(({ total }) => total)).size).toBe(processes)
  }
})

test('tells how a model is asked', async () => {
  const path = join(folder, 'model.gguf')
  writeRandomModel(path, { template: CHATML })
  const inspector = createInspector()
  const asIs = await inspector.ask(path, { template: null, thinking: null })
  expect(asIs).toMatchObject({ from: 'file', template: CHATML, refusal: null })
  expect(asIs.rendering[0]).toEqual({ kind: 'markup', text: '<|im_start|>system\n' })
  await expect(inspector.ask(folder, { template: null, thinking: null })).rejects.toThrow(
    'It is not a file.'
  )
})

test('outlives a chat template that ends the process which tries it', async () => {
  const inspector = inspectorThat('process.abort()')
  await expect(inspector.ask('any.gguf', { template: '{{', thinking: null })).rejects.toThrow(
    'It crashed the process that opened it (SIGABRT)'
  )
})

test('reads headers one after another in one process', async () => {
  const path = join(folder, 'model.gguf')
  writeRandomModel(path, { name: 'One' })
  const inspector = createInspector()
  const inspections = await Promise.all([inspector.read(path), inspector.read(folder)])
  inspector.close()
  expect(inspections[0].summary?.name).toBe('One')
  expect(inspections[1].refusal?.sentence).toBe('It is not a file.')
})
