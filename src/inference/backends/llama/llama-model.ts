import type { LlamaContext, Token } from 'node-llama-cpp'
import { BATCH_TOKENS, SWA_FULL_CACHE } from '../../../core/memory/context-settings.ts'
import { NO_USAGE } from '../../../shared/cost.ts'
import type { ModelIdentity } from '../../../shared/events.ts'
import type { ModelSpeed } from '../../../shared/judgement.ts'
import type { Inabilities } from '../../../core/abilities.ts'
import {
  Cancelled,
  type CancelSignal,
  type Chat,
  type LikelihoodOf,
  type Turn
} from '../../../core/ports.ts'
import type { ContextOptions, OpenModel } from '../../backend.ts'
import { planBatches, predictMs } from './batch-plan.ts'
import { calibrate, type Calibration } from './calibrate.ts'
import { Dispatcher } from './dispatcher.ts'
import type { LlamaEngine } from './llama-engine.ts'
import { LlamaThread } from './llama-thread.ts'
import { Meter } from '../../meter.ts'
import { threadsOf, type ModelFile } from './model-file.ts'
import { inSequenceOrder } from './sequence-order.ts'
import { meanApart } from './mean-apart.ts'
import { shareBeginning, type OpenText } from './prefix-share.ts'
import { SequenceText } from './sequence-text.ts'
import { askProbabilities, probabilityOf } from './token-probability.ts'
import { TextCodec } from './text-codec.ts'
import { halveThreads, ThreadWatch } from './thread-watch.ts'

/** Tokens evaluated between two looks at the cancel signal. */
const CHUNK = { cpu: 64, gpu: 256 }
/** Up to this size a vocabulary is sorted in no time. */
const SMALL_VOCABULARY = 8192

/** A model behind one llama.cpp context, with one KV sequence for each open thread. */
export class LlamaModel implements OpenModel {
  readonly inabilities: Inabilities = new Map()
  readonly identity: ModelIdentity
  readonly decodeMs: number
  readonly server = null
  /** For measurements and tests. */
  readonly context: LlamaContext
  readonly #file: ModelFile
  readonly #calibration: Calibration
  readonly #dispatcher: Dispatcher
  readonly #codec: TextCodec
  readonly #chunk: number
  readonly #exact: boolean
  readonly #smallVocabulary: boolean
  readonly #open = new Set<OpenText>()
  /** The text of a closed thread that the next prompt may begin with. */
  #handedOn: OpenText | null = null
  /** Prompts are read one after the other, so that each finds what it shares with those before it. */
  #opening: Promise<unknown> = Promise.resolve()
  /** The copying of what a prompt shares with another one, which needs that one until it is done. */
  #sharing: Promise<unknown> = Promise.resolve()

