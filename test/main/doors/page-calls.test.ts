import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApplication } from '../../../src/main/application.ts'
import { createPageDoor } from '../../../src/main/doors/rpc/page-door.ts'
import type { ModelList } from '../../../src/shared/contract/models.ts'
import type { SolveSetup } from '../../../src/shared/contract/solve.ts'
import { writeRandomModel } from '../../helpers/random-gguf.ts'
import { CHATML } from '../../helpers/random-vocabulary.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

const MODELS = fileURLToPath(new URL('../../../resources/models', import.meta.url))

/** The program as a page reaches it, without a browser. */
function openDoor() {
  const application = createApplication({ door: 'test', dataFlag: temporaryFolder() })
  const pages = createPageDoor(application, 'web')
  onTestFinished(async () => {
    await pages.close()
    await application.close()
  })
  async function call(name: string, input?: unknown): Promise<unknown> {
    const result = await pages.dispatch(name, input)
    if (!result.ok) throw new Error(result.failure.message)
    return result.value
  }
  async function bundled() {
    const { pairs, defaults } = (await call('solve.setup')) as SolveSetup
    const { id: pair, prompts, strategies } = pairs[0]!
    return { pair, prompts, strategies, options: defaults }
  }
  return { application, call, bundled }
}

describe('a page', () => {
  it('names only pairs that can work together, with words that are known', async () => {
    const { application, call } = openDoor()
    const { library } = application.modelServices()
    const { targetPath, draftPath } = application.bundledPair
    await library.scan()
    const [target, draft] = [targetPath, draftPath].map((path) => library.find(path).id)
    const pair = {
      name: 'Mine',
      target,
      draft,
      prompts: 'generic-chat',
      strategies: 'competition',
      paths: 2,
      context: null,
      gpuLayers: { target: null, draft: null }
    }
    await expect(call('pairs.save', { ...pair, draft: target })).rejects.toThrow('It is the target')
    await expect(call('pairs.save', { ...pair, prompts: 'nowhere' })).rejects.toThrow('nowhere')
    await expect(call('pairs.save', { ...pair, strategies: 'own.json' })).rejects.toThrow(
      '"own.json" is a file'
    )
    expect(await call('pairs.save', pair)).toMatchObject({ name: 'Mine', target, draft })
  })

  it('is told how the makers of a named target sample it', async () => {
    const { application, call } = openDoor()
    const folder = temporaryFolder()
    const files = ['target', 'draft'].map((role) => join(folder, `${role}.gguf`))
    for (const file of files) writeRandomModel(file, { name: `Qwen3 ${file}` })
    const { library } = application.modelServices()
    const [target, draft] = await Promise.all(files.map((file) => library.add(file, 'reference')))
    const pair = { name: 'Mine', target: target!.id, draft: draft!.id, paths: 2, context: null }
    const words = { prompts: 'generic-chat', strategies: 'competition' }
    const gpuLayers = { target: null, draft: null }
    await call('pairs.save', { ...pair, ...words, gpuLayers })
    const { pairs } = (await call('solve.setup')) as SolveSetup
    expect(pairs.map(({ sampling }) => sampling)).toEqual([
      { temperature: 0.7, topP: 0.95, topK: 0 },
      { temperature: 0.7, topP: 0.8, topK: 20 }
    ])
  })

  it('tells how a model is asked and changes it, as the terminal does', async () => {
    const { application, call } = openDoor()
    const file = join(temporaryFolder(), 'own.gguf')
    writeRandomModel(file, { template: null })
    const { id } = await application.modelServices().library.add(file, 'reference')
    const row = async () => {
      const { models } = (await call('models.list')) as ModelList
      return models.find((model) => model.id === id)
    }
    expect(await row()).toMatchObject({
      own: { template: false, answersAtOnce: false },
      traits: { hasChatTemplate: false }
    })
    expect(await call('models.try-words', { id })).toMatchObject({ from: 'chatml', refusal: null })
    const lost = '<user>{{ messages[0].content }}'
    await expect(call('models.edit', { id, template: lost })).rejects.toThrow('cannot be used')
    await call('models.edit', { id, template: CHATML, thinking: false })
    expect(await row()).toMatchObject({
      own: { template: true, answersAtOnce: true },
      traits: { hasChatTemplate: true }
    })
    await call('models.edit', { id, template: null })
    expect(await row()).toMatchObject({ own: { template: false, answersAtOnce: true } })
  })

  it('asks of the library whether models fit, and never of any other file', async () => {
    const { call } = openDoor()
    const path = join(MODELS, '..', 'models', 'other.gguf')
    const question = { target: path, draft: path, paths: 3, context: null }
    await expect(call('models.fit', question)).rejects.toThrow('no model')
  })

  it('hears from every start that a set is gone', async () => {
    const { call, bundled } = openDoor()
    const { options, ...chosen } = await bundled()
    const order = { ...chosen, options, set: 'gone', methods: ['baseline'], repeats: 1, sample: 5 }
    const gone = 'There is no problem set "gone".'
    await expect(call('benchmarks.forecast', order)).rejects.toThrow(gone)
    await expect(call('benchmarks.start', order)).rejects.toThrow(gone)
    await expect(
      call('calibration.start', { pair: chosen.pair, set: 'gone', problems: 20 })
    ).rejects.toThrow(gone)
    await expect(call('sets.read', { id: 'gone', first: 0 })).rejects.toThrow(gone)
    expect(await call('runs.list', {})).toEqual([])
  })

  it('forecasts as many attempts as will be begun', async () => {
    const { call, bundled } = openDoor()
    const methods = ['baseline', 'ssr']
    const order = { ...(await bundled()), set: 'school', methods, repeats: 2, sample: 5 }
    expect(await call('benchmarks.forecast', order)).toEqual({
      attempts: 20,
      ms: null,
      unknown: methods
    })
  })
})
