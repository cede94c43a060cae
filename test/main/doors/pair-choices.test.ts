import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { editModel } from '../../../src/main/actions/edit-model.ts'
import { type Application, createApplication } from '../../../src/main/application.ts'
import { chosenSetup, listPairs, targetWords } from '../../../src/main/doors/rpc/pair-choices.ts'
import { filePathOf } from '../../../src/shared/model-source.ts'
import { promptProfileSchema } from '../../../src/shared/prompt-profile.ts'
import { libraryWith, place, useHome } from '../../helpers/home-library.ts'
import { THINKING_CHATML } from '../../helpers/random-vocabulary.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

useHome()

const REASONING = promptProfileSchema.parse(
  JSON.parse(
    readFileSync(new URL('../../../resources/prompts/reasoning.json', import.meta.url), 'utf8')
  )
)

test('the window asks a model as a person wants it to be asked', async () => {
  place('.lmstudio/models/a/b/model.gguf', { template: null })
  const models = libraryWith()
  const { library } = models
  const [model] = await library.scan()
  const { id } = model!
  const application = {
    bundledPair: { id: 'bundled' },
    modelServices: () => ({
      library,
      servers: { list: () => [], find: () => null },
      pairs: { find: () => ({ target: id }) }
    })
  } as unknown as Application
  const thinkingOf = () => targetWords(application, 'mine', REASONING).prompts.thinking

  const template = THINKING_CHATML.replace('<think>', '[THINK][/THINK]')
  await editModel(models, id, { template: template.replaceAll('</think>', '[/THINK]') })
  expect(thinkingOf()).toEqual({ open: '[THINK]', close: '[/THINK]' })
  await editModel(models, id, { thinking: false })
  expect(thinkingOf()).toBeNull()
})

test.each(['model-library.json', 'servers.json'])(
  'the bundled pair is chosen and set up where %s can only be left alone',
  async (name) => {
    const said = vi.spyOn(console, 'error').mockReturnValue()
    const data = temporaryFolder()
    writeFileSync(join(data, name), '{"version":99,"all":"else"}')
    const application = createApplication({ door: 'a test', dataFlag: data })
    onTestFinished(async () => {
      said.mockRestore()
      await application.close()
    })
    const [bundled, ...others] = listPairs(application)
    expect(others).toEqual([])
    const { id, prompts, strategies } = bundled!
    const { pair } = await chosenSetup(application, { pair: id, prompts, strategies })
    const { targetPath, draftPath } = application.bundledPair
    expect([pair.target, pair.draft].map(filePathOf)).toEqual([targetPath, draftPath])
  }
)
