import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileSource } from '../../../../src/shared/model-source.ts'
import { createApplication, type Application } from '../../../../src/main/application.ts'
import {
  addSolveOptions,
  readNoticedSetup,
  type SolveFlags
} from '../../../../src/main/doors/terminal/solve-options.ts'
import { writeRandomModel } from '../../../helpers/random-gguf.ts'
import { CHATML, THINKING_CHATML } from '../../../helpers/random-vocabulary.ts'

let home: string
let application: Application
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tandem-pair-'))
  application = createApplication({ door: 'test', dataFlag: join(home, 'data') })
})
afterEach(async () => {
  await application.close()
  rmSync(home, { recursive: true })
})

function noticed(...args: string[]) {
  const command = addSolveOptions(new Command())
  command.parse(args, { from: 'user' })
  return readNoticedSetup(command.opts<SolveFlags>(), 'ssr', application)
}

async function setup(...args: string[]) {
  return (await noticed(...args)).setup
}

async function savePair() {
  mkdirSync(join(home, 'mine'))
  const files = ['target', 'draft'].map((role, index) => {
    const path = join(home, 'mine', `${role}.gguf`)
    writeRandomModel(path, { name: role, layers: 3 - index })
    return path
  })
  const { library, pairs } = application.modelServices()
  library.addFolder(join(home, 'mine'))
  await library.scan()
  pairs.save({
    name: 'Mine',
    target: library.find('target').id,
    draft: library.find('draft').id,
    prompts: 'generic-chat',
    strategies: 'school',
    paths: 7,
    context: 900,
    gpuLayers: { target: 2, draft: null }
  })
  return files
}

test('takes the bundled pair with what suits it, where nothing is said', async () => {
  const { options, prompts, pool, pair } = await setup()
  const { bundledPair } = application
  expect(pair).toMatchObject({
    target: fileSource(bundledPair.targetPath),
    draft: fileSource(bundledPair.draftPath)
  })
  expect([options.paths, prompts.id, pool.id, pair.context]).toEqual([
    3,
    bundledPair.prompts,
    bundledPair.strategies,
    null
  ])
})

test('runs a saved pair with all that it was saved with', async () => {
  const [target, draft] = await savePair()
  const { options, prompts, pool, pair } = await setup('--pair', 'Mine')
  expect([options.paths, prompts.id, pool.id]).toEqual([7, 'generic-chat', 'school'])
  expect(pair).toEqual({
    target: fileSource(target!),
    draft: fileSource(draft!),
    gpu: 'auto',
    gpuLayers: { target: 2, draft: null },
    threads: null,
    context: 900,
    templates: { target: null, draft: null },
    loadAnyway: false
  })
})

test('lets flags go before what a pair was saved with', async () => {
  await savePair()
  const flags = ['-n', '2', '--context', '700', '--gpu-layers', '0', '--strategies', 'competition']
  const { options, pool, pair } = await setup('--pair', 'Mine', ...flags)
  expect([options.paths, pool.id, pair.context, pair.gpuLayers]).toEqual([
    2,
    'competition',
    700,
    { target: 0, draft: 0 }
  ])
})

test('refuses a pair that is not there, and one beside models of its own', async () => {
  await expect(setup('--pair', 'Nobody')).rejects.toThrow('There is no pair "Nobody"')
  await expect(setup('--pair', 'Mine', '--target', 'x.gguf')).rejects.toThrow('names both models')
})

test('the bundled draft writes for a server in its own words, any other in general ones', async () => {
  const { draftPath, prompts } = application.bundledPair
  const target = ['--target', 'http://gpu:8080/v1#far']
  const own = await setup(...target, '--draft', draftPath)
  expect([own.prompts.id, own.pool.id]).toEqual([prompts, 'school'])
  const path = join(home, 'other.gguf')
  writeRandomModel(path)
  const other = await setup(...target, '--draft', path)
  expect([other.prompts.id, other.pool.id]).toEqual(['generic-chat', 'competition'])
})

test('a model is named as the list has it, and asked and sampled as suits its kind', async () => {
  mkdirSync(join(home, 'mine'))
  const write = (file: string, name: string, template: string) => {
    writeRandomModel(join(home, 'mine', file), { name, template })
  }
  write('t.gguf', 'DeepSeek-R1-Distill-Tiny', `${THINKING_CHATML}{# </think> #}`)
  write('d.gguf', 'Tiny Chat', CHATML)
  const { library } = application.modelServices()
  library.addFolder(join(home, 'mine'))
  await library.scan()
  const named = await setup('--target', 'DeepSeek-R1-Distill-Tiny', '--draft', 'Tiny Chat')
  expect(named.pair).toMatchObject({
    target: fileSource(join(home, 'mine', 't.gguf')),
    draft: fileSource(join(home, 'mine', 'd.gguf'))
  })
  expect(named.prompts.id).toBe('reasoning')
  expect(named.options).toMatchObject({ temperature: 0.6, topP: 0.95, topK: 0 })
  const { notices } = await noticed('--target', 'DeepSeek-R1-Distill-Tiny', '--draft', 'Tiny Chat')
  expect(notices[0]).toMatch(/^It thinks between <think> and <\/think>/)

  const draft = ['--draft', 'Tiny Chat']
  const hushed = await setup('--target', 'DeepSeek-R1-Distill-Tiny', ...draft, '--no-thinking')
  expect(hushed.prompts).toMatchObject({ id: 'reasoning', thinking: null })
  const cold = await setup('--target', join(home, 'mine', 't.gguf'), ...draft, '--top-k', '5')
  expect(cold.options.topK).toBe(5)
  const swapped = await setup('--target', 'Tiny Chat', '--draft', 'DeepSeek-R1-Distill-Tiny')
  expect(swapped.prompts.id).toBe('generic-chat')
  await expect(setup('--target', 'Nobody', ...draft)).rejects.toThrow(
    'There is no model "Nobody" in the library.'
  )
})
