import { expect, test } from 'vitest'
import {
  afterDeath,
  afterSuccess,
  nextStart
} from '../../../../src/main/engine/deaths/death-record.ts'

const wanted = { paths: 5, context: 4096, gpu: true }
const models = ['target', 'draft']

test('offers what is wanted where nothing happened', () => {
  expect(nextStart({}, models, wanted)).toEqual({
    offer: {},
    ask: false,
    reason: null,
    advice: null
  })
})

test('offers fewer paths after the memory was full, then a shorter context', () => {
  const once = afterDeath({}, models, 'out-of-memory', wanted)
  expect(nextStart(once, models, wanted)).toEqual({
    offer: { paths: 2 },
    ask: false,
    advice: 'Use 2 paths instead of 5.',
    reason:
      'The inference process ended once with these models, at last because the memory was full.'
  })
  const alone = afterDeath(once, models, 'killed', { ...wanted, paths: 1 })
  expect(nextStart(alone, models, wanted)).toMatchObject({
    offer: { paths: 1, context: 2048 },
    advice: 'Use 1 path instead of 5, and a context of 2048 tokens instead of 4096.'
  })
})

test('offers the CPU after a crash on the GPU, and fewer paths after one on the CPU', () => {
  const onGpu = afterDeath({}, models, 'aborted', wanted)
  expect(nextStart(onGpu, models, wanted)).toMatchObject({
    offer: { gpu: false },
    advice: 'Use the CPU instead of the GPU.'
  })
  const onCpu = afterDeath(onGpu, models, 'hung', { ...wanted, gpu: false })
  expect(nextStart(onCpu, models, wanted).offer).toEqual({ paths: 2, gpu: false })
})

test('asks after three deaths on one model, whichever its partner was', () => {
  let record = afterDeath({}, models, 'aborted', wanted)
  record = afterDeath(record, ['target', 'other'], 'aborted', wanted)
  expect(nextStart(record, ['target', 'third'], wanted).ask).toBe(false)
  record = afterDeath(record, ['target', 'other'], 'aborted', wanted)
  const next = nextStart(record, ['target', 'third'], wanted)
  expect(next.ask).toBe(true)
  expect(next.reason).toMatch('ended 3 times')
  expect(nextStart(record, ['draft', 'third'], wanted).ask).toBe(false)
})

test('forgets the deaths once a run has ended well', () => {
  const record = afterSuccess(afterDeath({}, models, 'aborted', wanted), ['target'])
  expect(nextStart(record, ['target'], wanted).reason).toBeNull()
  expect(nextStart(record, ['draft'], wanted).reason).not.toBeNull()
})

test('never offers more than is wanted', () => {
  const record = afterDeath({}, models, 'out-of-memory', { ...wanted, paths: 20 })
  expect(nextStart(record, models, wanted).offer).toEqual({})
})

test('does not offer the CPU to a machine that has died on nothing else', () => {
  const record = afterDeath({}, models, 'aborted', { ...wanted, gpu: false })
  // "Automatic" is wanted, and means the CPU where there is no GPU.
  expect(nextStart(record, models, wanted).offer).toEqual({ paths: 2 })
})
