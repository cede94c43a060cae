import { expect, test } from 'vitest'
import { freeVram, gpuLayersFor } from '../../../../src/inference/backends/llama/gpu-placement.ts'
import { AUTOMATIC_LAYERS, type GgufSummary } from '../../../../src/shared/model-library.ts'

const GIB = 2 ** 30
const ONE_PATH = { paths: 1, context: 2048 }

/** 33 layers with the output's, of 0.25 GiB; a path of 2048 tokens takes another 0.25 GiB. */
function model(name: string, changes: Partial<GgufSummary> = {}): GgufSummary {
  return {
    name,
    architecture: 'llama',
    family: 'attention',
    parameters: 1,
    quantisation: 'F16',
    contextLength: 8192,
    layers: 32,
    vocabulary: 1000,
    hasChatTemplate: true,
    character: null,
    cannotWrite: null,
    bytes: 8 * GIB,
    files: [`${name}.gguf`],
    memory: {
      layerBytes: Array.from({ length: 32 }, () => GIB / 4),
      otherBytes: GIB / 4,
      kvBytes: Array.from({ length: 32 }, () => GIB / 4 / 32 / 2048),
      slidingWindow: null,
      stateBytes: 0
    },
    ...changes
  }
}

function gpu(freeGib: number, kind: 'cuda' | false = 'cuda') {
  const bytes = freeGib * GIB
  return {
    gpu: kind,
    vramPaddingSize: GIB,
    getVramState: () => Promise.resolve({ total: bytes, used: 0, free: bytes, unifiedSize: 0 })
  }
}

const PAIR = { target: model('target'), draft: model('draft') }

test('counts as free what the binding lets a model take', async () => {
  expect(await freeVram(gpu(8))).toBe(7 * GIB)
  expect(await freeVram(gpu(0.5))).toBe(0)
})

test('leaves the layers to the engine where there is no GPU, or a header does not say what a model takes', async () => {
  const silent = { ...PAIR, draft: model('draft', { memory: null }) }
  expect(await gpuLayersFor(gpu(80, false), PAIR, ONE_PATH, AUTOMATIC_LAYERS)).toEqual(
    AUTOMATIC_LAYERS
  )
  expect(await gpuLayersFor(gpu(80), silent, ONE_PATH, AUTOMATIC_LAYERS)).toEqual(AUTOMATIC_LAYERS)
})

test('puts a pair on a large GPU as a whole', async () => {
  const all = { target: 33, draft: 33 }
  expect(await gpuLayersFor(gpu(80), PAIR, ONE_PATH, AUTOMATIC_LAYERS)).toEqual(all)
})

test('leaves room for the draft and for every path, where the GPU cannot hold it all', async () => {
  const one = await gpuLayersFor(gpu(16), PAIR, ONE_PATH, AUTOMATIC_LAYERS)
  const many = await gpuLayersFor(gpu(16), PAIR, { ...ONE_PATH, paths: 8 }, AUTOMATIC_LAYERS)
  expect(one.draft).toBe(33)
  expect(one.target).toBeLessThan(33)
  expect(many.target).toBeLessThan(one.target!)
})

test('takes what a person chose', async () => {
  const chosen = { target: 5, draft: 0 }
  expect(await gpuLayersFor(gpu(80), PAIR, ONE_PATH, chosen)).toEqual(chosen)
})

test('gives one file in both roles one number of layers, so that it is loaded once', async () => {
  const twice = { target: model('target'), draft: model('target') }
  const { target, draft } = await gpuLayersFor(gpu(16), twice, ONE_PATH, AUTOMATIC_LAYERS)
  expect(target).toBe(draft)
  expect(target).toBeLessThan(33)
})
