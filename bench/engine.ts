import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus } from 'node:os'
import { engineVersion, type LlamaEngine } from '../src/inference/backends/llama/llama-engine.ts'
import { cancelToIdle } from './engine/cancel.ts'
import { digitProbabilities } from './engine/digits.ts'
import { evaluatedTwice } from './engine/evaluated-twice.ts'
import { makeModels, startBench, type Models } from './engine/models.ts'
import { timeOutsideDecode } from './engine/overhead.ts'
import { readProbabilities } from './engine/read-probabilities.ts'
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

const PARTS = ['bundled', 'large'] as const
type Part = (typeof PARTS)[number]

const part = PARTS.find((name) => name === process.argv[2])
if (part === undefined) measureInTurn()
else await measurePart(part)

/** Each pair in a process of its own, since a process has one CPU backend, and each pair runs fastest on its own. */
function measureInTurn(): void {
  console.log(
    `${cpus()[0]?.model ?? 'processor'}, ${availableParallelism()} cores, one thread a model`
  )
  const results = PARTS.flatMap((name) => {
    const output = execFileSync(process.execPath, [import.meta.filename, name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit']
    })
    const [engine, measured] = JSON.parse(output.trimEnd().split('\n').at(-1)!) as [
      string,
      Result[]
    ]
    console.log(`${name}: ${engine}`)
    return measured
  })
  console.log(`\n${table(results)}`)
  process.exitCode = results.every(({ holds }) => holds) ? 0 : 1
}

/** Prints, as one line of JSON, what it ran on and its results. */
async function measurePart(name: Part): Promise<void> {
  const models = makeModels()
  try {
    const engine = await startBench(models[name])
    const measures = name === 'bundled' ? ofBundled(engine, models) : ofLarge(engine, models)
    const results: Result[] = []
    for (const [index, measure] of measures.entries()) {
      process.stderr.write(`\r${name}: ${index + 1} of ${measures.length} `)
      results.push(...[await measure()].flat())
    }
    process.stderr.write('\r')
    const device = `${engine.device}, ${await engineVersion()}, Node ${process.versions.node}`
    console.log(JSON.stringify([device, results]))
  } finally {
    models.remove()
  }
}

type Measure = () => Promise<Result | Result[]>

function ofBundled(engine: LlamaEngine, { bundled }: Models): Measure[] {
  return [
    () => evaluatedTwice(engine, bundled, 7),
    () => timeOutsideDecode(engine, bundled, 'ssr', 6),
    () => readProbabilities(engine, bundled.target, 'bundled target'),
    ...TOGETHER.map((each) => () => {
      return together(engine, bundled.target, 'bundled target', each.paths, each.bundled)
    })
  ]
}

function ofLarge(engine: LlamaEngine, { large, wide }: Models): Measure[] {
  return [
    () => evaluatedTwice(engine, large, 0),
    () => timeOutsideDecode(engine, large, 'parallel', 10),
    () => timeOutsideDecode(engine, large, 'ssr', 5),
    ...TOGETHER.map((each) => () => {
      return together(engine, large.target, '62M', each.paths, each.large)
    }),
    () => digitProbabilities(engine, wide),
    () => readProbabilities(engine, large.target, '62M'),
    () => suffixScoring(engine, large.target, '62M'),
    () => cancelToIdle(engine, large.target, '62M')
  ]
}