  private constructor(
    file: ModelFile,
    context: LlamaContext,
    calibration: Calibration,
    exact: boolean
  ) {
    const device = file.native.llama.gpu === false ? 'cpu' : 'gpu'
    this.identity = file.identity
    this.decodeMs = calibration.decodeMs
    this.context = context
    this.#file = file
    this.#calibration = calibration
    this.#codec = new TextCodec(file.native)
    this.#chunk = CHUNK[device]
    this.#exact = exact
    this.#smallVocabulary = vocabularySize(file) <= SMALL_VOCABULARY
    const watch = new ThreadWatch(
      (tokens) => predictMs(calibration.costs, tokens),
      () => {
        halveThreads(context)
      }
    )
    this.#dispatcher = new Dispatcher(
      (waiting) =>
        exact
          ? waiting.map((_, index) => [index])
          : planBatches(calibration.costs, waiting, context.batchSize),
      (tokens, ms) => watch.note(tokens, ms)
    )
  }

  /** Makes a context on loaded weights and measures what batches cost in it. */
  static async create(
    engine: LlamaEngine,
    file: ModelFile,
    options: ContextOptions
  ): Promise<LlamaModel> {
    const { native } = file
    const context: LlamaContext = await native.createContext({
      sequences: options.paths,
      contextSize: Math.min(options.contextSize, native.trainContextSize),
      batchSize: native.llama.gpu === false ? BATCH_TOKENS.cpu : BATCH_TOKENS.gpu,
      threads: threadsOf(engine, file),
      flashAttention: file.settings.flashAttention ?? 'auto',
      swaFullCache: SWA_FULL_CACHE,
      batching: { itemPrioritizationStrategy: inSequenceOrder(() => context) },
      failedCreationRemedy: false
    })
    try {
      const probe = native.tokens.bos ?? native.tokens.eos ?? native.tokenize('0')[0]
      if (probe === undefined || probe === null) throw new Error('The model has no tokens.')
      return new LlamaModel(file, context, await calibrate(context, probe), options.exact)
    } catch (error) {
      await context.dispose()
      throw error
    }
  }

  /** How fast it is in this context. */
  get speed(): ModelSpeed {
    const { costs, decodeMs, readMs } = this.#calibration
    return { decodeMs, readMs, batches: [...costs] }
  }

  flops(position: number): number {
    return this.#file.flops(position)
  }

  get vocabulary(): string {
    return this.#file.vocabulary()
  }

  async open(
    chat: Chat,
    signal: CancelSignal,
    { likelihood = null }: { readonly likelihood?: LikelihoodOf | null } = {}
  ) {
    // A prompt that is shared as a whole evaluates nothing, and so would not heed the signal.
    if (signal.aborted) throw new Cancelled('Stopped.', NO_USAGE)
    const tokens = this.#promptTokens(chat)
    if (tokens.length === 0) throw new Error('The prompt is empty')
    const apartFrom = likelihood?.apartFrom ? this.#promptTokens(likelihood.apartFrom) : []
    const inherited = this.#handedOn
    this.#handedOn = null
    const sequence = inherited?.sequence ?? this.context.getSequence()
    const meter = new Meter((position) => this.flops(position))
    const text = new SequenceText(sequence, this.#dispatcher, this.#chunk, tokens)
    const open: OpenText = { sequence, text, logs: [] }
    const release = async (handOn: boolean) => {
      this.#open.delete(open)
      // On models that cannot cut a sequence, nothing is gained by keeping it.
      const keeps = handOn && this.#handedOn === null && !this.#exact && !sequence.needsCheckpoints
      if (keeps) this.#handedOn = open
      else {
        // A prompt that is being opened may copy from it.
        await this.#sharing
        await sequence.dispose()
      }
    }
    let logs: readonly number[] | null
    try {
      if (text.room <= 0) text.require(1, meter)
      logs = await this.#inTurn(() =>
        this.#readPrompt(open, inherited, meter, signal, likelihood !== null)
      )
    } catch (error) {
      await release(false)
      throw error
    }
    const { thinking } = chat
    const codec =
      thinking === null ? this.#codec : this.#codec.showing([thinking.open, thinking.close])
    const question = (turn: Turn) => this.#file.format.question(turn, chat.system)
    const thread = new LlamaThread(
      {
        codec,
        dispatcher: this.#dispatcher,
        flops: (position) => this.flops(position),
        isEndOfTurn: this.#file.endsTurn,
        knowsConfidence: (temperature) => temperature > 0 || this.#smallVocabulary
      },
      text,
      question,
      release
    )
    const measured = logs && meanApart(logs, tokens, apartFrom)
    return { thread, usage: meter.usage(), likelihood: measured }
  }

  /** The texts of the open threads, and the sequences that hold them, for measurements and tests. */
  openTexts(): readonly OpenText[] {
    return [...this.#open]
  }

  /** Frees what a thread has handed on and nobody took over: an attempt must not depend on the one before. */
  async forget(): Promise<void> {
    const { sequence } = this.#handedOn ?? {}
    this.#handedOn = null
    await sequence?.dispose()
  }

  /** Frees the context; open threads become useless. The weights stay. */
  async dispose(): Promise<void> {
    await this.context.dispose()
  }

  #promptTokens(chat: Chat): Token[] {
    return this.#codec.prompt(this.#file.format.prompt(chat))
  }

  /** Returns the log probabilities of the prompt's tokens where they are wanted and known of what was shared. */
  async #readPrompt(
    open: OpenText,
    inherited: OpenText | null,
    meter: Meter,
    signal: CancelSignal,
    likelihood: boolean
  ): Promise<readonly number[] | null> {
    const { sequence, text } = open
    let known: readonly number[] | null = []
    if (!this.#exact && !sequence.needsCheckpoints) {
      const { readMs } = this.#calibration
      const sharing = shareBeginning(open, inherited, this.#open, readMs)
      this.#sharing = sharing.catch(() => undefined)
      const { shared, from } = await sharing
      text.adopt(shared)
      known = logsOf(from, shared)
    }
    const leave = this.#dispatcher.enter()
    try {
      const measured =
        likelihood && known !== null && text.length > 1
          ? await this.#readLogs(open, known, meter, signal)
          : null
      await text.settle(meter, signal)
      return measured
    } finally {
      leave()
      this.#open.add(open)
    }
  }

  /** Reads a text of which some is evaluated, and how probable each of its tokens was after those before it. */
  async #readLogs(
    open: OpenText,
    known: readonly number[],
    meter: Meter,
    signal: CancelSignal
  ): Promise<readonly number[]> {
    const { text } = open
    const following = text.tokens.slice(known.length + 1)
    const items = following.map((token, index) =>
      askProbabilities(text.tokens[known.length + index]!, [token])
    )
    await text.resume(known.length, meter)
    const outputs = await text.look(items, meter, signal)
    const logs = outputs.map((output, index) => Math.log(probabilityOf(output, following[index]!)))
    open.logs = [...known, ...logs]
    return open.logs
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#opening
    const turn = before.then(work, work)
    this.#opening = turn.catch(() => undefined)
    return turn
  }
}

/** How probable the first `shared` tokens were, or null where that is not known of all of them. */
function logsOf(from: OpenText | null, shared: number): readonly number[] | null {
  if (shared <= 1) return []
  const logs = from?.logs.slice(0, shared - 1) ?? []
  return logs.length === shared - 1 ? logs : null
}

function vocabularySize({ native }: ModelFile): number {
  const { tokens } = native.fileInfo.metadata.tokenizer?.ggml ?? {}
  return tokens?.length ?? Infinity
}
