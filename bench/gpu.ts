/**
 * What a GPU gains over the processor, with the program's own engine, for a pair of random weights of a real pair's
 * size: tokens a second, whether the bundled pair answers the same on both, and the memory estimate against what is
 * taken. Each device is measured in a process of its own, one after the other.
 *
 *   npx node bench/gpu.ts [auto | cuda | vulkan | metal]
 *
 * Ends with 1 where the GPU is not faster or answers otherwise, and where the one that was asked for is not there.
 * Without any GPU there is nothing to measure: it says so, and ends with 0.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NoBinaryFoundError } from 'node-llama-cpp'
import {
  startEngine,
  type LlamaEngine,
  type Gpu
} from '../src/inference/backends/llama/llama-engine.ts'
import type { LlamaModel } from '../src/inference/backends/llama/llama-model.ts'
import { readBundledPair } from '../src/main/models/bundled-pair.ts'
import { estimateFit } from '../src/core/memory/fit.ts'
import { createInspector } from '../src/main/models/inspector.ts'
import { totalUsage } from '../src/shared/cost.ts'
import { writeRandomModel } from '../test/helpers/random-gguf.ts'
import { attempt } from './engine/attempt.ts'
import { chat, NEVER, textOf, withModel, withPair, type PairPaths } from './engine/models.ts'
import { shortest } from './engine/stopwatch.ts'
import { openWriters, TOKENS } from './engine/together.ts'

const GPUS: readonly string[] = ['auto', 'cuda', 'vulkan', 'metal']
const ROUNDS = 2
const READ_TOKENS = 1024
const PATHS = [1, 3, 8]
/** The contexts whose memory is compared with the estimate. */
const CONTEXTS = { paths: 8, contextSize: 2048 }
const MB = 1e6

/** What one device does. */
interface Figures {
  readonly device: string
  /** Tokens a second, by what is measured. */
  readonly rates: Readonly<Record<string, number>>
  /** The bundled pair's answer, all greedy. */
  readonly answer: string | null
  /** Bytes of GPU memory that the pair takes. */
  readonly vram: number
}

type MeasureArguments = readonly [gpu: Gpu, draft: string, target: string]

async function measure(gpu: Gpu, random: PairPaths): Promise<Figures> {
  const engine = await startEngine({ gpu, threads: null, onLog: () => undefined })
  const bundled = bundledPair()
  return {
    device: engine.device,
    rates: {
      ...(await ratesOf(engine, random.draft, 'draft', [1])),
      ...(await ratesOf(engine, random.target, 'target', PATHS)),
      'ssr, 3 paths': await attemptRate(engine, random)
    },
    answer: await withPair(engine, bundled, { paths: 1 }, async (pair) => {
      const { finished } = await attempt(pair, { paths: 1, temperature: 0, maxTokens: 256 })
      return finished.answer
    }),
    vram: await takenVram(engine, random)
  }
}

async function ratesOf(
  engine: LlamaEngine,
  file: string,
  name: string,
  numbers: readonly number[]
): Promise<Record<string, number>> {
  const rates: Record<string, number> = {}
  for (const paths of numbers) {
    await withModel(engine, file, { paths }, async (model) => {
      if (paths === 1) rates[`${name}, reading`] = await readingRate(model)
      const writers = await openWriters(model, paths)
      const [ms] = await shortest(ROUNDS, [() => Promise.all(writers.map((write) => write()))])
      rates[`${name}, writing, ${paths} ${paths === 1 ? 'path' : 'paths'}`] =
        (1000 * paths * TOKENS) / ms!
    })
  }
  return rates
}

async function readingRate(model: LlamaModel): Promise<number> {
  const { thread } = await model.open(chat('What is 127 + 88?'), NEVER)
  const start = thread.mark()
  const text = textOf(model, READ_TOKENS)
  let read = 0
  const [ms] = await shortest(ROUNDS, [
    async () => {
      read = (await thread.append(text, NEVER)).tokens
      await thread.rewind(start)
    }
  ])
  await thread.close()
  return (1000 * read) / ms!
}

/** Tokens that both models evaluate in a second of an attempt. */
async function attemptRate(engine: LlamaEngine, random: PairPaths): Promise<number> {
  return withPair(engine, random, { paths: 3 }, async (pair) => {
    const { finished } = await attempt(pair, { threshold: 0, maxTokens: 96 })
    const usages = [finished.bill.draft, finished.bill.target].map(totalUsage)
    const tokens = usages.reduce((sum, { prefilled, decoded }) => sum + prefilled + decoded, 0)
    return (1000 * tokens) / finished.wallMs
  })
}

async function takenVram(engine: LlamaEngine, random: PairPaths): Promise<number> {
  const before = await engine.llama.getVramState()
  return withPair(engine, random, CONTEXTS, async () => {
    const after = await engine.llama.getVramState()
    return after.used - before.used
  })
}

