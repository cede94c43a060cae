import { NO_USAGE } from '../../../shared/cost.ts'
import type { StepStop } from '../../../shared/events.ts'
import {
  Cancelled,
  ContextFull,
  type CancelSignal,
  type Cut,
  type Mark,
  type Thread,
  type Turn,
  type Written,
  type WriteOptions
} from '../../../core/ports.ts'
import { likelihoodOf } from '../../../core/score.ts'
import { answerForms, type AnswerForms } from '../../answer-forms.ts'
import type { PromptPiece } from '../../chat-template.ts'
import { Meter } from '../../meter.ts'
import { LIMITS, waiting, type OnRetry } from './connection.ts'
import type { Computed, Dialect, PathCall, WrittenPart } from './dialect.ts'
import { ServerFailure } from './server-failure.ts'
import { billingSplits, lastPart, StreamBill } from './stream-bill.ts'
import { fitting, textOf, type TextToken } from './text-token.ts'

/** How often a step is begun anew that the server did not begin to answer, and answers may bring nothing. */
const RETRIES = 3

/** What a thread needs of its model. */
export interface ThreadServer {
  readonly dialect: Dialect
  /** Tokens of one path. */
  readonly contextSize: number
  readonly flops: (position: number) => number
  /** Whether a token that says nothing ends the turn, for the chat template. */
  readonly isEndOfTurn: (token: TextToken) => boolean
  /** Told why a step is written once more. */
  readonly onRetry: OnRetry
}

/** What is this path's own on its server. */
export interface PathPlace {
  readonly session: string
  readonly slot: number | null
  /** Control tokens that read as a text: the marks of the prompt's thinking part. */
  readonly shown: ReadonlyMap<number, string>
}

/**
 * One path's text, kept here as tokens. The server keeps nothing that matters: each request brings the whole text, of which
 * it finds again what it computed before. So a mark, a rewind and an appended text send nothing.
 */
export class ServerThread implements Thread {
  readonly #server: ThreadServer
  readonly #place: PathPlace
  readonly #question: (turn: Turn) => readonly PromptPiece[]
  readonly #release: () => void
  #tokens: TextToken[]
  /** Leading tokens that were computed for this path before: to compute one of them again is a repetition. */
  #evaluated = 0
  #busy = false
  #closed = false

  constructor(
    server: ThreadServer,
    place: PathPlace,
    prompt: readonly TextToken[],
    question: (turn: Turn) => readonly PromptPiece[],
    release: () => void
  ) {
    this.#server = server
    this.#place = place
    this.#tokens = [...prompt]
    this.#question = question
    this.#release = release
  }

  get length(): number {
    return this.#tokens.length
  }

