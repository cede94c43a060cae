import type { LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp'
import type { BatchCosts } from './batch-plan.ts'
import { askProbabilities, probabilityOf } from './token-probability.ts'
import { workMs } from './work-time.ts'

/** Tokens of the larger batches that are measured: a short step, and a chunk of a prompt. */
const READ_SIZES = [16, 64]
/** Measuring stops here, once the sizes that decide are known. */
const TIME_MS = 500
const REPETITIONS = 5
/** One sequence, all of them, and two, for which a processor often takes longer than one by one. */
const DECISIVE = 3

/** What batches cost on this machine, with this model and so many sequences. */
export interface Calibration {
  readonly costs: BatchCosts
  /** Milliseconds to decode one token, one sequence at a time. */
  readonly decodeMs: number
  /** Milliseconds to read one token of a long text. */
  readonly readMs: number
}

/**
 * Measures a fresh context: batches of one token of each of 1, 2, ... sequences, and longer ones of one sequence.
 * Takes the shortest of a few repetitions, since whatever else the machine does only adds to them. Call it while nothing
 * else runs in this process.
 *
 * @throws Error where the model's logits are not numbers
 */
export async function calibrate(context: LlamaContext, token: Token): Promise<Calibration> {
  const sequences = Array.from({ length: context.totalSequences }, () => context.getSequence())
  const batches = new Map<number, () => Promise<unknown>>()
  for (const count of sequenceCounts(sequences.length)) {
    const together = sequences.slice(0, count)
    batches.set(count, () => Promise.all(together.map((sequence) => decode(sequence, token))))
  }
  for (const size of READ_SIZES) {
    if (!batches.has(size) && size < context.contextSize) {
      batches.set(size, () => read(sequences[0]!, token, size))
    }
  }
  try {
    // The first evaluations allocate memory and read the file.
    await batches.get(1)!()
    const clear = () => Promise.all(sequences.map((sequence) => sequence.clearHistory()))
    const onProcessor = context.model.llama.gpu === false
    const costs = await measure(batches, Math.min(sequences.length, DECISIVE), clear, onProcessor)
    const longest = costs.at(-1)!
    return { costs, decodeMs: costs[0]!.ms, readMs: longest.ms / longest.tokens }
  } finally {
    await Promise.all(sequences.map((sequence) => sequence.dispose()))
  }
}

async function measure(
  batches: ReadonlyMap<number, () => Promise<unknown>>,
  decisive: number,
  clear: () => Promise<unknown>,
  onProcessor: boolean
): Promise<BatchCosts> {
  const shortest = new Map<number, number>()
  const start = performance.now()
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    for (const [size, batch] of batches) {
      const late = performance.now() - start > TIME_MS
      if (late && shortest.size >= decisive) return sorted(shortest)
      await clear()
      const ms = await workMs(batch, onProcessor)
      shortest.set(size, Math.min(shortest.get(size) ?? Infinity, ms))
    }
  }
  return sorted(shortest)
}

function sorted(shortest: ReadonlyMap<number, number>): BatchCosts {
  return [...shortest].map(([tokens, ms]) => ({ tokens, ms })).sort((a, b) => a.tokens - b.tokens)
}

/** All numbers of sequences, or where there are many, enough to interpolate; those that decide come first. */
function sequenceCounts(most: number): number[] {
  const counts = Array.from({ length: most }, (_, index) => index + 1)
  const few = counts.filter((count) => count <= 8 || count % 4 === 0)
  return [...new Set([1, most, 2, ...few])].filter((count) => count <= most)
}

async function decode(sequence: LlamaContextSequence, token: Token): Promise<void> {
  const [output] = await sequence.controlledEvaluate([askProbabilities(token, [token])])
  probabilityOf(output!, token)
}

async function read(sequence: LlamaContextSequence, token: Token, count: number): Promise<void> {
  await sequence.evaluateWithoutGeneratingNewTokens(Array.from({ length: count }, () => token))
}
