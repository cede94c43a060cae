import type { LlamaEngine } from '../../src/inference/backends/llama/llama-engine.ts'
import { chat, NEVER, withModel } from './models.ts'
import { atMost, type Result } from './result.ts'
import { shortest } from './stopwatch.ts'

const DIGITS = [...'0123456789']
const ROUNDS = 30

/** Reading the probabilities of ten digits, over writing one greedy token. */
export async function digitProbabilities(engine: LlamaEngine, wide: string): Promise<Result> {
  return withModel(engine, wide, {}, async (model) => {
    const { thread } = await model.open(chat('What is 127 + 88?'), NEVER)
    const start = thread.mark()
    const greedy = { end: () => null, maxTokens: 1, temperature: 0, topP: 1, seed: 1 }
    const [digits, token] = await shortest(ROUNDS, [
      () => thread.choices(null, DIGITS, NEVER),
      async () => {
        await thread.write({ ...greedy, signal: NEVER })
        await thread.rewind(start)
      }
    ])
    return atMost(
      '10 digit probabilities / 1 greedy token',
      '150k vocabulary',
      digits! / token!,
      1.3
    )
  })
}
