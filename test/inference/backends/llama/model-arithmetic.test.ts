import { expect, test } from 'vitest'
import {
  countParameters,
  flopsPerToken,
  type AttentionShape
} from '../../../../src/inference/backends/llama/model-arithmetic.ts'

const SHAPE: AttentionShape = { layers: 2, heads: 4, headSize: 16, experts: null }
const EMBEDDING = { name: 'token_embd.weight', dimensions: [64, 512] }
const OUTPUT = { name: 'output.weight', dimensions: [64, 512] }
const LAYER = { name: 'blk.0.ffn_up.weight', dimensions: [64n, 128n] }

test('counts every weight', () => {
  expect(countParameters([EMBEDDING, OUTPUT, LAYER])).toBe(2 * 64 * 512 + 64 * 128)
})

test('a token costs two FLOPs a weight, but not those of the embedding it only looks up', () => {
  const flops = flopsPerToken([EMBEDDING, OUTPUT, LAYER], { ...SHAPE, layers: 0 })
  expect(flops(0)).toBe(2 * (64 * 512 + 64 * 128))
})

test('an embedding that is also the output is multiplied', () => {
  const flops = flopsPerToken([EMBEDDING, LAYER], { ...SHAPE, layers: 0 })
  expect(flops(0)).toBe(2 * (64 * 512 + 64 * 128))
})

test('attention grows with the position', () => {
  const flops = flopsPerToken([EMBEDDING, LAYER], SHAPE)
  expect(flops(100) - flops(0)).toBe(4 * 2 * 100 * 4 * 16)
})

test('of a mixture of experts only the used ones count', () => {
  const experts = { name: 'blk.0.ffn_up_exps.weight', dimensions: [64, 128, 8] }
  const shape = { ...SHAPE, layers: 0, experts: { used: 2, total: 8 } }
  expect(flopsPerToken([EMBEDDING, OUTPUT, experts], shape)(0)).toBe(
    2 * (64 * 512 + (64 * 128 * 8 * 2) / 8)
  )
})
