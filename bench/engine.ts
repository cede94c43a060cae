import { availableParallelism, cpus } from 'node:os'
import { engineVersion, type LlamaEngine } from '../src/inference/backends/llama/llama-engine.ts'
import { cancelToIdle } from './engine/cancel.ts'
import { digitProbabilities } from './engine/digits.ts'
import { evaluatedTwice } from './engine/evaluated-twice.ts'
import { makeModels, startBench, type Models } from './engine/models.ts'
import { timeOutsideDecode } from './engine/overhead.ts'
import { table, type Result } from './engine/result.ts'
import { suffixScoring } from './engine/suffix-scoring.ts'
import { together } from './engine/together.ts'

/**
 * What the inference layer adds to llama.cpp, as ratios within this run (docs/performance.md). Run it on a quiet
 * machine: `npm run bench`. Ends with 1 where a bound does not hold.
 */

/** Paths, and what they may take together over what they take in turn, on the large and on the bundled target. */
const TOGETHER = [
  { paths: 2, large: 1.05, bundled: 1.05 },
  { paths: 3, large: 1.05, bundled: 1.05 },
  { paths: 4, large: 1, bundled: 1.05 },
  { paths: 8, large: 0.75, bundled: 1.05 }
]

const models = makeModels()
try {
  const engine = await startBench(models.bundled)
  console.log(
    `${cpus()[0]?.model ?? 'processor'}, ${availableParallelism()} cores, one thread a model; ${await engineVersion()}, Node ${process.versions.node}\n`
  )
  const results = await measureAll(engine, models)
  console.log(table(results))
  process.exitCode = results.every(({ holds }) => holds) ? 0 : 1
} finally {
  models.remove()
}

async function measureAll(
  engine: LlamaEngine,
  { bundled, large, wide }: Models
): Promise<Result[]> {
  const results: Result[] = []
  const measures: (() => Promise<Result | Result[]>)[] = [
    () => evaluatedTwice(engine, bundled, 7),
    () => evaluatedTwice(engine, large, 0),
    () => timeOutsideDecode(engine, large, 'parallel', 10),
    () => timeOutsideDecode(engine, large, 'ssr', 10),
    ...TOGETHER.flatMap((each) => [
      () => together(engine, large.target, '62M', each.paths, each.large),
      () => together(engine, bundled.target, 'bundled target', each.paths, each.bundled)
    ]),
    () => digitProbabilities(engine, wide),
    () => suffixScoring(engine, large.target, '62M'),
    () => cancelToIdle(engine, large.target, '62M')
  ]
  for (const [index, measure] of measures.entries()) {
    process.stderr.write(`\r${index + 1}/${measures.length} `)
    results.push(...[await measure()].flat())
  }
  process.stderr.write('\r')
  return results
}
