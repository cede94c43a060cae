import type { Token } from 'node-llama-cpp'
import { solvePrompt } from '../../src/core/prompts.ts'
import type { LlamaModel } from '../../src/inference/backends/llama/llama-model.ts'
import { NEVER } from '../engine/models.ts'
import type { GreedyToken, Peer } from '../peer/server.ts'
import { PROFILE } from './profile.ts'
import { PROBLEMS } from './problems.ts'

const TOKENS = 64
/** Two programs add up in another order: where two candidates are closer than this, either may come first. */
const CLOSE_NATS = 0.1

/** What an independent llama.cpp makes of the same prompts. */
export interface Parity {
  readonly prompts: number
  /** Greedy texts that are the same to the end. */
  readonly equal: number
  /** Distance in nats of the two candidates where the others part, in order. */
  readonly partings: readonly number[]
  /** Texts that parted although the candidates were not close. */
  readonly wrong: readonly string[]
  /** Problems that the two programs cut into the same tokens. */
  readonly sameTokens: number
}

/** Greedy texts of all problems, from the very same tokens of the prompt, held against the peer's. */
export async function greedyParity(model: LlamaModel, peer: Peer): Promise<Parity> {
  const partings: number[] = []
  const wrong: string[] = []
  let [equal, sameTokens] = [0, 0]
  for (const problem of PROBLEMS) {
    const { prompt, written } = await greedy(model, problem)
    const theirs = await peer.greedy(prompt, TOKENS)
    const parting = written.findIndex((token, index) => token !== (theirs[index]?.id ?? null))
    if (parting < 0) equal += 1
    else {
      const nats = distance(theirs[parting], written[parting]!)
      partings.push(nats)
      if (!(nats <= CLOSE_NATS)) wrong.push(problem)
    }
    const native = model.context.model
    const ours = native.tokenize(problem, false)
    if (JSON.stringify(ours) === JSON.stringify(await peer.tokens(problem))) sameTokens += 1
  }
  partings.sort((a, b) => a - b)
  return { prompts: PROBLEMS.length, equal, partings, wrong, sameTokens }
}

async function greedy(
  model: LlamaModel,
  problem: string
): Promise<{ prompt: readonly Token[]; written: readonly Token[] }> {
  const { thread } = await model.open(solvePrompt(PROFILE, problem, null), NEVER)
  try {
    const [open] = model.openTexts()
    const prompt = [...open!.text.tokens]
    await thread.write({
      end: () => null,
      maxTokens: TOKENS,
      temperature: 0,
      topP: 1,
      seed: 1,
      signal: NEVER
    })
    return { prompt, written: open!.text.tokens.slice(prompt.length) }
  } finally {
    await thread.close()
  }
}

/** How much less probable our token was to the peer than its own, in nats; infinite where it is far down. */
function distance(theirs: GreedyToken | undefined, ours: Token): number {
  const candidates = theirs?.candidates ?? []
  const own = candidates.find(({ id }) => id === ours)
  if (own === undefined) return Infinity
  return Math.max(...candidates.map(({ logprob }) => logprob)) - own.logprob
}
