import { expect, test } from 'vitest'
import { editModel, tryWords } from '../../../src/main/actions/edit-model.ts'
import { modelLines } from '../../../src/main/doors/terminal/model-text.ts'
import { headerAsAsked, ownTemplates } from '../../../src/main/models/own-words.ts'
import { fileSource } from '../../../src/shared/model-source.ts'
import { libraryWith, place, placeBundledPair, useHome } from '../../helpers/home-library.ts'
import { CHATML, THINKING_CHATML } from '../../helpers/random-vocabulary.ts'

useHome()

async function edited(change: Parameters<typeof editModel>[2]) {
  const path = place('.lmstudio/models/a/b/model.gguf', { template: null })
  const services = libraryWith()
  const [model] = await services.library.scan()
  await editModel(services, model!.id, change)
  return { path, services, library: services.library, id: model!.id }
}

test('a template of a person goes with the pairs of its model, also after another scan', async () => {
  const { path, services, library, id } = await edited({ template: CHATML })
  await library.scan()
  const other = fileSource('/elsewhere.gguf')
  expect(ownTemplates({ target: fileSource(path), draft: other }, library)).toEqual({
    target: CHATML,
    draft: null
  })
  await editModel(services, id, { thinking: false })
  expect(library.ownWords(path)).toEqual({ template: CHATML, thinking: false })
  await editModel(services, id, { template: null, thinking: null })
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
  const { path, services, library, id } = await edited({ thinking: false })
  await expect(editModel(services, id, { template })).rejects.toThrow(words)
  expect(library.ownWords(path)).toEqual({ template: null, thinking: false })
})

test('a refused template is told with what it makes of a conversation', async () => {
  const { services, id } = await edited({})
  const template = '<user>{{ messages[0].content }}<end>'
  await expect(editModel(services, id, { template })).rejects.toMatchObject({
    hint: 'Of a sample conversation it makes: <user>How much is 1 + 1?<end>'
  })
})

test('what is tried is told and not kept; what is kept is tried as it is', async () => {
  const { services, library, path, id } = await edited({})
  expect(await tryWords(services, id)).toMatchObject({ from: 'chatml', template: null })
  const template = THINKING_CHATML.replace('<think>', '<think></think>')
  const wanted = await tryWords(services, id, { template, thinking: false })
  expect(wanted).toMatchObject({ from: 'person', template, refusal: null })
  expect(library.ownWords(path).template).toBeNull()
  await editModel(services, id, { template, thinking: false })
  expect(await tryWords(services, id)).toEqual(wanted)
})

test('the bundled models are asked as they were trained', async () => {
  placeBundledPair()
  const services = libraryWith()
  const [model] = await services.library.scan()
  await expect(editModel(services, model!.id, { thinking: false })).rejects.toThrow(
    'The bundled models are asked as they were trained.'
  )
})
