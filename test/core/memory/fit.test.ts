import { expect, test } from 'vitest'
import { estimateFit } from '../../../src/core/memory/fit.ts'
import type { Devices } from '../../../src/shared/inspection.ts'
import { GB, modelSummary as model } from '../../helpers/model-summary.ts'

const NOTHING = { ram: 0, vram: 0 }

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
  expect(fit.outcome).toBe('fits')
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
  expect(fit.outcome).toBe('wont-fit')
  expect(fit.advice).toBe('Use n = 2 or context 2048.')
  expect(fit.proposals).toEqual([
    { paths: 2, context: expect.any(Number) as number },
    { paths: expect.any(Number) as number, context: 2048 }
  ])
})

test('is tight where next to nothing would be left', async () => {
  expect((await fitIn(3.6 * GB)).outcome).toBe('tight')
})

test('has other advice where not even one path would fit', async () => {
  const fit = await fitIn(2 * GB)
  expect(fit.outcome).toBe('wont-fit')
  expect(fit.advice).toMatch('smaller model')
})

test('counts what the loaded pair will free', async () => {
  expect((await fitIn(3.4 * GB, { credit: { ram: 2 * GB, vram: 0 } })).outcome).toBe('fits')
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

test('says of a size beyond all memory that it will not fit, and what would, without asking llama.cpp', async () => {
  const { inspector, asked } = inspectorWith()
  const [target, draft] = [
    model('target', { contextLength: 2 ** 24 }),
    model('draft', { contextLength: 2 ** 24 })
  ]
  const fit = await estimateFit(
    { ...request, target, draft, paths: 26, context: 2 ** 24 },
    { inspector, freeMemory: () => 12 * GB }
  )
  expect(asked).toEqual([])
  expect(fit.outcome).toBe('wont-fit')
  expect(fit.target.cache).toBe(26 * 2 ** 24 * 40_960)
  expect(fit.needed.ram).toBeGreaterThan(2 * 26 * 2 ** 24 * 40_960)
  // Not even one path of that length; 26 of 2048 tokens take 4.4 GB of keys and values beside 2 GB of weights.
  expect(fit.proposals).toEqual([{ paths: 26, context: 2048 }])
  expect(fit.advice).toBe('Use context 2048.')
})

test('proposes by the headers what llama.cpp then says fits', async () => {
  const { inspector, asked } = inspectorWith()
  const pair = {
    target: model('target', { contextLength: 2 ** 17 }),
    draft: model('draft', { contextLength: 2 ** 17 })
  }
  const options = { inspector, freeMemory: () => 32 * GB }
  const { proposals } = await estimateFit(
    { ...request, ...pair, paths: 26, context: 2 ** 17 },
    options
  )
  expect(proposals).toEqual([
    { paths: 2, context: 2 ** 17 },
    { paths: 26, context: 2 ** 13 }
  ])
  expect(asked).toEqual([])
  for (const proposal of proposals) {
    expect((await estimateFit({ ...request, ...pair, ...proposal }, options)).outcome).toBe('fits')
  }
  expect(asked).toHaveLength(4)
})

test('fills the GPU first where it counts by the headers, and says where the rest is missing', async () => {
  const { inspector, asked } = inspectorWith({ gpu: 'cuda', total: 8 * GB, free: 8 * GB })
  const pair = {
    target: model('target', { contextLength: 2 ** 20 }),
    draft: model('draft', { contextLength: 2 ** 20 })
  }
  const sized = { ...request, ...pair, paths: 8, context: 2 ** 20 }
  const options = { inspector, freeMemory: () => 3 * GB }
  const { outcome, needed, free, proposals } = await estimateFit(sized, options)
  expect(asked).toEqual([])
  expect(outcome).toBe('wont-fit')
  expect(needed.vram).toBeLessThanOrEqual(free.vram)
  expect(needed.ram).toBeGreaterThan(free.ram)
  // Together 5.2 GB of keys and values and 2 GB of weights, more than the machine's own memory holds.
  expect(proposals).toEqual([{ paths: 8, context: 2 ** 13 }])

  const chosen = { ...sized, gpuLayers: { target: 11, draft: 11 } }
  expect((await estimateFit(chosen, options)).needed.vram).toBeGreaterThan(free.vram)
})

test('asks llama.cpp where the headers leave it open, as some models keep less than they suggest', async () => {
  const { inspector, asked } = inspectorWith()
  // 2 GB of weights and 1.34 GB of keys and values by the headers.
  const fit = await estimateFit(request, { inspector, freeMemory: () => 3 * GB })
  expect(fit.outcome).toBe('wont-fit')
  expect(asked).toHaveLength(2)
})