  get room(): number {
    return Math.max(0, this.#server.contextSize - 1 - this.#tokens.length)
  }

  mark(): Mark {
    return { tokens: this.#tokens.length }
  }

  rewind(to: Mark): Promise<void> {
    if (to.tokens > this.#tokens.length) {
      throw new Error(`Cannot rewind ${this.#tokens.length} tokens to ${to.tokens}`)
    }
    this.#truncate(to.tokens)
    return Promise.resolve()
  }

  textAfter(from: Mark, to?: Mark): string {
    return textOf(this.#tokens.slice(from.tokens, to?.tokens))
  }

  cutAfter(from: Mark, characters: number): Cut {
    const after = this.#tokens.slice(from.tokens)
    const count = fitting(after, characters)
    const { length } = textOf(after.slice(0, count))
    return { mark: { tokens: from.tokens + count }, characters: length }
  }

  /** Evaluates the prompt but for its last token, which waits for whoever wants to know what follows it. */
  readPrompt(signal: CancelSignal) {
    return this.#call(signal, async (meter, call) => {
      this.#require(1, meter)
      const ids = this.#ids().slice(0, -1)
      const { dialect } = this.#server
      if (ids.length > 0) {
        this.#noteRead(meter, await this.#again(call, 'read', () => dialect.read(ids, call)))
      }
      return meter.usage()
    })
  }

  write(options: WriteOptions): Promise<Written> {
    return this.#call(options.signal, async (meter, call) => {
      this.#require(1, meter)
      const draft = await this.#writeWhole(options, meter, call)
      const { cut } = draft
      const kept = cut === null ? draft.tokens : await this.#cut(draft.tokens, cut, call)
      this.#tokens.push(...kept)
      this.#evaluated = Math.min(this.#evaluated, this.#tokens.length)
      return {
        text: textOf(kept),
        tokens: kept.length,
        stop: draft.stop,
        confidence: draft.probabilities.length === 0 ? null : likelihoodOf(draft.probabilities),
        probabilities:
          draft.probabilities.length === 0 ? null : draft.probabilities.slice(0, kept.length),
        usage: meter.usage()
      }
    })
  }

  append(text: string, signal: CancelSignal) {
    return this.#call(signal, async (meter, call) => {
      const added = await this.#server.dialect.tokenize(text, 'text', call)
      this.#require(added.length, meter)
      this.#tokens.push(...added)
      return { tokens: added.length, usage: meter.usage() }
    })
  }

  tokenProbabilities(text: string, signal: CancelSignal) {
    return this.#call(signal, async (meter, call) => {
      const { dialect } = this.#server
      const added = await dialect.tokenize(text, 'text', call)
      if (added.length === 0) return { probabilities: [], usage: NO_USAGE }
      this.#require(added.length, meter)
      const { probabilities, computed } = await this.#again(call, 'read', () =>
        dialect.likelihood(this.#ids(), added, call)
      )
      for (const request of computed) {
        // What it was made to write is read all the same: nothing was decided by drawing.
        this.#noteRead(meter, { ...request, prompt: request.prompt + request.sampled - 1 })
      }
      this.#tokens.push(...added)
      return { probabilities, usage: meter.usage() }
    })
  }

  propose(): Promise<never> {
    return Promise.reject(new Error(NO_SPECULATION))
  }

  verify(): Promise<never> {
    return Promise.reject(new Error(NO_SPECULATION))
  }

  follow(): never {
    throw new Error(NO_SPECULATION)
  }

  choices(turn: Turn | null, continuations: readonly string[], signal: CancelSignal) {
    return this.#call(signal, async (meter, call) => {
      const { dialect } = this.#server
      const { direct, spaced } = await this.#formsOf(continuations, call)
      const pieces = turn === null ? [] : this.#question(turn)
      const question = await tokensOf(pieces, dialect, call)
      const asked = [...this.#tokens, ...question]
      // One token more is read where a model would write a space first: not behind a line's end, or another space.
      const beyond = spaced !== null && /\S$/.test(textOf(asked.slice(-8))) ? spaced : null
      this.#require(question.length + (beyond === null ? 0 : 1), meter)
      const prompt = asked.map(({ id }) => id)
      const here = await this.#next(
        prompt,
        [...direct.flat(), ...(beyond === null ? [] : [beyond.space])],
        meter,
        call
      )
      if (beyond === null) {
        return { probabilities: direct.map((tokens) => sum(here, tokens)), usage: meter.usage() }
      }
      const there = await this.#next([...prompt, beyond.space], beyond.behind, meter, call)
      const space = here.get(beyond.space) ?? 0
      return {
        probabilities: direct.map(
          (tokens, index) => sum(here, tokens) + space * (there.get(beyond.behind[index]!) ?? 0)
        ),
        usage: meter.usage()
      }
    })
  }

  close(): Promise<void> {
    if (!this.#closed) this.#release()
    this.#closed = true
    return Promise.resolve()
  }

  async #next(
    prompt: readonly number[],
    candidates: readonly number[],
    meter: Meter,
    call: PathCall
  ): Promise<ReadonlyMap<number, number>> {
    const found = await this.#again(call, 'read', () =>
      this.#server.dialect.next(prompt, candidates, call)
    )
    for (const request of found.computed) this.#noteRead(meter, request)
    return found.probabilities
  }

  async #formsOf(answers: readonly string[], call: PathCall): Promise<AnswerForms<number>> {
    const texts = [' ', ...answers, ...answers.map((answer) => ` ${answer}`)]
    const tokens = await Promise.all(
      texts.map((text) => this.#server.dialect.tokenize(text, 'text', call))
    )
    const ids = new Map(texts.map((text, index) => [text, tokens[index]!.map(({ id }) => id)]))
    return answerForms(answers, { following: (text) => ids.get(text)! })
  }

  /** Writes a step to its end, over the servers of a router that come and go. */
  async #writeWhole(options: WriteOptions, meter: Meter, call: PathCall): Promise<Draft> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.#again(call, 'written', () => this.#writeOnce(options, meter, call))
      } catch (error) {
        const mayBegin = error instanceof ServerFailure && error.passing && !error.brokenOff
        if (!mayBegin || tries >= RETRIES) throw error
        this.#server.onRetry(`${error.message} The step is written anew.`, error.busy)
      }
    }
  }

  /** Asks anew where an answer breaks off: a server that has died is back only after a while, or left out by its router. */
  async #again<T>(
    { signal }: PathCall,
    what: 'read' | 'written',
    ask: () => Promise<T>
  ): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await ask()
      } catch (error) {
        const pause = LIMITS.pauses[tries]
        const brokeOff = error instanceof ServerFailure && error.brokenOff
        if (!brokeOff || pause === undefined) throw error
        this.#server.onRetry(`${error.message} The step is ${what} anew.`, error.busy)
        await waiting(pause, signal)
      }
    }
  }

  async #writeOnce(options: WriteOptions, meter: Meter, call: PathCall): Promise<Draft> {
    const { temperature, topP, topK = 0, end, onText } = options
    const limit = Math.min(options.maxTokens, this.room)
    const tokens: TextToken[] = []
    const probabilities: number[] = []
    let seed = options.seed
    /** Answers one after the other that brought nothing. */
    let empty = 0
    while (tokens.length < limit) {
      const prompt = [...this.#ids(), ...tokens.map(({ id }) => id)]
      const request = {
        ...{ prompt, maxTokens: limit - tokens.length, temperature, topP, topK, seed },
        ...{ stop: options.stop ?? null, shown: this.#place.shown }
      }
      const parts = this.#server.dialect.write(request, call)
      const bill = new StreamBill(meter, this.#evaluated)
      let ended: WrittenPart['type'] | StepStop | null = null
      try {
        for await (const part of parts) {
          bill.note(part.computed)
          if (part.type === 'end') {
            ended = part.stop === 'stop' ? null : part.stop
            break
          }
          const { token, probability } = part
          if (this.#server.isEndOfTurn(token)) {
            ended = 'end-of-turn'
            break
          }
          tokens.push(token)
          if (probability !== null) probabilities.push(probability)
          const text = textOf(tokens)
          const cut = end(text)
          onText?.(cut === null ? text : text.slice(0, cut))
          if (cut !== null) {
            if (options.stop !== undefined) await lastPart(parts, bill)
            return { tokens, probabilities, cut, stop: 'delimiter' }
          }
          if (tokens.length >= limit) {
            await lastPart(parts, bill)
            break
          }
        }
      } finally {
        bill.end()
        this.#evaluated = Math.max(this.#evaluated, bill.evaluated)
      }
      if (ended === 'end-of-turn') return { tokens, probabilities, cut: null, stop: 'end-of-turn' }
      if (ended === 'length') break
      // The server stopped at a text that is no end here: it is asked to go on behind it, and not with the same luck.
      seed += 1
      empty = prompt.length === this.#tokens.length + tokens.length ? empty + 1 : 0
      if (empty > RETRIES) {
        throw new ServerFailure(
          `The server ends its answers before they have begun. Is it a model server that works?`
        )
      }
    }
    return { tokens, probabilities, cut: null, stop: 'length' }
  }

  /** The tokens of the first `length` characters; where the end lies within one, its part is tokenized anew. */
  async #cut(
    tokens: readonly TextToken[],
    length: number,
    call: PathCall
  ): Promise<readonly TextToken[]> {
    const kept = tokens.slice(0, fitting(tokens, length))
    const rest = textOf(tokens).slice(textOf(kept).length, length)
    return rest === ''
      ? kept
      : [...kept, ...(await this.#server.dialect.tokenize(rest, 'text', call))]
  }

  #ids(): number[] {
    return this.#tokens.map(({ id }) => id)
  }

  #truncate(length: number): void {
    this.#tokens.length = Math.min(this.#tokens.length, length)
    this.#evaluated = Math.min(this.#evaluated, this.#tokens.length)
  }

  #require(more: number, meter: Meter): void {
    if (more <= this.room) return
    throw new ContextFull(
      `The text has ${this.length} tokens and ${more} more do not fit into the context of ${this.#server.contextSize}.`,
      meter.usage()
    )
  }

  #noteRead(meter: Meter, { cached: said, prompt }: Computed): void {
    const cached = said ?? Math.min(this.#evaluated, prompt)
    const repeated = Math.min(this.#evaluated, prompt) - cached
    meter.read(cached, Math.max(0, prompt - cached), Math.max(0, repeated))
    this.#evaluated = Math.max(this.#evaluated, prompt)
  }

  /** Runs one call at a time; one that fails leaves the text as it was, and says what it had spent. */
  async #call<T>(
    signal: CancelSignal,
    work: (meter: Meter, call: PathCall) => Promise<T>
  ): Promise<T> {
    if (this.#closed) throw new Error('The thread is closed')
    if (this.#busy) throw new Error('A thread takes one call at a time')
    const meter = new Meter(this.#server.flops)
    const before = this.#tokens.length
    const { session, slot } = this.#place
    this.#busy = true
    try {
      if (signal.aborted) throw new Cancelled('Stopped.', NO_USAGE)
      return await work(meter, { signal, session, slot, onSplit: billingSplits(meter) })
    } catch (error) {
      this.#truncate(before)
      if (error instanceof Cancelled) throw new Cancelled(error.message, meter.usage())
      if (error instanceof ServerFailure && error.tooLong) {
        throw new ContextFull(error.message, meter.usage())
      }
      throw error
    } finally {
      // Questions and rejected steps are no part of the text: what of them is computed again is not repeated.
      this.#evaluated = Math.min(this.#evaluated, this.#tokens.length)
      this.#busy = false
    }
  }
}

/** What was written, before it is cut at the end of the step. */
interface Draft {
  readonly tokens: readonly TextToken[]
  readonly probabilities: readonly number[]
  readonly cut: number | null
  readonly stop: StepStop
}

/** Tokens of pieces that follow other text. */
export async function tokensOf(
  pieces: readonly PromptPiece[],
  dialect: Dialect,
  call: PathCall
): Promise<TextToken[]> {
  const tokens = await Promise.all(
    pieces.map(({ kind, text }) => dialect.tokenize(text, kind, call))
  )
  return tokens.flat()
}

export const NO_SPECULATION =
  'proposals are verified token by token, and each would be a trip over the network. The method ssr exchanges whole steps.'

function sum(probabilities: ReadonlyMap<number, number>, tokens: readonly number[]): number {
  return tokens.reduce((total, token) => total + (probabilities.get(token) ?? 0), 0)
}
