import type { LlamaEngine } from '../../src/inference/backends/llama/llama-engine.ts'
import { chat, NEVER, textOf, withModel } from './models.ts'
import { reported, type Result } from './result.ts'
import { shortest } from './stopwatch.ts'

const STEP = 16
const ROUNDS = 60

/** Reading a step with the probability of each of its tokens, over reading it alone: what the probabilities add. */
export async function readProbabilities(
  engine: LlamaEngine,
  file: string,
  name: string
): Promise<Result> {
  return withModel(engine, file, {}, async (model) => {
    const { thread } = await model.open(chat('What is 127 + 88?'), NEVER)
    const start = thread.mark()
    const step = textOf(model, STEP)
    const [read, alone] = await shortest(ROUNDS, [
      async () => {
        await thread.tokenProbabilities(step, NEVER)
        await thread.rewind(start)
      },
      async () => {
        await thread.append(step, NEVER)
        await thread.rewind(start)
      }
    ])
    const each = ((read! - alone!) / STEP) * 1000
    return reported(
      `a step of ${STEP} tokens with their probabilities / without`,
      name,
      `${(read! / alone!).toFixed(2)} (${each.toFixed(0)} µs a token)`
    )
  })
}
