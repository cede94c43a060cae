import { existsSync, mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { deriveSeed } from '../../src/core/random.ts'
import { solve } from '../../src/core/solve.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import type { Problem } from '../../src/shared/problem-set.ts'
import { bundledWords } from '../../test/helpers/bundled-words.ts'
import { writeGguf } from '../../test/helpers/gguf-writer.ts'
import { LIVE_OPTIONS } from '../../test/helpers/live-options.ts'
import { randomModel, type RandomModel } from '../../test/helpers/random-gguf.ts'
import { DRAFT, NEVER, startBench, TARGET, withPair } from '../engine/models.ts'
import { coinPair, tokenizerOf } from './coin-pair.ts'
import { figuresOf } from './figures.ts'
import { COIN_SET } from './goals.ts'
import type { Measurements } from './measured.ts'

/** Drafted steps that the coin lets stand. */
const ACCEPTANCE = 0.85
const VARIANTS = [
  { name: 'baseline', method: 'baseline' },
  { name: 'parallel-spm n=3', method: 'parallel-spm' },
  { name: 'ssr n=3', method: 'ssr' }
] as const
const BUNDLED = join(import.meta.dirname, '../../resources/models/tandem-school-target.Q8_0.gguf')

/** The methods in turns on a pair of 10 and 62 million random weights, along real solutions. */
export async function measureCoin(
  folder: string,
  problems: readonly Problem[],
  { repeats, seed }: { readonly repeats: number; readonly seed: number },
  measurements: Measurements,
  stop: { readonly asked: boolean }
): Promise<void> {
  const paths = {
    name: '10M / 62M',
    draft: await modelIn(folder, 'draft', DRAFT),
    target: await modelIn(folder, 'target', TARGET)
  }
  const engine = await startBench(paths)
  // As in the program: a thread for each model, at the same time.
  engine.llama.maxThreads = availableParallelism()
  const { prompts, pool } = bundledWords
  await withPair(engine, paths, { paths: 3, contextSize: 1024 }, async (pair) => {
    const tokensOf = (text: string) => pair.target.context.model.tokenize(text).length
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const [index, { id, text, solution }] of problems.entries()) {
        if (solution === undefined) continue
        const steps = solution
          .split(/(?<=\n\n)/)
          .map((step) => ({ text: step, tokens: tokensOf(step) }))
        for (const { name, method } of VARIANTS) {
          if (stop.asked) return
          const key = { set: COIN_SET, problem: id, repeat, variant: name }
          if (measurements.has(key)) continue
          const own = deriveSeed(seed, id, repeat)
          const limits = { maxStepTokens: 512, maxTokens: 1024 }
          let view = emptyView()
          for await (const event of solve({
            problem: text,
            options: { ...LIVE_OPTIONS, ...limits, method, seed: own },
            prompts,
            pool,
            pair: coinPair(pair, { steps, acceptance: ACCEPTANCE, seed: own }),
            clock: () => performance.now(),
            signal: NEVER,
            stoppedPaths: new Set<number>(),
            baseline: null
          })) {
            view = fold(view, event)
          }
          if (view.outcome === 'failed') throw new Error(`${name}: ${view.cause ?? 'failed'}`)
          await Promise.all([pair.draft.forget(), pair.target.forget()])
          measurements.add({ ...key, ...figuresOf(view, true) })
        }
        process.stderr.write(`\r${COIN_SET}: repeat ${repeat + 1}, problem ${index + 1} `)
      }
    }
  })
  process.stderr.write('\n')
}

/** A model of random weights that reads texts as the bundled pair does. */
async function modelIn(
  folder: string,
  name: string,
  options: Partial<RandomModel>
): Promise<string> {
  const path = join(folder, 'models', `${name}.gguf`)
  if (existsSync(path)) return path
  mkdirSync(join(folder, 'models'), { recursive: true })
  const file = randomModel({ type: 'q8_0', context: 4096, ...options })
  const own = Object.entries(file.metadata).filter(([key]) => !key.startsWith('tokenizer.'))
  const metadata = { ...Object.fromEntries(own), ...(await tokenizerOf(BUNDLED)) }
  writeGguf(path, { ...file, metadata })
  return path
}
