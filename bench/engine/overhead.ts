import type { LlamaEngine } from '../../src/inference/backends/llama/llama-engine.ts'
import type { SolveOptions } from '../../src/shared/options.ts'
import { attempt } from './attempt.ts'
import { watchDecode } from './hooks.ts'
import { withPair, type PairPaths } from './models.ts'
import { atMost, type Result } from './result.ts'

const ROUNDS = 3

/** Share of the time, in per cent, in which no context is within llama.cpp's decode: three paths, whole attempts. */
export async function timeOutsideDecode(
  engine: LlamaEngine,
  paths: PairPaths,
  method: SolveOptions['method'],
  bound: number
): Promise<Result> {
  return withPair(engine, paths, { paths: 3 }, async (pair) => {
    const decode = watchDecode([pair.draft.context, pair.target.context])
    let least = Infinity
    for (let round = 0; round < ROUNDS; round++) {
      decode.ms = 0
      const { finished } = await attempt(pair, { method, threshold: 0, maxTokens: 96 })
      least = Math.min(least, 100 * (1 - decode.ms / finished.wallMs))
    }
    const what = `time outside decode, ${method}, 3 paths`
    return atMost(what, paths.name, least, bound, ' %')
  })
}
