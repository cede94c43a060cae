import type { LlamaEngine } from '../../src/inference/backends/llama/llama-engine.ts'
import type { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import { chat, NEVER, withModel } from './models.ts'
import { atMost, type Result } from './result.ts'
import { shortest } from './stopwatch.ts'

/** Tokens that a writer writes each time. */
export const TOKENS = 48
const ROUNDS = 5

/** n paths that write at the same time, over the same paths one after the other, on one thread. */
export async function together(
  engine: LlamaEngine,
  file: string,
  name: string,
  paths: number,
  bound: number
): Promise<Result> {
  return withModel(engine, file, { paths, contextSize: 512 }, async (model) => {
    const writers = await openWriters(model, paths)
    const [sameTime, inTurn] = await shortest(ROUNDS, [
      () => Promise.all(writers.map((write) => write())),
      async () => {
        for (const write of writers) await write()
      }
    ])
    return atMost(`${paths} paths together / in turn`, name, sameTime! / inTurn!, bound)
  })
}

/** Each writes the same number of tokens whenever it is called, from the same place. */
export async function openWriters(
  model: LlamaModel,
  count: number
): Promise<(() => Promise<void>)[]> {
  const writers: (() => Promise<void>)[] = []
  for (let path = 0; path < count; path++) {
    const { thread } = await model.open(chat(`Path ${path}: what is 127 + 88?`), NEVER)
    const start = thread.mark()
    writers.push(async () => {
      let left = TOKENS
      // A model that ends its turn early goes on writing, so that every path does the same work.
      for (let seed = path; left > 0; seed++) {
        const { usage } = await thread.write({
          end: () => null,
          maxTokens: left,
          temperature: 0.7,
          topP: 0.95,
          seed,
          signal: NEVER
        })
        left -= usage.decoded
      }
      await thread.rewind(start)
    })
  }
  return writers
}
