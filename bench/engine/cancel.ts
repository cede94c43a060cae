import { Cancelled } from '../../src/core/ports.ts'
import type { LlamaEngine } from '../../src/inference/backends/llama/llama-engine.ts'
import { chat, NEVER, textOf, withModel } from './models.ts'
import { reported, type Result } from './result.ts'

const ROUNDS = 5
const TOKENS = 1500

/** Milliseconds from the signal until the model is idle: while reading a long text, and while writing. */
export async function cancelToIdle(
  engine: LlamaEngine,
  file: string,
  name: string
): Promise<Result[]> {
  return withModel(engine, file, {}, async (model) => {
    const { thread } = await model.open(chat('What is 127 + 88?'), NEVER)
    const start = thread.mark()
    const text = textOf(model, TOKENS)
    const reading = await idleTimes(async (signal) => {
      await thread.append(text, signal)
    })
    await thread.rewind(start)
    const writing = await idleTimes(async (signal) => {
      const greedy = { end: () => null, maxTokens: 1500, temperature: 1, topP: 1, seed: 1 }
      await thread.write({ ...greedy, signal })
    })
    return [
      reported(`cancel to idle, reading ${TOKENS} tokens`, name, spread(reading)),
      reported('cancel to idle, writing a step', name, spread(writing))
    ]
  })
}

async function idleTimes(work: (signal: AbortSignal) => Promise<void>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const abort = new AbortController()
    let aborted = 0
    setTimeout(() => {
      aborted = performance.now()
      abort.abort()
    }, 100)
    const error: unknown = await work(abort.signal).catch((error: unknown) => error)
    if (!(error instanceof Cancelled)) throw new Error('The work was over before it was cancelled')
    times.push(performance.now() - aborted)
  }
  return times.sort((a, b) => a - b)
}

function spread(times: readonly number[]): string {
  const median = times[Math.floor(times.length / 2)]!
  return `${median.toFixed(0)} ms (longest ${times.at(-1)!.toFixed(0)})`
}
