import { scoreTurn } from '../../src/core/prompts.ts'
import type { Model } from '../../src/core/ports.ts'
import { likelihoodOf } from '../../src/core/score.ts'
import { bundledWords } from '../../test/helpers/bundled-words.ts'
import { startLlamaServer, startServer, freePort } from '../../test/helpers/real-servers.ts'
import { NEVER, startBench, withModel } from '../engine/models.ts'
import type { Bench } from '../remote.ts'
import { problems, promptOf } from './problems.ts'
import { openServer, unquantised, VLLM_ENVIRONMENT, vllmCommand } from './servers.ts'
import { printTable } from './table.ts'

const TOKENS = 64
const DIGITS = [...'0123456789']
/** Wanted: scores are read off probabilities, and a threshold is a whole number of a scale of ten. */
const NEAR = 0.02

/** What two models make of the same problems. */
interface Likeness {
  readonly equal: number
  readonly partings: readonly string[]
  /** Largest differences met. */
  readonly token: number
  readonly likelihood: number
  readonly digit: number
}

/** Greedy texts and scores of the target here and on servers; the quantisation told apart. */
export async function sameModels(bench: Bench): Promise<void> {
  const count = bench.quick ? 10 : 50
  const whole = unquantised(bench)
  const engine = await startBench(bench.models)
  const rows: (string | number)[][] = []
  const partings: string[] = []

  async function hold(name: string, file: string, there: Model): Promise<void> {
    await withModel(engine, file, { paths: 1, contextSize: 512 }, async (here) => {
      const { equal, token, likelihood, digit, ...found } = await likeness(here, there, count)
      const near = likelihood <= NEAR && digit <= NEAR ? 'yes' : 'NO'
      rows.push([
        name,
        `${equal} of ${count}`,
        ...[token, likelihood, digit].map((d) => d.toFixed(4)),
        near
      ])
      partings.push(...found.partings.map((parting) => `${name}: ${parting}`))
    })
  }

  await withModel(engine, whole, { paths: 1, contextSize: 512 }, (there) =>
    hold('the file in 32 bits, here', bench.models.target, there)
  )
  for (const [bits, file] of [
    ['8 bits', bench.models.target],
    ['32 bits', whole]
  ] as const) {
    const server = await startLlamaServer(bench.bin, file)
    try {
      await hold(`llama-server, ${bits}, and the same file`, file, await openServer(server.url))
    } finally {
      await server.stop()
    }
  }
  if (bench.vllm !== null) {
    const port = await freePort()
    const { program, args } = vllmCommand(bench.vllm, port)
    const server = await startServer(`http://127.0.0.1:${port}`, program, args, {
      environment: VLLM_ENVIRONMENT,
      startMs: 300_000
    })
    try {
      await hold('vLLM, 32 bits, and the file in 32 bits', whole, await openServer(server.url))
    } finally {
      await server.stop()
    }
  }
  printTable(
    `The same model? ${count} problems, greedy, ${TOKENS} tokens; the largest differences`,
    ['held against each other', 'equal texts', 'token p', 'likelihood', 'digit p', `<= ${NEAR}`],
    rows
  )
  for (const parting of partings) console.log(`- ${parting}`)
}

async function likeness(here: Model, there: Model, count: number): Promise<Likeness> {
  let [equal, token, likelihood, digit] = [0, 0, 0, 0]
  const partings: string[] = []
  for (const [index, problem] of problems(count).entries()) {
    const chat = promptOf(problem, index)
    const [ours, theirs] = [await here.open(chat, NEVER), await there.open(chat, NEVER)]
    try {
      const start = [ours.thread.mark(), theirs.thread.mark()] as const
      const texts = [await greedy(ours.thread), await greedy(theirs.thread)] as const
      await Promise.all([ours.thread.rewind(start[0]), theirs.thread.rewind(start[1])])
      if (texts[0] === texts[1]) equal += 1
      else partings.push(`problem ${index + 1}: ${await parting(ours.thread, ...texts)}`)
      await ours.thread.rewind(start[0])
      const step = firstStep(texts[0])
      const [a, b] = [await judged(ours.thread, step), await judged(theirs.thread, step)]
      token = Math.max(token, apart(a.tokens, b.tokens))
      likelihood = Math.max(likelihood, Math.abs(a.likelihood - b.likelihood))
      digit = Math.max(digit, apart(a.digits, b.digits))
    } finally {
      await Promise.all([ours.thread.close(), theirs.thread.close()])
    }
  }
  return { equal, partings, token, likelihood, digit }
}

type Thread = Awaited<ReturnType<Model['open']>>['thread']

async function greedy(thread: Thread): Promise<string> {
  const options = { maxTokens: TOKENS, temperature: 0, topP: 1, seed: 1, signal: NEVER }
  return (await thread.write({ ...options, end: () => null })).text
}

function firstStep(text: string): string {
  const end = text.indexOf('\n\n')
  return end < 0 ? text : text.slice(0, end + 2)
}

async function judged(thread: Thread, step: string) {
  const { probabilities: tokens } = await thread.tokenProbabilities(step, NEVER)
  const turn = scoreTurn(bundledWords.prompts)
  const { probabilities: digits } = await thread.choices(turn, DIGITS, NEVER)
  return { tokens, digits, likelihood: likelihoodOf(tokens).mean }
}

/** How probable the model here finds the two ways that texts take where they part. */
async function parting(thread: Thread, ours: string, theirs: string): Promise<string> {
  let common = 0
  while (ours[common] === theirs[common]) common += 1
  await thread.append(ours.slice(0, common), NEVER)
  const here = thread.mark()
  const first = async (text: string) => {
    const { probabilities } = await thread.tokenProbabilities(text.slice(common), NEVER)
    await thread.rewind(here)
    return probabilities[0] ?? NaN
  }
  const [a, b] = [await first(ours), await first(theirs)]
  return `parts at character ${common} between candidates of ${a.toFixed(4)} and ${b.toFixed(4)}`
}

function apart(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return NaN
  return Math.max(...a.map((value, index) => Math.abs(value - b[index]!)))
}
