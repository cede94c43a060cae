import type { Llama, LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp'
import { BATCH_TOKENS, SWA_FULL_CACHE } from '../../../core/memory/context-settings.ts'
import type {
  CpuBackend,
  PairTimes,
  TimedSettings,
  WorkTimes
} from '../../../shared/engine-settings.ts'
import { fastest } from '../../../core/fastest-settings.ts'
import { countParameters } from './model-arithmetic.ts'
import { ONE_THREAD_PARAMETERS, startEngine } from './llama-engine.ts'
import { askProbabilities } from './token-probability.ts'
import { workMs } from './work-time.ts'

/** Paths that write together, in the trial. */
const PATHS = 3
const STEP = 16
const PROMPT = 64
/** Where a path's text stands when it is measured: attention costs more the more there is to attend to. */
const POSITION = 96
const CONTEXT = 256
/** A model gets so much time for each comparison, and two rounds at least, of which the shorter times count. */
const TIME_MS = 150
const LEAST_ROUNDS = 2
const MOST_ROUNDS = 6
/** A model is read up to the position only where that takes no longer; slower ones are measured from the beginning. */
const SLOW_READING_MS = 1000

export interface SpeedTrialOptions {
  readonly target: string
  readonly draft: string
  readonly cpuBackend: CpuBackend | null
  /** Threads that a person has decided, or null to try several. */
  readonly threads: number | null
  /** Whether attention is fused, where a person has decided. */
  readonly flashAttention: boolean | null
}

interface Contestant {
  readonly flashAttention: boolean
  readonly threads: number
}

/**
 * Times the models of a pair on one CPU backend with each of llama.cpp's settings that may make them faster or slower.
 * The settings take turns, so that whatever else the machine does falls on all of them alike.
 */
export async function timePair(options: SpeedTrialOptions): Promise<PairTimes> {
  const { llama, cpuBackend, cores } = await startEngine({
    gpu: 'off',
    threads: options.threads,
    cpuBackend: options.cpuBackend,
    onLog: () => undefined
  })
  if (options.cpuBackend !== null && cpuBackend === null) {
    throw new Error('The CPU backend could not be loaded.')
  }
  const target = await timeModel(llama, options.target, options, cores)
  const draft =
    options.draft === options.target
      ? target
      : await timeModel(llama, options.draft, options, cores)
  return { target, draft }
}

async function timeModel(
  llama: Llama,
  path: string,
  { threads, flashAttention }: SpeedTrialOptions,
  cores: number
): Promise<TimedSettings[]> {
  const model = await llama.loadModel({ modelPath: path, gpuLayers: 0 })
  try {
    const small = countParameters(model.fileInfo.fullTensorInfo ?? []) < ONE_THREAD_PARAMETERS
    const few = threads ?? 1
    const many = threads === null && !small ? threadCounts(cores) : []
    async function compare(contestants: readonly Contestant[]): Promise<TimedSettings[]> {
      const contexts: { context: LlamaContext; settings: Contestant }[] = []
      try {
        for (const settings of contestants) {
          const context = await model.createContext({
            sequences: PATHS,
            contextSize: Math.min(CONTEXT, model.trainContextSize),
            batchSize: BATCH_TOKENS.cpu,
            threads: settings.threads,
            flashAttention: settings.flashAttention,
            swaFullCache: SWA_FULL_CACHE
          })
          contexts.push({ context, settings })
        }
        const token = model.tokens.bos ?? model.tokens.eos ?? model.tokenize('0')[0]
        if (token === undefined) throw new Error('The model has no tokens.')
        const times = await timeInTurns(
          contexts.map(({ context }) => context),
          token
        )
        return contexts.map(({ settings }, index) => ({ ...settings, times: times[index]! }))
      } finally {
        for (const { context } of contexts) await context.dispose()
      }
    }
    const attentions = flashAttention === null ? [true, false] : [flashAttention]
    const first = await compare(attentions.map((each) => ({ flashAttention: each, threads: few })))
    if (many.length === 0) return first
    const better = fastest(first).flashAttention
    return [
      ...first,
      ...(await compare(many.map((count) => ({ flashAttention: better, threads: count }))))
    ]
  } finally {
    await model.dispose()
  }
}

/**
 * Two, four, eight, ... threads, but never all cores where there are more than two: threads that wait for each other
 * spin, and beside another program the last core makes all of them wait.
 */
function threadCounts(cores: number): number[] {
  const most = cores > 2 ? cores - 1 : cores
  const counts = []
  for (let count = 2; count < most; count *= 2) counts.push(count)
  return most > 1 ? [...counts, most] : []
}

async function timeInTurns(contexts: readonly LlamaContext[], token: Token): Promise<WorkTimes[]> {
  const benches = contexts.map((context) => ({
    sequences: Array.from({ length: PATHS }, () => context.getSequence()),
    times: { write: Infinity, together: Infinity, step: Infinity, prompt: Infinity }
  }))
  // The first evaluations allocate memory and read the file.
  for (const { sequences } of benches) await write(sequences[0]!, token)
  const reading = await workMs(() => read(benches[0]!.sequences[0]!, token, STEP), true)
  const slow = (reading / STEP) * (POSITION + PROMPT) > SLOW_READING_MS
  for (const { sequences } of benches) {
    for (const [index, sequence] of sequences.entries()) {
      await cut(sequence, 0)
      // Only the first is read up to the position: reading all would take longer than all that is measured.
      await read(sequence, token, index === 0 && !slow ? POSITION : 1)
    }
  }
  const start = performance.now()
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const { sequences, times } of benches) {
      const [first] = sequences as [LlamaContextSequence]
      const positions = sequences.map(({ nextTokenIndex }) => nextTokenIndex)
      const note = async (piece: keyof typeof times, work: () => Promise<unknown>) => {
        times[piece] = Math.min(times[piece], await workMs(work, true))
        for (const [index, sequence] of sequences.entries()) await cut(sequence, positions[index]!)
      }
      await note('write', () => write(first, token))
      await note('together', () => Promise.all(sequences.map((each) => write(each, token))))
      await note('step', () => read(first, token, STEP))
      if (!slow) await note('prompt', () => read(first, token, PROMPT))
    }
    if (round + 1 >= LEAST_ROUNDS && performance.now() - start > TIME_MS) break
  }
  return benches.map(({ times }) => ({ ...times, prompt: slow ? null : times.prompt }))
}

async function write(sequence: LlamaContextSequence, token: Token): Promise<void> {
  await sequence.controlledEvaluate([askProbabilities(token, [token])])
}

async function read(sequence: LlamaContextSequence, token: Token, count: number): Promise<void> {
  await sequence.evaluateWithoutGeneratingNewTokens(Array.from({ length: count }, () => token))
}

async function cut(sequence: LlamaContextSequence, length: number): Promise<void> {
  await sequence.eraseContextTokenRanges([{ start: length, end: sequence.nextTokenIndex }])
}
