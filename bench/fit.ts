/**
 * Holds the memory estimate against what happens: for each pair, the estimate of llama.cpp's buffers against what it
 * logs that it allocated, and the whole estimate against how much the process grew once a batch was evaluated on every
 * path. Both must lie within 10 % or 32 MB, whichever is larger.
 *
 *   npx node bench/fit.ts
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { readBundledPair } from '../src/main/models/bundled-pair.ts'
import { estimateFit } from '../src/core/memory/fit.ts'
import { createInspector } from '../src/main/models/inspector.ts'
import { BATCH_TOKENS, SWA_FULL_CACHE } from '../src/core/memory/context-settings.ts'
import { writeRandomModel } from '../test/helpers/random-gguf.ts'

const MB = 1e6

interface Measured {
  /** The process before it loaded anything. */
  readonly before: number
  /** Sum of the buffers that llama.cpp logged. */
  readonly logged: number
  readonly growth: number
}

/** Loads both models as a run does, in this process, and evaluates a batch on every path. */
async function measure(
  files: readonly string[],
  paths: number,
  contextSize: number
): Promise<Measured> {
  let logged = 0
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    maxThreads: 1,
    logLevel: LlamaLogLevel.debug,
    logger: (_level, message) => {
      for (const [, size] of message.matchAll(/buffer size = +([\d.]+) MiB/g)) {
        logged += Number(size) * 2 ** 20
      }
    }
  })
  const before = process.memoryUsage.rss()
  for (const modelPath of files) {
    const model = await llama.loadModel({ modelPath })
    const context = await model.createContext({
      sequences: paths,
      contextSize: Math.min(contextSize, model.trainContextSize),
      batchSize: BATCH_TOKENS.cpu,
      threads: 1,
      swaFullCache: SWA_FULL_CACHE
    })
    const token = model.tokenize('1')[0]
    if (token === undefined) throw new Error('The model has no tokens')
    const tokens = Array.from({ length: BATCH_TOKENS.cpu }, () => token)
    for (let path = 0; path < paths; path++) await context.getSequence().controlledEvaluate(tokens)
  }
  return { before, logged, growth: process.memoryUsage.rss() - before }
}

function measureApart(files: readonly string[], paths: number, context: number): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [
      'measure',
      String(paths),
      String(context),
      ...files
    ])
    child.once('message', (measured) => {
      resolve(measured as Measured)
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`The measurement ended with ${code}`))
    })
  })
}

function isNear(estimate: number, measured: number): boolean {
  return Math.abs(measured - estimate) <= Math.max(0.1 * measured, 32 * MB)
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-fit-'))
  const inspector = createInspector()
  const bundled = readBundledPair(fileURLToPath(new URL('../resources/models', import.meta.url)))
  if (bundled === null) throw new Error('There is no bundled pair')
  const random = (name: string, layers: number, width: number, vocabulary: number) => {
    const path = join(folder, `${name}.gguf`)
    writeRandomModel(path, {
      name,
      layers,
      width,
      heads: width / 64,
      keyHeads: width / 128,
      feedForward: width * 3,
      vocabulary,
      context: 8192,
      type: 'q8_0'
    })
    return path
  }
  try {
    const small = random('10M', 4, 384, 2048)
    const middle = random('60M', 12, 640, 8192)
    const large = random('280M', 16, 1152, 32_000)
    const pairs: [string, string, string, number, number][] = [
      ['bundled', bundled.targetPath, bundled.draftPath, 5, 512],
      ['60M + 10M', middle, small, 1, 2048],
      ['60M + 10M', middle, small, 5, 2048],
      ['280M + 60M', large, middle, 3, 4096],
      ['280M + 60M', large, middle, 5, 8192]
    ]
    console.log(
      'pair          n  context   estimate   llama.cpp      off     growth      off  within'
    )
    for (const [name, target, draft, paths, context] of pairs) {
      const [{ summary: ofTarget }, { summary: ofDraft }] = [
        await inspector.read(target),
        await inspector.read(draft)
      ]
      if (ofTarget === null || ofDraft === null) throw new Error(`${name} was refused`)
      const fit = await estimateFit(
        { target: ofTarget, draft: ofDraft, paths, context, credit: { ram: 0, vram: 0 } },
        { inspector, freeMemory: () => process.availableMemory() }
      )
      const total = fit.needed.ram - fit.engine
      const buffers = total - fit.target.tables - fit.draft.tables
      const { before, logged, growth } = await measureApart([target, draft], paths, context)
      const column = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`.padStart(12)
      const within = isNear(buffers, logged) && isNear(total, growth)
      console.log(
        name.padEnd(12) +
          String(paths).padStart(3) +
          String(context).padStart(9) +
          [buffers, logged, logged - buffers, total, growth, growth - total].map(column).join('') +
          `  ${within ? 'within bounds' : 'OUT OF BOUNDS'}  (process before: ${(before / MB).toFixed(0)} MB)`
      )
      if (!within) process.exitCode = 1
    }
  } finally {
    inspector.close()
    rmSync(folder, { recursive: true })
  }
}

const [mode, paths, context, ...files] = process.argv.slice(2)
if (mode === 'measure') {
  process.send?.(await measure(files, Number(paths), Number(context)), () => process.exit(0))
} else {
  await compare()
}
