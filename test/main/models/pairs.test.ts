import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileModel, whyItCannotDraft } from '../../../src/main/models/known-model.ts'
import { data, libraryWith, place, useHome } from '../../helpers/home-library.ts'

useHome()

test('says why a model cannot be the draft of a target', async () => {
  place('.lmstudio/models/a/b/large.gguf', { name: 'Large', layers: 4 })
  place('.lmstudio/models/a/b/small.gguf', { name: 'Small' })
  const { library } = libraryWith()
  await library.scan()
  const [large, small] = [fileModel(library.find('Large')), fileModel(library.find('Small'))]
  expect(whyItCannotDraft(small, large)).toBeNull()
  expect(whyItCannotDraft(large, small)).toMatch('larger than the target')
  expect(whyItCannotDraft(large, large)).toMatch('It is the target')
})

test('saves a pair under its name, and in the place of one of the same name', () => {
  const { pairs } = libraryWith()
  const pair = {
    name: 'Mine',
    target: 'a',
    draft: 'b',
    prompts: 'plain',
    strategies: 'school',
    paths: 3,
    context: 2048,
    gpuLayers: { target: 12, draft: null }
  }
  pairs.save(pair)
  const saved = pairs.save({ ...pair, paths: 4 })
  expect(pairs.list()).toEqual([{ ...pair, id: saved.id, paths: 4 }])
  pairs.remove(saved.id)
  expect(pairs.list()).toEqual([])
})

test('reads pairs of earlier versions, which knew less of a pair', () => {
  mkdirSync(data)
  const old = { id: 'pair-old', name: 'Old', target: 'a', draft: 'b', paths: 4, context: null }
  const state = { version: 1, models: [], pairs: [old], folders: [] }
  writeFileSync(join(data, 'model-library.json'), JSON.stringify(state))
  const { pairs } = libraryWith()
  expect(pairs.find('Old')).toEqual({
    ...old,
    prompts: 'generic-chat',
    strategies: 'competition',
    gpuLayers: { target: null, draft: null }
  })
  expect(() => pairs.find('New')).toThrow('There is no pair "New"')
})
