import { solvePrompt } from '../src/core/prompts.ts'
import type { LlamaModel } from '../src/inference/backends/llama/llama-model.ts'
import { bundledWords } from '../test/helpers/bundled-words.ts'
import { makeModels, NEVER, startBench, withModel } from './engine/models.ts'
import { PACKAGE, startPeer, type Peer } from './peer/server.ts'
import { compareSsr } from './peer/ssr.ts'

/**
 * Tokens a second of paths that write together, ours and llama.cpp's own server on the same file, one thread each, in
 * turns: npx node bench/peer.ts [MODEL.gguf]. The bundled target where no model is named. With a second file, which is then
 * the draft, it is `ssr` that both sides do. The servers are installed from PyPI into a cache folder at the first call.
 */

const PATHS = [1, 4, 8]
const TOKENS = 60
const ROUNDS = 7
const CONTEXT = 512

const PROBLEMS = [
  'Ana has 148 marbles and finds 67 more. How many does she have?',
  'A train has 14 wagons with 36 seats each. How many seats are there?',
  'Tom shares 252 cards among 7 friends. How many does each get?',
  'A book has 320 pages. Lea has read 145 of them. How many are left?',
  'Six crates hold 18 bottles each, and 9 are broken. How many are whole?',
  'A garden is 24 m long and 15 m wide. What is its area?',
  'Ben saves 12 a week for 9 weeks and spends 40. What has he left?',
  'There are 365 days in a year. How many are in 4 years?'
]

const [target, draft] = process.argv.slice(2)
if (target !== undefined && draft !== undefined) {
  console.log(`ssr, target ${target}, draft ${draft}\none thread each; ${PACKAGE}\n`)
  await compareSsr({ name: 'named', target, draft }, PROBLEMS)
} else {
  await comparePaths(target)
}
process.exit(0)

async function comparePaths(named: string | undefined): Promise<void> {
  const models = makeModels()
  try {
    const model = named ?? models.bundled.target
    const pair = named === undefined ? models.bundled : { target: model, draft: model }
    const engine = await startBench(pair)
    console.log(`${model}\nours on ${engine.device}, one thread; ${PACKAGE}\n`)
    console.log(
      '| paths | ours, tokens a second | server | ours / server, median of pairs (range) |'
    )
    console.log('|---|---|---|---|')
    for (const paths of PATHS) {
      const peer = await startPeer(model, paths, CONTEXT)
      try {
        await withModel(engine, model, { paths, contextSize: CONTEXT }, async (ours) => {
          console.log(await compare(ours, peer, paths))
        })
      } finally {
        peer.stop()
      }
    }
  } finally {
    models.remove()
  }
}

async function compare(ours: LlamaModel, peer: Peer, paths: number): Promise<string> {
  const prompts = PROBLEMS.slice(0, paths)
  const rates: { ours: number; peer: number }[] = []
  for (let round = -1; round < ROUNDS; round++) {
    const rate = {
      ours: await tokensPerSecond(() => write(ours, prompts, round)),
      peer: await tokensPerSecond(() => peer.write(prompts.map(asText), TOKENS, round + 1))
    }
    // The first round allocates memory on both sides.
    if (round >= 0) rates.push(rate)
  }
  const ratios = rates.map((rate) => rate.ours / rate.peer).sort((a, b) => a - b)
  const middle = ratios[Math.floor(ratios.length / 2)]!
  const best = (side: 'ours' | 'peer') => Math.max(...rates.map((rate) => rate[side])).toFixed(0)
  const range = `${ratios[0]!.toFixed(2)} to ${ratios.at(-1)!.toFixed(2)}`
  return `| ${paths} | ${best('ours')} | ${best('peer')} | ${middle.toFixed(2)} (${range}) |`
}

/** Prompts included, on both sides. */
async function tokensPerSecond(work: () => Promise<number>): Promise<number> {
  const start = performance.now()
  const tokens = await work()
  return (1000 * tokens) / (performance.now() - start)
}

async function write(
  model: LlamaModel,
  prompts: readonly string[],
  round: number
): Promise<number> {
  const counts = prompts.map(async (problem, index) => {
    const { thread } = await model.open(chatOf(problem), NEVER)
    const { tokens } = await thread.write({
      end: () => null,
      maxTokens: TOKENS,
      temperature: 0.7,
      topP: 0.95,
      seed: round * 100 + index + 1,
      signal: NEVER
    })
    await thread.close()
    return tokens
  })
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

function chatOf(problem: string) {
  return solvePrompt(bundledWords.prompts, problem, null)
}

/** The same prompt as text, in the bundled model's own format; on another model it is as good as any. */
function asText(problem: string): string {
  return `<|im_start|>user\n${problem}<|im_end|>\n<|im_start|>assistant\n`
}
