import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readGguf } from '../../../../../src/inference/backends/llama/gguf/gate.ts'
import { modelName } from '../../../../../src/inference/backends/llama/gguf/model-name.ts'
import { f32, text, u32, writeGguf } from '../../../../helpers/gguf-writer.ts'
import { randomModel, type RandomModel } from '../../../../helpers/random-gguf.ts'
import { CHATML, THINKING_CHATML } from '../../../../helpers/random-vocabulary.ts'

function read(
  options: Partial<RandomModel>,
  metadata: Parameters<typeof writeGguf>[1]['metadata'] = {}
) {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-character-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const path = join(folder, 'model.gguf')
  const file = randomModel(options)
  writeGguf(path, { ...file, metadata: { ...file.metadata, ...metadata } })
  return readGguf(path)
}

test('a model thinks where its template knows the end of a thinking part, whatever its tokens are', () => {
  expect(read({ template: CHATML }).character?.thinking).toBeNull()
  const template = `${THINKING_CHATML}{# cut behind </think> #}`
  expect(read({ template }).character?.thinking).toEqual({
    open: '<think>',
    close: '</think>',
    marks: 'token',
    switchable: false
  })
  const other = `${CHATML}{% if enable_thinking is defined %}[THINK][/THINK]{% endif %}`
  expect(read({ template: other }).character?.thinking).toEqual({
    open: '[THINK]',
    close: '[/THINK]',
    marks: 'text',
    switchable: true
  })
})

test('sampling is read where the file has it, and odd values are passed over', () => {
  const key = (name: string) => `general.sampling.${name}`
  expect(read({}).character?.sampling).toBeNull()
  expect(
    read({}, { [key('temp')]: f32(0.6), [key('top_k')]: u32(20), [key('top_p')]: f32(7) }).character
      ?.sampling
  ).toEqual({ temperature: 0.6, topK: 20 })
  expect(read({}, { [key('temp')]: text('hot') }).character?.sampling).toBeNull()
})

test('models of the same tokens are known by it', () => {
  const [one, another] = [read({ seed: 1 }), read({ seed: 2, layers: 3 })]
  expect(one.character?.tokens).toBe(another.character?.tokens)
  expect(read({ tokenizer: 'variant' }).character?.tokens).not.toBe(one.character?.tokens)
})

test('the quantisation is what the file says', () => {
  expect(read({ type: 'q8_0' }, { 'general.file_type': u32(15) }).quantisation).toBe('Q4_K_M')
  expect(read({ type: 'q8_0' }).quantisation).toBe('Q8_0')
  expect(read({ type: 'q8_0' }, { 'general.file_type': u32(9999) }).quantisation).toBe('Q8_0')
})

test.each([
  ['Smollm2 135M 8k Mix1', 'SmolLM2-135M-Instruct.Q4_1.gguf', 'SmolLM2-135M-Instruct'],
  ['Qwen2.5 1.5B', 'qwen2.5-1.5b-instruct-q4_k_m.gguf', 'qwen2.5-1.5b-instruct'],
  ['Gemma 3 270m', 'gemma-3-270m-it-Q8_0.gguf', 'gemma-3-270m-it'],
  ['Gemma 3 270m It', 'gemma-3-270m-it-Q8_0.gguf', 'Gemma 3 270m It'],
  ['Gemma 3 270m', 'gemma-3-270m-q4_k_m.gguf', 'Gemma 3 270m'],
  ['Llama 3.1 8B', 'my-instruct-thing.gguf', 'Llama 3.1 8B'],
  [null, 'Some.Model-Q4_K_M.gguf', 'Some.Model-Q4_K_M']
])('a model called %j in %s is shown as %s', (general, file, expected) => {
  expect(modelName(general, file)).toBe(expected)
})
