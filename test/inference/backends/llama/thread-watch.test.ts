import { expect, test } from 'vitest'
import { Dispatcher } from '../../../../src/inference/backends/llama/dispatcher.ts'
import { ThreadWatch } from '../../../../src/inference/backends/llama/thread-watch.ts'

/** A watch over batches that should take 10 ms a token, and how often it called. */
function watch() {
  const calls = { count: 0 }
  const watching = new ThreadWatch(
    (tokens) => 10 * tokens,
    () => (calls.count += 1)
  )
  return { watching, calls }
}

test('calls after three late batches in a row, and again after three more', () => {
  const { watching, calls } = watch()
  watching.note(1, 300)
  watching.note(2, 300)
  expect(calls.count).toBe(0)
  watching.note(1, 300)
  expect(calls.count).toBe(1)
  for (let i = 0; i < 3; i++) watching.note(1, 300)
  expect(calls.count).toBe(2)
})

test('does not call for batches that are late now and then', () => {
  const { watching, calls } = watch()
  for (let i = 0; i < 10; i++) {
    watching.note(1, 300)
    watching.note(1, 300)
    watching.note(1, 12)
  }
  expect(calls.count).toBe(0)
})

test('takes a long text to take longer, and a tiny model to stumble', () => {
  const { watching, calls } = watch()
  for (let i = 0; i < 10; i++) watching.note(20, 600)
  const tiny = new ThreadWatch(
    () => 0.5,
    () => (calls.count += 1)
  )
  for (let i = 0; i < 10; i++) tiny.note(1, 15)
  expect(calls.count).toBe(0)
})

test('hears of every batch and of all its tokens', async () => {
  const batches: number[] = []
  const dispatcher = new Dispatcher(
    (waiting) => [waiting.map((_, index) => index)],
    (tokens, ms) => {
      expect(ms).toBeGreaterThanOrEqual(0)
      batches.push(tokens)
    }
  )
  await Promise.all(
    [3, 4].map((tokens, sequence) => dispatcher.run({ tokens, sequence }, () => Promise.resolve()))
  )
  await dispatcher.run({ tokens: 5, sequence: 0 }, () => Promise.resolve())
  // A batch is told of once its waiters have gone on.
  await new Promise(setImmediate)
  expect(batches).toEqual([7, 5])
})
