import { expect, test } from 'vitest'
import { countNeed, plainlyFits, plainlyTooLarge } from '../../../src/core/memory/fit-arithmetic.ts'
import { GB, modelSummary } from '../../helpers/model-summary.ts'

const pair = { target: modelSummary('target'), draft: modelSummary('draft') }
const size = { paths: 4, context: 4096 }

test('a pair plainly fits where twice what it takes at most is free', () => {
  // 2 GB of weights, 1.3 GB of keys and values, buffers: twice that is below 9 GB.
  expect(plainlyFits({ ...pair, ...size }, 9 * GB)).toBe(true)
  expect(plainlyFits({ ...pair, ...size }, 6 * GB)).toBe(false)
  expect(plainlyFits({ ...pair, ...size, paths: 20 }, 9 * GB)).toBe(false)
})

test('a pair is plainly too large where half of what it takes is more than there is', () => {
  // Half of 2 GB of weights and 1.3 GB of keys and values, and the engine: 1.82 GB.
  expect(plainlyTooLarge(pair, size, 1.8 * GB)).toBe(true)
  expect(plainlyTooLarge(pair, size, 1.9 * GB)).toBe(false)
  expect(plainlyTooLarge(pair, { ...size, paths: 8 }, 1.9 * GB)).toBe(true)
})

test('tokens beyond what a model was trained on take nothing', () => {
  const [most, more] = [8192, 2 ** 24].map((context) => countNeed(pair, { ...size, context }, null))
  expect(more?.needed).toEqual(most?.needed)
  expect(more?.target.context).toBe(8192)
})

test('a recurrent model takes a state for each path, however long that is', () => {
  const memory = {
    layerBytes: [],
    otherBytes: GB,
    kvBytes: [0, 0],
    slidingWindow: null,
    stateBytes: 1e6
  }
  const recurrent = modelSummary('recurrent', { family: 'recurrent', memory })
  const states = [512, 8192].map(
    (context) =>
      countNeed({ target: recurrent, draft: recurrent }, { paths: 5, context }, null).target.cache
  )
  expect(states).toEqual([5e6, 5e6])
})

test('what the GPU has no room for is taken from the memory of the machine', () => {
  const without = countNeed(pair, size, null)
  const withGpu = countNeed(pair, size, 2.4 * GB)
  expect([without.target.gpuLayers, without.needed.vram]).toEqual([0, 0])
  expect(withGpu.draft.gpuLayers).toBe(11)
  expect(withGpu.target.gpuLayers).toBeLessThan(11)
  expect(withGpu.needed.vram).toBeGreaterThan(GB)
  expect(withGpu.needed.vram).toBeLessThan(2.4 * GB)
  expect(withGpu.needed.ram).toBeLessThan(without.needed.ram)
})
