import type { Token } from 'node-llama-cpp'
import { NO_USAGE } from '../shared/cost.ts'
import type { StepStop } from '../shared/events.ts'
import type { CancelSignal, Mark, Thread, Turn, Written, WriteOptions } from '../core/ports.ts'
import type { PromptPiece } from './chat-template.ts'
import type { Dispatcher } from './dispatcher.ts'
import { Meter } from './meter.ts'
import type { SequenceText } from './sequence-text.ts'
import { wholeText, type TextCodec } from './text-codec.ts'
import { askProbabilities, probabilityOf } from './token-probability.ts'

/** What a thread needs of its model. */
export interface ThreadModel {
  readonly codec: TextCodec
  readonly dispatcher: Dispatcher
  readonly flops: (position: number) => number
  readonly isEndOfTurn: (token: Token) => boolean
  /** Whether the probability of a sampled token costs next to nothing at this temperature. */
  readonly knowsConfidence: (temperature: number) => boolean
}

/** One path's text in one model's context. */
export class LlamaThread implements Thread {
  readonly #model: ThreadModel
  readonly #text: SequenceText
  readonly #question: (turn: Turn) => readonly PromptPiece[]
  readonly #release: (handOn: boolean) => Promise<void>
  #busy = false
  #closing: Promise<void> | null = null

  constructor(
    model: ThreadModel,
    text: SequenceText,
    question: (turn: Turn) => readonly PromptPiece[],
    release: (handOn: boolean) => Promise<void>
  ) {
    this.#model = model
    this.#text = text
    this.#question = question
    this.#release = release
  }

  get length(): number {
    return this.#text.length
  }

  get room(): number {
    return this.#text.room
  }

  mark(): Mark {
    return { tokens: this.#text.length }
  }

  rewind(to: Mark): Promise<void> {
    if (to.tokens > this.#text.length) {
      throw new Error(`Cannot rewind ${this.#text.length} tokens to ${to.tokens}`)
    }
    this.#text.truncate(to.tokens)
    return Promise.resolve()
  }

  write(options: WriteOptions): Promise<Written> {
    return this.#call(async (meter) => {
      this.#text.require(1, meter)
      await this.#text.settle(meter, options.signal)
      const { tokens, stop, confidence } = await this.#sample(options, meter)
      this.#text.push(tokens.kept)
      this.#text.recognise()
      return {
        text: tokens.text,
        tokens: tokens.kept.length,
        stop,
        confidence,
        usage: meter.usage()
      }
    })
  }

  append(text: string, signal: CancelSignal) {
    const added = this.#model.codec.following(text)
    if (added.length === 0) return Promise.resolve({ tokens: 0, usage: NO_USAGE })
    return this.#call(async (meter) => {
      this.#text.require(added.length, meter)
      await this.#text.checkpoint(meter)
      this.#text.push(added)
      await this.#text.settle(meter, signal)
      return { tokens: added.length, usage: meter.usage() }
    })
  }

  tokenProbabilities(text: string, signal: CancelSignal) {
    const added = this.#model.codec.following(text)
    if (added.length === 0) return Promise.resolve({ probabilities: [], usage: NO_USAGE })
    return this.#call(async (meter) => {
      this.#text.require(added.length, meter)
      await this.#text.settle(meter, signal)
      const before = this.#text.tokens.slice(-1)
      this.#text.push(added)
      const items = [...before, ...added.slice(0, -1)].map((token, i) =>
        askProbabilities(token, [added[i]!])
      )
      const outputs = await this.#text.look(items, meter, signal)
      return {
        probabilities: outputs.map((output, i) => probabilityOf(output, added[i]!)),
        usage: meter.usage()
      }
    })
  }

  choices(turn: Turn | null, continuations: readonly string[], signal: CancelSignal) {
    const { codec } = this.#model
    const candidates = firstTokens(continuations, codec)
    const question = turn === null ? [] : codec.continuation(this.#question(turn))
    return this.#call(async (meter) => {
      this.#text.require(question.length, meter)
      await this.#text.settle(meter, signal)
      const asked = [...this.#text.tokens.slice(-1), ...question]
      const last = asked.pop()!
      const outputs = await this.#text.look(
        [...asked, askProbabilities(last, candidates)],
        meter,
        signal
      )
      return {
        probabilities: candidates.map((token) => probabilityOf(outputs.at(-1)!, token)),
        usage: meter.usage()
      }
    })
  }

  close({ handOn = false } = {}): Promise<void> {
    this.#closing ??= this.#release(handOn)
    return this.#closing
  }

  async #sample(options: WriteOptions, meter: Meter) {
    const { codec, isEndOfTurn, knowsConfidence } = this.#model
    const { temperature, topP, seed, signal, end, onText } = options
    const limit = Math.min(options.maxTokens, this.#text.room)
    const read = codec.reader(this.#text.tokens)
    const confidence = knowsConfidence(temperature)
    const tokens: Token[] = []
    const probabilities: number[] = []
    let stop: StepStop = 'length'
    let text = ''
    let cut: number | null = null
    const sampled = this.#text.sample({ temperature, topP, seed, confidence }, meter, signal)
    for await (const { token, probability } of sampled) {
      if (isEndOfTurn(token)) {
        stop = 'end-of-turn'
        break
      }
      tokens.push(token)
      if (probability !== null) probabilities.push(probability)
      text = wholeText(read(tokens))
      cut = end(text)
      onText?.(cut === null ? text : text.slice(0, cut))
      if (cut !== null) {
        stop = 'delimiter'
        break
      }
      if (tokens.length >= limit) break
    }
    const kept = cut === null ? codec.wholeCharacters(tokens, read) : codec.cut(tokens, cut, read)
    return {
      tokens: { kept, text: cut === null ? text : text.slice(0, cut) },
      stop,
      confidence: summary(probabilities)
    }
  }

  /** Runs one call at a time; one that fails leaves the text as it was. */
  async #call<T>(work: (meter: Meter) => Promise<T>): Promise<T> {
    if (this.#closing !== null) throw new Error('The thread is closed')
    if (this.#busy) throw new Error('A thread takes one call at a time')
    const meter = new Meter(this.#model.flops)
    const before = this.#text.length
    const leave = this.#model.dispatcher.enter()
    this.#busy = true
    try {
      return await work(meter)
    } catch (error) {
      this.#text.truncate(before)
      throw error
    } finally {
      this.#busy = false
      leave()
    }
  }
}

/** The token that each continuation begins with. They must differ, or one could not be told from the other. */
function firstTokens(continuations: readonly string[], codec: TextCodec): Token[] {
  const tokens = continuations.map((continuation) => codec.following(continuation)[0])
  const distinct = new Set(tokens)
  if (distinct.has(undefined) || distinct.size < continuations.length) {
    throw new Error(
      `This model cannot tell the answers ${continuations.join(', ')} apart by their first token. Choose another scorer.`
    )
  }
  return tokens as Token[]
}

function summary(probabilities: readonly number[]): Written['confidence'] {
  if (probabilities.length === 0) return null
  const logarithms = probabilities.reduce((sum, probability) => sum + Math.log(probability), 0)
  return {
    min: Math.min(...probabilities),
    mean: Math.exp(logarithms / probabilities.length)
  }
}
