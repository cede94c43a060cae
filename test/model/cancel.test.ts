import { expect, test } from 'vitest'
import { Cancelled, type CancelSignal } from '../../src/core/ports.ts'
import { bundled, chatOf, loadModel, NEVER, spyOnBatches } from '../helpers/live-models.ts'

const CHUNK = 64
const LONG = '127+88=215. '.repeat(30)

/** A signal that is given when it has been looked at so many times. */
function afterLooks(count: number): CancelSignal {
  let looks = 0
  return {
    get aborted() {
      return ++looks > count
    }
  }
}

async function cancelled(call: Promise<unknown>): Promise<Cancelled> {
  const error: unknown = await call.catch((error: unknown) => error)
  expect(error).toBeInstanceOf(Cancelled)
  return error as Cancelled
}

test('reading stops at the next chunk, and the bill says what was read', async () => {
  const model = await loadModel(bundled.target)
  const { thread } = await model.open(chatOf('Compute.'), NEVER)
  const { length } = thread
  const batches = spyOnBatches(model.context)
  for (const call of [
    () => thread.append(LONG, afterLooks(2)),
    () => thread.tokenProbabilities(LONG, afterLooks(2)),
    () => thread.choices({ user: LONG, opening: '', thinking: null }, ['0', '1'], afterLooks(2))
  ]) {
    batches.length = 0
    const { usage } = await cancelled(call())
    expect(batches).toEqual([CHUNK, CHUNK])
    expect(usage.prefilled).toBe(2 * CHUNK)
    expect(thread.length).toBe(length)
  }
})

test('opening stops at the next chunk and gives the sequence back', async () => {
  const model = await loadModel(bundled.target, { paths: 1 })
  // It is looked at once before anything is read.
  const { usage } = await cancelled(model.open(chatOf(LONG), afterLooks(2)))
  expect(usage.prefilled).toBe(CHUNK)
  await expect(model.open(chatOf('Compute.'), NEVER)).resolves.toBeDefined()
})

test('writing stops at the next token', async () => {
  const model = await loadModel(bundled.target)
  const { thread } = await model.open(chatOf('Compute 47 + 38.'), NEVER)
  const { length } = thread
  const options = { end: () => null, maxTokens: 100, temperature: 0, topP: 1, seed: 1 }
  const { usage } = await cancelled(thread.write({ ...options, signal: afterLooks(3) }))
  expect(usage.decoded).toBe(3)
  expect(thread.length).toBe(length)
})

test('after a cancelled call a thread goes on as if it had not been made', async () => {
  const model = await loadModel(bundled.target, { paths: 2, exact: true })
  const chat = chatOf('Compute 47 + 38.')
  const options = { end: () => null, maxTokens: 30, temperature: 0, topP: 1, seed: 1 }
  const [{ thread }, { thread: undisturbed }] = [
    await model.open(chat, NEVER),
    await model.open(chat, NEVER)
  ]
  await cancelled(thread.append(LONG, afterLooks(2)))
  await cancelled(thread.write({ ...options, temperature: 2, signal: afterLooks(5) }))
  const { text } = await thread.write({ ...options, signal: NEVER })
  expect(text).toBe((await undisturbed.write({ ...options, signal: NEVER })).text)
})
