import { expect, test } from 'vitest'
import { solve } from '../../src/core/solve.ts'
import { addUsage, totalUsage } from '../../src/shared/cost.ts'
import type { AttemptEventOf } from '../../src/shared/events.ts'
import type { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import {
  bundled,
  chatOf,
  loadModel,
  NEVER,
  paragraph,
  randomModelFile,
  spyOnBatches
} from '../helpers/live-models.ts'
import { bundledWords } from '../helpers/bundled-words.ts'
import { LIVE_OPTIONS } from '../helpers/live-options.ts'

const LARGE = { vocabulary: 150_000, tokenizer: 'variant', type: 'q8_0', sureness: 0.05 } as const
const PROBLEM = 'Sam has 127 stamps and gets 88 more. How many?'

test('two models with different tokenizers hold the same text', async () => {
  const draft = await loadModel(bundled.draft)
  const target = await loadModel(randomModelFile(LARGE))
  const [d, t] = [
    await draft.open(chatOf(PROBLEM), NEVER),
    await target.open(chatOf(PROBLEM), NEVER)
  ]
  const options = { end: paragraph, maxTokens: 12, temperature: 0.8, topP: 0.95, signal: NEVER }
  let text = ''
  for (let seed = 0; seed < 6; seed++) {
    const [writer, reader] = seed % 2 === 0 ? [d.thread, t.thread] : [t.thread, d.thread]
    const written = await writer.write({ ...options, seed })
    await reader.tokenProbabilities(written.text, NEVER)
    text += written.text
  }
  expect(ending(draft, text.length)).toBe(text)
  expect(ending(target, text.length)).toBe(text)
  expect(t.thread.length).not.toBe(d.thread.length)
})

test.each([
  ['accepts every step', 0],
  ['rewrites every step', 9]
])('a target of 150,000 tokens %s of the bundled draft', async (_, threshold) => {
  const paths = 3
  const pair = {
    draft: await loadModel(bundled.draft, { paths }),
    target: await loadModel(randomModelFile(LARGE), { paths })
  }
  const batches = {
    draft: spyOnBatches(pair.draft.context),
    target: spyOnBatches(pair.target.context)
  }
  let finished: AttemptEventOf<'finished'> | null = null
  const steps = { 'step-accepted': 0, 'step-rewritten': 0 }
  const attempt = solve({
    problem: PROBLEM,
    options: { ...LIVE_OPTIONS, paths, threshold, maxStepTokens: 16, maxTokens: 40, seed: 3 },
    ...bundledWords,
    pair,
    clock: () => performance.now(),
    signal: NEVER,
    stoppedPaths: new Set<number>(),
    baseline: null
  })
  for await (const event of attempt) {
    if (event.type === 'step-accepted' || event.type === 'step-rewritten') steps[event.type] += 1
    if (event.type === 'finished') finished = event
  }
  expect(steps[threshold === 0 ? 'step-rewritten' : 'step-accepted']).toBe(0)
  expect(steps[threshold === 0 ? 'step-accepted' : 'step-rewritten']).toBeGreaterThan(2)
  const { bill } = finished!
  for (const role of ['draft', 'target'] as const) {
    const { prefilled, decoded, reevaluated } = totalUsage(bill[role])
    expect(prefilled + decoded).toBe(batches[role].reduce((sum, size) => sum + size, 0))
    expect(reevaluated).toBe(0)
  }
  const { boundary } = addUsage(bill.target.write, bill.target.score)
  expect(boundary).toBeLessThanOrEqual(2 * (steps['step-accepted'] + steps['step-rewritten']))
})

/** The last characters that a model's only thread holds. */
function ending(model: LlamaModel, characters: number): string {
  const [open] = model.openTexts()
  return model.context.model.detokenize(open!.text.tokens).slice(-characters)
}
