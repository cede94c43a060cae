import { expect, test } from 'vitest'
import { proposeGpuLayers } from '../../../src/core/memory/gpu-layers.ts'
import type { GgufSummary } from '../../../src/shared/model-library.ts'

const GIB = 2 ** 30

function placed(layers: number, layerGib: number, tokens = 0) {
  const summary: GgufSummary = {
    name: 'x',
    architecture: 'llama',
    family: 'attention',
    parameters: 1,
    quantisation: 'F16',
    contextLength: 8192,
    layers,
    vocabulary: 1000,
    hasChatTemplate: true,
    character: null,
    cannotWrite: null,
    bytes: 1,
    files: ['x'],
    memory: {
      layerBytes: Array.from({ length: layers }, () => layerGib * GIB),
      otherBytes: GIB,
      kvBytes: Array.from({ length: layers }, () => GIB / 8192),
      slidingWindow: null,
      stateBytes: 0
    }
  }
  return { summary, tokens }
}

test('puts both models on a large GPU as a whole, output layers included', () => {
  const pair = { draft: placed(4, 0.1), target: placed(32, 0.5) }
  expect(proposeGpuLayers(pair, 80 * GIB)).toEqual({ draft: 5, target: 33 })
})

test('gives the draft its place before the target', () => {
  const pair = { draft: placed(4, 0.1), target: placed(32, 1) }
  expect(proposeGpuLayers(pair, 10 * GIB)).toEqual({ draft: 5, target: 7 })
})

test('counts the cache of all paths', () => {
  const pair = { draft: placed(4, 0.1), target: placed(32, 1, 8192) }
  expect(proposeGpuLayers(pair, 10 * GIB)).toEqual({ draft: 5, target: 4 })
})

test('puts nothing on a GPU that is full, or not there', () => {
  const pair = { draft: placed(4, 0.1), target: placed(32, 0.5) }
  expect(proposeGpuLayers(pair, 0)).toEqual({ draft: 0, target: 0 })
})

test('takes what a person chose, and gives the target what that leaves', () => {
  const pair = { draft: placed(4, 0.1), target: placed(32, 1) }
  const draft = { draft: 0, target: null }
  expect(proposeGpuLayers(pair, 10 * GIB, draft)).toEqual({ draft: 0, target: 9 })
  const target = { draft: null, target: 2 }
  expect(proposeGpuLayers(pair, 10 * GIB, target)).toEqual({ draft: 5, target: 2 })
})
