import { expect, test } from 'vitest'
import type { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import { bundled, chatOf, loadModel, NEVER, spyOnBatches } from '../helpers/live-models.ts'

/** What selection hands on to the paths: the evaluation of the problem that both prompts begin with. */

const PROBLEM = 'Mia buys 12 boxes of 24 pencils each and gives 37 pencils away. How many are left?'
const SELECTION = chatOf(
  `${PROBLEM}\nPick the best strategies.\nA) left to right\nB) tens and ones`
)
const PATH = chatOf(`${PROBLEM}\nStrategy: tens and ones`)
const WHOLE = { likelihood: { apartFrom: null } }
const OWN = { likelihood: { apartFrom: chatOf('\nStrategy: tens and ones') } }
const DIGITS = [...'0123456789']

async function opened(model: LlamaModel, options = {}) {
  const { thread, usage, likelihood } = await model.open(PATH, NEVER, options)
  const { probabilities } = await thread.choices(null, DIGITS, NEVER)
  await thread.close()
  return { usage, likelihood, probabilities }
}

async function select(model: LlamaModel, options = {}): Promise<void> {
  const { thread } = await model.open(SELECTION, NEVER, options)
  await thread.choices(null, ['A', 'B'], NEVER)
  await thread.close({ handOn: true })
}

test('a prompt reads only what differs from the one that was handed on, in the same sequence', async () => {
  const model = await loadModel(bundled.target)
  const alone = await opened(model)
  await select(model)
  const batches = spyOnBatches(model.context)
  const after = await opened(model)
  expect(after.usage.prefilled).toBeLessThan(alone.usage.prefilled / 2)
  expect(batches.reduce((sum, size) => sum + size, 0)).toBe(after.usage.prefilled + 1)
  expect(after.usage.reevaluated).toBe(0)
  after.probabilities.forEach((probability, i) => {
    expect(probability).toBeCloseTo(alone.probabilities[i]!, 3)
  })
})

test.each([
  ['the prompt is', WHOLE],
  ['what it has of its own is', OWN]
])('how likely %s stays known, for one token evaluated again', async (_, options) => {
  const model = await loadModel(bundled.target)
  const alone = await opened(model, options)
  await select(model, options)
  const after = await opened(model, options)
  expect(after.likelihood).toBeCloseTo(alone.likelihood!, 2)
  expect(after.usage.boundary).toBe(1)
  expect(after.usage.reevaluated).toBe(0)
  expect(after.usage.prefilled).toBeLessThan(alone.usage.prefilled / 2)
})

test('says nothing of the likelihood where it was not asked for from the beginning', async () => {
  const model = await loadModel(bundled.target)
  await select(model)
  expect((await opened(model, WHOLE)).likelihood).toBeNull()
})

test('what a prompt has of its own is as likely whatever words follow it', async () => {
  const model = await loadModel(bundled.target)
  const alone = await model.open(chatOf(PROBLEM), NEVER, { likelihood: { apartFrom: chatOf('') } })
  await alone.thread.close()
  const along = await opened(model, OWN)
  expect(along.likelihood).toBeCloseTo(alone.likelihood!, 1)
  expect(along.likelihood).toBeLessThan((await opened(model, WHOLE)).likelihood!)
})

test('a thread that is closed while a prompt is copied from it waits for that', async () => {
  const model = await loadModel(bundled.target, { paths: 2 })
  let { thread } = await model.open(PATH, NEVER)
  for (let round = 0; round < 10; round++) {
    const opening = model.open(PATH, NEVER)
    await new Promise(setImmediate)
    await thread.close()
    const { thread: next, usage } = await opening
    expect(usage.prefilled).toBe(0)
    thread = next
  }
})

test('an attempt does not depend on what the one before it left', async () => {
  const model = await loadModel(bundled.target)
  const alone = await opened(model)
  await select(model)
  await model.forget()
  expect((await opened(model)).usage.prefilled).toBe(alone.usage.prefilled)
})

test('shares nothing in exact mode', async () => {
  const model = await loadModel(bundled.target, { exact: true })
  const alone = await opened(model)
  await select(model)
  const after = await opened(model)
  expect(after.usage.prefilled).toBe(alone.usage.prefilled)
  expect(after.probabilities).toEqual(alone.probabilities)
})
