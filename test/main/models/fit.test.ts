import { expect, test } from 'vitest'
import { estimateFit, plainlyFits } from '../../../src/main/models/fit.ts'
import type { Devices } from '../../../src/shared/inspection.ts'
import type { GgufSummary } from '../../../src/shared/model-library.ts'

const GB = 1e9
const NOTHING = { ram: 0, vram: 0 }

function model(name: string, options: Partial<GgufSummary> = {}): GgufSummary {
  return {
    name,
    architecture: 'llama',
    family: 'attention',
    parameters: 1e9,
    quantisation: 'Q8_0',
    contextLength: 8192,
    layers: 10,
    vocabulary: 1000,
    hasChatTemplate: true,
    cannotWrite: null,
    bytes: GB,
    files: [`/${name}.gguf`],
    memory: {
      layerBytes: Array.from({ length: 10 }, () => 0.09 * GB),
      otherBytes: 0.1 * GB,
      kvBytes: Array.from({ length: 10 }, () => 4096),
      slidingWindow: null,
      stateBytes: 0
    },
    ...options
  }
}

/** Takes 1 GB for weights and 40,960 bytes for each token of each path; layers on the GPU take their share there. */
function inspectorWith(devices: Devices = { gpu: null, total: 0, free: 0 }) {
  const asked: { gpuLayers: number; contexts: number[] }[] = []
  return {
    asked,
    inspector: {
      devices: () => Promise.resolve(devices),
      estimate({
        gpuLayers,
        points
      }: {
        gpuLayers: number
        points: readonly { paths: number; contextSize: number }[]
      }) {
        asked.push({ gpuLayers, contexts: points.map(({ contextSize }) => contextSize) })
        const share = gpuLayers / 11
        const split = (bytes: number) => ({ ram: bytes * (1 - share), vram: bytes * share })
        return Promise.resolve({
          weights: split(GB),
          contexts: points.map(({ paths, contextSize }) => ({
            paths,
            contextSize,
            memory: split(paths * contextSize * 40_960 + 5e6)
          }))
        })
      }
    }
  }
}

const request = {
  target: model('target'),
  draft: model('draft'),
  paths: 4,
  context: 4096,
  credit: NOTHING
}

function fitIn(free: number, change: Partial<typeof request> = {}) {
  const { inspector } = inspectorWith()
  return estimateFit({ ...request, ...change }, { inspector, freeMemory: () => free })
}

test('adds up both models and says what is what', async () => {
  const fit = await fitIn(100 * GB)
  expect(fit.verdict).toBe('fits')
  expect(fit.advice).toBeNull()
  expect(fit.target).toEqual({
    weights: GB,
    cache: 4 * 4096 * 40_960,
    working: 5e6,
    tables: 15_650_000,
    context: 4096,
    gpuLayers: 0
  })
  const parts = [fit.target, fit.draft].flatMap((part) => [
    part.weights,
    part.cache,
    part.working,
    part.tables
  ])
  expect(fit.needed.ram).toBe(parts.reduce((sum, bytes) => sum + bytes, fit.engine))
})

test('advises fewer paths or a shorter context where it does not fit', async () => {
  // Four paths take 3.53 GB, two 2.86 GB; a context of 2048 as much.
  const fit = await fitIn(3.4 * GB)
  expect(fit.verdict).toBe('wont-fit')
  expect(fit.advice).toBe('Use n = 2 or context 2048.')
  expect(fit.proposals).toEqual([
    { paths: 2, context: expect.any(Number) as number },
    { paths: expect.any(Number) as number, context: 2048 }
  ])
})

test('is tight where next to nothing would be left', async () => {
  expect((await fitIn(3.6 * GB)).verdict).toBe('tight')
})

test('has other advice where not even one path would fit', async () => {
  const fit = await fitIn(2 * GB)
  expect(fit.verdict).toBe('wont-fit')
  expect(fit.advice).toMatch('smaller model')
})

test('counts what the loaded pair will free', async () => {
  expect((await fitIn(3.4 * GB, { credit: { ram: 2 * GB, vram: 0 } })).verdict).toBe('fits')
})

test('never asks for more context than a model was trained on', async () => {
  const { inspector, asked } = inspectorWith()
  const draft = model('draft', { contextLength: 1024 })
  const fit = await estimateFit(
    { ...request, draft, context: 1e8 },
    { inspector, freeMemory: () => 100 * GB }
  )
  expect([fit.target.context, fit.draft.context]).toEqual([8192, 1024])
  expect(asked.map(({ contexts }) => Math.max(...contexts))).toEqual([8192, 1024])
})

test('keeps GPU memory and machine memory apart, and puts the draft on the GPU first', async () => {
  const { inspector, asked } = inspectorWith({ gpu: 'cuda', total: 4 * GB, free: 3.2 * GB })
  const fit = await estimateFit(request, { inspector, freeMemory: () => 100 * GB })
  expect(fit.draft.gpuLayers).toBe(11)
  expect(fit.target.gpuLayers).toBeGreaterThan(0)
  expect(fit.target.gpuLayers).toBeLessThan(11)
  expect(asked.map(({ gpuLayers }) => gpuLayers)).toEqual([fit.target.gpuLayers, 11])
  expect(fit.needed.vram).toBeGreaterThan(GB)
  expect(fit.needed.vram).toBeLessThan(fit.free.vram)
  expect(fit.gpu).toBe('cuda')
})

test('counts the layers that a person chose, and proposes the rest around them', async () => {
  const { inspector, asked } = inspectorWith({ gpu: 'cuda', total: 8 * GB, free: 8 * GB })
  const gpuLayers = { target: 4, draft: null }
  const fit = await estimateFit(
    { ...request, gpuLayers },
    { inspector, freeMemory: () => 100 * GB }
  )
  expect([fit.gpu, fit.target.gpuLayers, fit.draft.gpuLayers]).toEqual(['cuda', 4, 11])
  expect(asked.map((one) => one.gpuLayers)).toEqual([4, 11])
  expect(fit.needed.vram).toBeGreaterThan(fit.needed.ram)
})

test('puts no layers on a GPU that is not there, whatever was chosen', async () => {
  const { inspector } = inspectorWith()
  const gpuLayers = { target: 4, draft: 4 }
  const fit = await estimateFit(
    { ...request, gpuLayers },
    { inspector, freeMemory: () => 100 * GB }
  )
  expect([fit.gpu, fit.target.gpuLayers, fit.draft.gpuLayers]).toEqual([null, 0, 0])
  expect(fit.needed.vram).toBe(0)
})

test('does not ask llama.cpp where there is more than enough, and does where there may not be', () => {
  // 2 GB of weights, 1.3 GB of keys and values, buffers: twice that is below 9 GB.
  expect(plainlyFits(request, 9 * GB)).toBe(true)
  expect(plainlyFits(request, 6 * GB)).toBe(false)
  expect(plainlyFits({ ...request, paths: 20 }, 9 * GB)).toBe(false)
})
