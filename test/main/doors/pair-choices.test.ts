import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { editModel } from '../../../src/main/actions/edit-model.ts'
import type { Application } from '../../../src/main/application.ts'
import { targetWords } from '../../../src/main/doors/rpc/pair-choices.ts'
import { promptProfileSchema } from '../../../src/shared/prompt-profile.ts'
import { libraryWith, place, useHome } from '../../helpers/home-library.ts'
import { THINKING_CHATML } from '../../helpers/random-vocabulary.ts'

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
