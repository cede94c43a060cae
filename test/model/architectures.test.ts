import { expect, test } from 'vitest'
import { chatOf, loadModel, NEVER, randomModelFile, spyOnBatches } from '../helpers/live-models.ts'
import type { RandomModel } from '../helpers/random-gguf.ts'

const WINDOW = 128
const LONG = 'the step is in the text. '.repeat(40)
const CONTINUATIONS = ['a', 'b', 'c', 'd', '0', '1', '2']

/**
 * Models whose sequences cannot simply be cut: a sliding window forgets, a recurrent state cannot go back. Where such a one
 * ended its turn, a few tokens are read again, and billed so; with these seeds none does.
 */
const MODELS: Record<string, Partial<RandomModel>> = {
  'sliding windows': { architecture: 'gemma3', layers: 6, window: WINDOW },
  'a recurrent state': { architecture: 'mamba' },
  'attention and recurrent states in turn': { architecture: 'jamba', layers: 4, seed: 2 },
  'biases (qwen2)': { architecture: 'qwen2' }
}

test.each(Object.entries(MODELS))(
  'with %s, a rollback leaves exactly what was there before',
  async (_, options) => {
    const file = randomModelFile({ ...options, sureness: 0.05 })
    const rolled = await loadModel(file)
    const { thread } = await rolled.open(chatOf('Begin.'), NEVER)
    await thread.append('In the beginning. ', NEVER)
    const mark = thread.mark()
    await thread.tokenProbabilities(LONG, NEVER)
    await thread.choices({ user: 'Which?', opening: '', thinking: null }, CONTINUATIONS, NEVER)
    await thread.rewind(mark)
    await thread.append('the other text. ', NEVER)

    const fresh = await loadModel(file)
    const { thread: straight } = await fresh.open(chatOf('Begin.'), NEVER)
    await straight.append('In the beginning. ', NEVER)
    await straight.append('the other text. ', NEVER)

    const [after, expected] = [
      await thread.choices(null, CONTINUATIONS, NEVER),
      await straight.choices(null, CONTINUATIONS, NEVER)
    ]
    after.probabilities.forEach((probability, i) => {
      expect(probability).toBeCloseTo(expected.probabilities[i]!, 4)
    })
  }
)

test.each(Object.entries(MODELS))(
  'with %s, every evaluated token is on the bill',
  async (_, options) => {
    const model = await loadModel(randomModelFile(options))
    const batches = spyOnBatches(model.context)
    const { thread, usage } = await model.open(chatOf('Begin.'), NEVER)
    let counted = usage.prefilled + usage.decoded
    let reevaluated = usage.reevaluated
    for (let step = 0; step < 6; step++) {
      const mark = thread.mark()
      const read = await thread.tokenProbabilities('the step is in the text.\n\n', NEVER)
      counted += read.usage.prefilled
      reevaluated += read.usage.reevaluated
      if (step % 2 === 0) continue
      await thread.rewind(mark)
      const written = await thread.write({
        end: () => null,
        maxTokens: 10,
        temperature: 1,
        topP: 1,
        seed: step,
        signal: NEVER
      })
      counted += written.usage.prefilled + written.usage.decoded
      reevaluated += written.usage.reevaluated
      expect(written.usage.boundary).toBeLessThanOrEqual(1)
    }
    expect(counted).toBe(batches.reduce((sum, size) => sum + size, 0))
    expect(reevaluated).toBe(0)
  }
)

test.each(['a recurrent state', 'attention and recurrent states in turn'])(
  'with %s, a character that is half written at the limit is ended, and nothing is read again',
  async (kind) => {
    const model = await loadModel(randomModelFile(MODELS[kind]))
    const { thread } = await model.open(chatOf('Begin.'), NEVER)
    const mark = thread.mark()
    const limit = 10
    const beyond: number[] = []
    for (let seed = 0; seed < 40; seed++) {
      const options = { end: () => null, maxTokens: limit, temperature: 1, topP: 1, seed }
      const written = await thread.write({ ...options, signal: NEVER })
      const read = await thread.tokenProbabilities(' and so on', NEVER)
      if (written.stop === 'length') {
        beyond.push(written.tokens - limit)
        expect(read.usage.reevaluated).toBe(0)
        expect(written.text).not.toMatch(/\uFFFD$/)
      }
      await thread.rewind(mark)
    }
    expect(Math.min(...beyond)).toBe(0)
    expect(Math.max(...beyond)).toBeLessThanOrEqual(3)
    expect(beyond.filter((more) => more > 0).length).toBeGreaterThan(3)
  }
)