function measureApart(...args: MeasureArguments): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['measure', ...args])
    child.once('message', (figures) => {
      resolve(figures as Figures)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      reject(new Error(`The measurement on ${args[0]} ended with ${code ?? signal}`))
    })
  })
}

/** Shapes of a small draft, and of a target with about a billion weights. */
function makePair(folder: string): PairPaths {
  const make = (name: string, shape: Parameters<typeof writeRandomModel>[1]) => {
    const path = join(folder, `${name}.gguf`)
    writeRandomModel(path, { name, type: 'f16', context: 4096, vocabulary: 32_000, ...shape })
    return path
  }
  return {
    name: '135M / 1.1B',
    draft: make('draft', { layers: 12, width: 768, heads: 12, keyHeads: 4, feedForward: 2048 }),
    target: make('target', { layers: 22, width: 2048, heads: 16, keyHeads: 4, feedForward: 5632 })
  }
}

function bundledPair(): PairPaths {
  const bundled = readBundledPair(fileURLToPath(new URL('../resources/models', import.meta.url)))
  if (bundled === null) throw new Error('There is no bundled pair in resources/models')
  return { name: 'bundled', draft: bundled.draftPath, target: bundled.targetPath }
}

/** Bytes of GPU memory that the program expects the pair to take, and the kind of GPU that it counts on. */
async function estimatedVram({ draft, target }: PairPaths) {
  const inspector = createInspector()
  try {
    const [{ summary: ofTarget }, { summary: ofDraft }] = [
      await inspector.read(target),
      await inspector.read(draft)
    ]
    if (ofTarget === null || ofDraft === null) throw new Error('A random model was refused')
    const fit = await estimateFit(
      {
        target: ofTarget,
        draft: ofDraft,
        paths: CONTEXTS.paths,
        context: CONTEXTS.contextSize,
        credit: { ram: 0, vram: 0 }
      },
      { inspector, freeMemory: () => process.availableMemory() }
    )
    return { gpu: fit.gpu, bytes: fit.needed.vram }
  } finally {
    inspector.close()
  }
}

/** Whether there is a GPU of the kind that is asked for. */
async function findGpu(gpu: Gpu): Promise<'found' | 'none' | 'not there'> {
  try {
    const { llama } = await startEngine({ gpu, threads: null, onLog: () => undefined })
    const found = llama.gpu === false ? 'none' : 'found'
    await llama.dispose()
    return found
  } catch (error) {
    if (error instanceof Error && error.cause instanceof NoBinaryFoundError) return 'not there'
    throw error
  }
}

function print(cpu: Figures, gpu: Figures): void {
  console.log(`Processor: ${cpu.device}\nGPU: ${gpu.device}\n`)
  console.log('| Tokens a second | Processor | GPU | GPU / processor |\n| - | -: | -: | -: |')
  for (const [what, slow] of Object.entries(cpu.rates)) {
    const fast = gpu.rates[what]!
    console.log(
      `| ${what} | ${slow.toFixed(1)} | ${fast.toFixed(1)} | ${(fast / slow).toFixed(1)} |`
    )
  }
}

async function compare(asked: Gpu): Promise<void> {
  const found = await findGpu(asked)
  if (found === 'not there') {
    console.error(`No ${asked} device can be used here.`)
    process.exitCode = 1
    return
  }
  if (found === 'none') {
    console.log('No GPU can be used here: there is nothing to compare with the processor.')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'tandem-gpu-'))
  try {
    const random = makePair(folder)
    const gpu = await measureApart(asked, random.draft, random.target)
    const cpu = await measureApart('off', random.draft, random.target)
    print(cpu, gpu)
    const estimate = await estimatedVram(random)
    console.log(
      `\nGPU memory of the pair, ${CONTEXTS.paths} paths of ${CONTEXTS.contextSize} tokens: ` +
        `${(estimate.bytes / MB).toFixed(0)} MB estimated (${estimate.gpu}), ${(gpu.vram / MB).toFixed(0)} MB taken`
    )
    const same = cpu.answer === gpu.answer
    console.log(
      `The bundled pair's greedy answer: ${cpu.answer} on the processor, ${gpu.answer} on the GPU: ${same ? 'the same' : 'NOT THE SAME'}`
    )
    const written = Object.keys(cpu.rates).filter((what) => what.startsWith('target'))
    const faster = written.every((what) => gpu.rates[what]! > cpu.rates[what]!)
    if (!faster) console.log('The GPU is NOT faster than the processor with the target.')
    process.exitCode = same && faster ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const [mode = 'auto', gpu, draft, target] = process.argv.slice(2)
if (mode === 'measure' && draft !== undefined && target !== undefined) {
  const figures = await measure(gpu as Gpu, { name: 'random', draft, target })
  process.send?.(figures, () => process.exit(0))
} else if (GPUS.includes(mode)) {
  await compare(mode as Gpu)
} else {
  console.error(`Not a kind of GPU: ${mode}. Choose one of ${GPUS.join(', ')}.`)
  process.exitCode = 1
}
