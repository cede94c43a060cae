import { readFileSync } from 'node:fs'
import type { Pair } from '../../src/core/ports.ts'
import type { SolveOptions } from '../../src/shared/options.ts'
import { promptProfileSchema } from '../../src/shared/prompt-profile.ts'
import { installServers, startLlamaServer } from '../../test/helpers/real-servers.ts'
import { bundledWords } from '../../test/helpers/bundled-words.ts'
import { startBench, withPair, type PairPaths } from '../engine/models.ts'
import { openServer } from '../remote/servers.ts'
import { attempt } from '../remote/solving.ts'

const PATHS = 3
const OPTIONS: Partial<SolveOptions> = {
  ...{ method: 'ssr', paths: PATHS, scorer: 'expected', threshold: 2.5 },
  ...{ maxTokens: 48, maxStepTokens: 24 }
}
/** Slots of both servers, and what our own contexts are given. */
const CONTEXT = 512

/** What an attempt took, and what it made. */
interface Rate {
  readonly msPerToken: number
  readonly tokens: number
  readonly kept: number
  readonly steps: number
}

/**
 * The same `ssr` with both models in Tandem's process and with both on llama.cpp's own servers, one thread each, in turns:
 * what somebody has who brings his own servers. Digits are asked for, since these servers read the probabilities of a text
 * token by token.
 */
export async function compareSsr(pair: PairPaths, problems: readonly string[]): Promise<void> {
  const { bin, reason } = installServers()
  if (bin === null) throw new Error(`There are no servers to measure: ${reason}`)
  const servers = await Promise.all(
    [pair.draft, pair.target].map((model) => startLlamaServer(bin, model, { slots: PATHS }))
  )
  const engine = await startBench(pair)
  try {
    const [draft, target] = await Promise.all(servers.map(({ url }) => openServer(url, PATHS)))
    const theirs = { draft: draft!, target: target! }
    await withPair(engine, pair, { paths: PATHS, contextSize: CONTEXT }, async (ours) => {
      const rates: { ours: Rate; server: Rate }[] = []
      for (const problem of [problems[0]!, ...problems]) {
        rates.push({ ours: await rateOf(ours, problem), server: await rateOf(theirs, problem) })
      }
      // The first attempt allocates memory on both sides.
      print(rates.slice(1))
    })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

async function rateOf(pair: Pair, problem: string): Promise<Rate> {
  const view = await attempt(pair, problem, OPTIONS, WORDS)
  const steps = view.paths.flatMap((path) => path.steps)
  const tokens = steps.reduce((sum, step) => sum + step.tokens + (step.rejected?.tokens ?? 0), 0)
  const kept = steps.filter(({ state }) => state === 'accepted').length
  return { msPerToken: view.wallMs! / tokens, tokens, kept, steps: steps.length }
}

function print(rates: readonly { readonly ours: Rate; readonly server: Rate }[]): void {
  const ratios = rates
    .map(({ ours, server }) => server.msPerToken / ours.msPerToken)
    .sort((a, b) => a - b)
  const quantile = (share: number) => ratios[Math.floor(share * (ratios.length - 1))]!.toFixed(2)
  const of = (side: 'ours' | 'server', count: (rate: Rate) => number) =>
    rates.reduce((sum, rate) => sum + count(rate[side]), 0)
  console.log('| side | tokens written | steps kept |')
  console.log('|---|---|---|')
  for (const side of ['ours', 'server'] as const) {
    const kept = `${of(side, (rate) => rate.kept)} of ${of(side, (rate) => rate.steps)}`
    console.log(`| ${side} | ${of(side, (rate) => rate.tokens)} | ${kept} |`)
  }
  const range = `quarters ${quantile(0.25)} to ${quantile(0.75)}`
  console.log(
    `\nTokens a second, ours / server: ${quantile(0.5)} (${range}; ${ratios.length} pairs)`
  )
}

const WORDS = { ...bundledWords, prompts: genericChat() }

function genericChat() {
  const profile = new URL('../../resources/prompts/generic-chat.json', import.meta.url)
  return promptProfileSchema.parse(JSON.parse(readFileSync(profile, 'utf8')))
}
