import { expect, test } from 'vitest'
import { editModel } from '../../../src/main/actions/edit-model.ts'
import { modelLines } from '../../../src/main/doors/terminal/model-text.ts'
import { headerAsAsked, ownTemplates } from '../../../src/main/models/own-words.ts'
import { fileSource } from '../../../src/shared/model-source.ts'
import { libraryWith, place, placeBundledPair, useHome } from '../../helpers/home-library.ts'
import { CHATML, THINKING_CHATML } from '../../helpers/random-vocabulary.ts'

useHome()

async function edited(change: Parameters<typeof editModel>[2]) {
  const path = place('.lmstudio/models/a/b/model.gguf', { template: null })
  const { library } = libraryWith()
  const [model] = await library.scan()
  editModel(library, model!.id, change)
  return { path, library, id: model!.id }
}

test('a template of a person goes with the pairs of its model, also after another scan', async () => {
  const { path, library, id } = await edited({ template: CHATML })
  await library.scan()
  const other = fileSource('/elsewhere.gguf')
  expect(ownTemplates({ target: fileSource(path), draft: other }, library)).toEqual({
    target: CHATML,
    draft: null
  })
  editModel(library, id, { thinking: false })
  expect(library.ownWords(path)).toEqual({ template: CHATML, thinking: false })
  editModel(library, id, { template: null, thinking: null })
  expect(library.ownWords(path)).toEqual({ template: null, thinking: null })
})

test('a base model with a template of a person is asked as what that makes of it', async () => {
  const template = THINKING_CHATML.replace('<think>', '<think></think>')
  const { path, library } = await edited({ template })
  const entry = await library.entryAt(path)
  expect(entry.summary).toMatchObject({ hasChatTemplate: false, character: { thinking: null } })
  expect(headerAsAsked(entry)).toMatchObject({
    hasChatTemplate: true,
    character: { thinking: { open: '<think>', close: '</think>', switchable: false } }
  })
  expect(modelLines(library.list())[1]).toMatch(/, thinks,/)
})

test.each([
  ['empty', ' \n', /^The chat template is empty\./],
  ['too long', 'x'.repeat(300_000), /has 300000 characters; at most 262144/],
  ['no Jinja', '{% for %}', /^The chat template cannot be used: /],
  ['one that leaves the messages out', 'Hello.', /cannot be used: .*shows a message 0 times/],
  ['endless', '{% for i in range(300000000) %}{{ i }}{% endfor %}', /does not come to an end/]
])('a template that is %s is refused, and nothing changes', async (_, template, words) => {
  const { path, library, id } = await edited({ thinking: false })
  expect(() => editModel(library, id, { template })).toThrow(words)
  expect(library.ownWords(path)).toEqual({ template: null, thinking: false })
})

test('the bundled models are asked as they were trained', async () => {
  placeBundledPair()
  const { library } = libraryWith()
  const [model] = await library.scan()
  expect(() => editModel(library, model!.id, { thinking: false })).toThrow(
    'The bundled models are asked as they were trained.'
  )
})
