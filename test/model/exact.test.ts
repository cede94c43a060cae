import { expect, test } from 'vitest'
import type { Chat, Model } from '../../src/core/ports.ts'
import { bundled, chatOf, loadModel, NEVER, paragraph } from '../helpers/live-models.ts'

const PROBLEMS = [
  'Sam has 127 stamps and gets 88 more. How many?\nStrategy: left to right',
  'Sam has 127 stamps and gets 88 more. How many?\nStrategy: equation',
  'From 2 kg of flour Ali bakes 7 cakes with 83 g each. How many g are left?',
  'Compute 47 + 38.\nStrategy: tens and ones'
].map((user) => chatOf(user))

/** Four steps of a path at a temperature, read back by the model itself after each. */
async function path(model: Model, chat: Chat, seed: number): Promise<string> {
  const { thread } = await model.open(chat, NEVER)
  let text = ''
  for (let step = 0; step < 4; step++) {
    const mark = thread.mark()
    const options = { end: paragraph, maxTokens: 40, temperature: 4, topP: 1, signal: NEVER }
    const written = await thread.write({ ...options, seed: seed + step })
    await thread.rewind(mark)
    await thread.tokenProbabilities(written.text, NEVER)
    text += written.text
  }
  await thread.close()
  return text
}

test('the same seed writes the same text', async () => {
  const model = await loadModel(bundled.target, { exact: true })
  const write = (seed: number) => path(model, PROBLEMS[2]!, seed)
  const texts = [await write(5), await write(50), await write(500)]
  expect([await write(5), await write(50), await write(500)]).toEqual(texts)
  expect(new Set(texts).size).toBeGreaterThan(1)
})

test('in exact mode a path does not depend on the others', async () => {
  const model = await loadModel(bundled.target, { exact: true, paths: 4 })
  const together = await Promise.all(PROBLEMS.map((chat, i) => path(model, chat, i)))
  const alone: string[] = []
  for (const [i, chat] of PROBLEMS.entries()) alone.push(await path(model, chat, i))
  expect(together).toEqual(alone)
})

test('in exact mode a path does not depend on how many there could be', async () => {
  const [one, four] = [
    await loadModel(bundled.target, { exact: true, paths: 1 }),
    await loadModel(bundled.target, { exact: true, paths: 4 })
  ]
  expect(await path(one, PROBLEMS[2]!, 9)).toBe(await path(four, PROBLEMS[2]!, 9))
})
