import type { ControlledEvaluateIndexOutput, Token } from 'node-llama-cpp'
import { NO_USAGE } from '../../../shared/cost.ts'
import type { StepStop } from '../../../shared/events.ts'
import type {
  CancelSignal,
  Cut,
  Mark,
  ProposeOptions,
  Thread,
  Turn,
  VerifyOptions,
  Written,
  WriteOptions
} from '../../../core/ports.ts'
import { createRandom } from '../../../core/random.ts'
import { draw, verifyTokens, type ProposedToken } from '../../../core/token-speculation.ts'
import { answerForms } from '../../answer-forms.ts'
import type { PromptPiece } from '../../chat-template.ts'
import type { Dispatcher } from './dispatcher.ts'
import { Meter } from '../../meter.ts'
import { nucleus } from './nucleus.ts'
import type { SequenceText } from './sequence-text.ts'
import { wholeText, type TextCodec } from './text-codec.ts'
import { askLogits, askProbabilities, probabilityOf } from './token-probability.ts'

/** Tokens that a character may lack at most of which there is one: each of its bytes may be a token. */
const REST_OF_A_CHARACTER = 3

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

  textAfter(from: Mark, to?: Mark): string {
    const { tokens } = this.#text
    return this.#model.codec.reader(tokens.slice(0, from.tokens))(
      tokens.slice(from.tokens, to?.tokens)
    )
  }

  cutAfter(from: Mark, characters: number): Cut {
    const { tokens } = this.#text
    const read = this.#model.codec.reader(tokens.slice(0, from.tokens))
    const count = this.#model.codec.fitting(tokens.slice(from.tokens), characters, read)
    const { length } = read(tokens.slice(from.tokens, from.tokens + count))
    return { mark: { tokens: from.tokens + count }, characters: length }
  }

  write(options: WriteOptions): Promise<Written> {
    return this.#call(async (meter) => {
      this.#text.require(1, meter)
      await this.#text.settle(meter, options.signal)
      const { tokens, stop, probabilities } = await this.#sample(options, meter)
      this.#text.push(tokens.kept)
      this.#text.recognise()
      return {
        text: tokens.text,
        tokens: tokens.kept.length,
        stop,
        confidence: summary(probabilities),
        probabilities:
          probabilities.length === 0 ? null : probabilities.slice(0, tokens.kept.length),
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

  propose({ count, temperature, topP, topK = 0, seed, signal }: ProposeOptions) {
    return this.#call(async (meter) => {
      const { isEndOfTurn } = this.#model
      await this.#text.settle(meter, signal)
      const random = createRandom(seed)
      const proposal: ProposedToken[] = []
      let last = this.#text.tokens.at(-1)!
      while (proposal.length < Math.min(count, this.#text.room)) {
        const ask = askLogits(last, { temperature, topP, topK })
        const [output] = await this.#text.look([ask], meter, signal, { draws: true })
        const from = nucleus(logitsOf(output), { temperature, topP, topK })
        last = draw(from, random) as Token
        proposal.push({ token: last, from })
        if (isEndOfTurn(last)) break
      }
      return { proposal, usage: meter.usage() }
    })
  }

  verify(proposal: readonly ProposedToken[], options: VerifyOptions) {
    const { temperature, topP, topK = 0, seed, signal, from } = options
    return this.#call(async (meter) => {
      this.#text.require(1, meter)
      await this.#text.settle(meter, signal)
      const items = [...this.#text.tokens.slice(-1), ...proposal.map(({ token }) => token as Token)]
      const outputs = await this.#text.look(
        items.map((token) => askLogits(token, { temperature, topP, topK })),
        meter,
        signal,
        { draws: true }
      )
      const target = outputs.map((output) => nucleus(logitsOf(output), { temperature, topP, topK }))
      const { accepted, next } = verifyTokens(proposal, target, createRandom(seed))
      const drawn = [...proposal.slice(0, accepted).map(({ token }) => token), next] as Token[]
      const { kept, count, stop } = this.#cutStep(drawn, from, options)
      this.#text.push(kept)
      this.#text.recognise()
      return {
        tokens: kept,
        accepted: Math.min(accepted, count),
        probabilities:
          temperature === 0
            ? []
            : drawn.slice(0, count).map((token, index) => target[index]!.get(token)!),
        stop,
        usage: meter.usage()
      }
    })
  }

  follow(tokens: readonly number[]): void {
    this.#text.push(tokens as readonly Token[])
    this.#text.recognise()
  }

  /** What of the drawn tokens belongs to the step, and whether it ends there. */
  #cutStep(drawn: readonly Token[], from: Mark, { end, maxTokens }: VerifyOptions) {
    const { codec, isEndOfTurn } = this.#model
    const before = this.#text.tokens.slice(from.tokens)
    const read = codec.reader(this.#text.tokens.slice(0, from.tokens))
    for (const [index, token] of drawn.entries()) {
      const ended = isEndOfTurn(token)
      if (ended) return { kept: drawn.slice(0, index), count: index, stop: 'end-of-turn' as const }
      const written = [...before, ...drawn.slice(0, index + 1)]
      const cut = end(wholeText(read(written)))
      if (cut !== null) {
        const kept = codec.cut(written, cut, read).slice(before.length)
        return { kept, count: index + 1, stop: 'delimiter' as const }
      }
      if (index + 1 >= maxTokens) {
        return { kept: drawn.slice(0, index + 1), count: index + 1, stop: 'length' as const }
      }
    }
    return { kept: drawn, count: drawn.length, stop: null }
  }

  choices(turn: Turn | null, continuations: readonly string[], signal: CancelSignal) {
    const { codec } = this.#model
    const { direct, spaced } = answerForms(continuations, codec)
    const question = turn === null ? [] : codec.continuation(this.#question(turn))
    return this.#call(async (meter) => {
      const asked = [...this.#text.tokens.slice(-1), ...question]
      // One token more is read where a model would write a space first: not behind a line's end, or another space.
      const beyond = spaced !== null && /\S$/.test(codec.reader([])(asked)) ? spaced : null
      this.#text.require(question.length + (beyond === null ? 0 : 1), meter)
      await this.#text.settle(meter, signal)
      const last = asked.pop()!
      const outputs = await this.#text.look(
        [
          ...asked,
          askProbabilities(last, [...direct.flat(), ...(beyond === null ? [] : [beyond.space])]),
          ...(beyond === null ? [] : [askProbabilities(beyond.space, beyond.behind)])
        ],
        meter,
        signal
      )
      const here = outputs[asked.length]!
      const afterSpace = beyond === null ? 0 : probabilityOf(here, beyond.space)
      return {
        probabilities: direct.map((tokens, index) => {
          const bare = tokens.reduce((sum, token) => sum + probabilityOf(here, token), 0)
          if (beyond === null) return bare
          return bare + afterSpace * probabilityOf(outputs.at(-1)!, beyond.behind[index]!)
        }),
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
    const { temperature, topP, topK = 0, seed, signal, end, onText } = options
    const { room } = this.#text
    const limit = Math.min(options.maxTokens, room)
    // Half a character is taken back, unless that would read the whole step again: then it is ended.
    const most = this.#text.canBeCut ? limit : Math.min(limit + REST_OF_A_CHARACTER, room)
    const read = codec.reader(this.#text.tokens)
    const confidence = knowsConfidence(temperature)
    const tokens: Token[] = []
    const probabilities: number[] = []
    let stop: StepStop = 'length'
    let text = ''
    let cut: number | null = null
    const sampled = this.#text.sample({ temperature, topP, topK, seed, confidence }, meter, signal)
    for await (const { token, probability } of sampled) {
      if (isEndOfTurn(token)) {
        stop = 'end-of-turn'
        break
      }
      tokens.push(token)
      if (probability !== null) probabilities.push(probability)
      const written = read(tokens)
      text = wholeText(written)
      cut = end(text)
      onText?.(cut === null ? text : text.slice(0, cut))
      if (cut !== null) {
        stop = 'delimiter'
        break
      }
      if (tokens.length >= (text.length === written.length ? limit : most)) break
    }
    const kept = cut === null ? codec.wholeCharacters(tokens, read) : codec.cut(tokens, cut, read)
    return {
      tokens: { kept, text: cut === null ? text : text.slice(0, cut) },
      stop,
      probabilities
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

function logitsOf(output: ControlledEvaluateIndexOutput | undefined): ReadonlyMap<Token, number> {
  const logits = output?.next.logits
  if (logits === undefined) throw new Error('The engine returned no logits')
  return logits
}

function summary(probabilities: readonly number[]): Written['confidence'] {
  if (probabilities.length === 0) return null
  const logarithms = probabilities.reduce((sum, probability) => sum + Math.log(probability), 0)
  return {
    min: Math.min(...probabilities),
    mean: Math.exp(logarithms / probabilities.length)
  }
}
