import type { ProposedToken } from '../../src/core/token-speculation.ts'
import type { Usage } from '../../src/shared/cost.ts'
import type { Confidence, ModelIdentity } from '../../src/shared/events.ts'
import {
  Cancelled,
  ContextFull,
  type CancelSignal,
  type Chat,
  type Cut,
  type LikelihoodOf,
  type Mark,
  type Model,
  type ProposeOptions,
  type Thread,
  type Turn,
  type VerifiedText,
  type VerifyOptions,
  type WriteOptions,
  type Written
} from '../../src/core/ports.ts'

/** What a scripted model is asked at some point of a thread. */
export interface Moment {
  readonly chat: Chat
  /** The assistant's text so far, without the prompt. */
  readonly text: string
}

/** What a scripted model says. Each function sees the thread's whole text, as a model would. */
export interface Script {
  /** The text that it would write from here to the end of its turn. */
  readonly write: (moment: Moment & { readonly seed: number }) => string
  /** The probability of each continuation. All equal unless given. */
  readonly choices?: (
    moment: Moment & { readonly turn: Turn | null; readonly continuations: readonly string[] }
  ) => readonly number[]
  /** The probability of each token of a text that somebody else wrote. All 1 unless given. */
  readonly probability?: (moment: Moment & { readonly token: string }) => number
  /** How probable it finds what it wrote itself. Unknown unless given. */
  readonly confidence?: (moment: Moment & { readonly written: string }) => Confidence | null
  /** The probability of each token that it wrote itself. Unknown unless given. */
  readonly own?: (token: string) => number
  /** The mean log probability of a prompt's tokens. 0 unless given. */
  readonly likelihood?: (chat: Chat, of: LikelihoodOf) => number
  /** How it divides a text into tokens. */
  readonly split?: (text: string) => string[]
  /** Waited for before each call, so that tests can let one path be slower than another. */
  readonly pause?: (moment: Moment) => Promise<void>
  /** Waited for before each token that it writes, so that it can be cut off in the middle. */
  readonly pace?: (moment: Moment) => Promise<void>
}

const NOT_ABORTED = { aborted: false }

const TOKEN = /\n\n|\s|\w+|[^\s\w]/g

/** The tokens of a scripted model unless told otherwise: words, marks and spaces. */
function scriptedTokens(text: string): string[] {
  return text.match(TOKEN) ?? []
}

/** A token that no text has. */
const END_OF_TURN = ''
const words: string[] = []

/** The number of a word in the vocabulary that all scripted models share. */
function numberOf(word: string): number {
  const known = words.indexOf(word)
  return known < 0 ? words.push(word) - 1 : known
}

function wordOf(token: number): string {
  return words[token]!
}

/**
 * A model that speaks from a script, for tests of the method's logic. It counts tokens exactly as a real thread
 * does: the last token is evaluated by the call that needs its logits, and after a rollback it is evaluated again.
 */
export class ScriptedModel implements Model {
  readonly identity: ModelIdentity
  readonly decodeMs = 1
  readonly vocabulary: string
  readonly server: string | null
  readonly #script: Script
  readonly #contextSize: number
  /** Tokens evaluated by all threads, as a real context's batches would count them. */
  evaluated = 0
  openThreads = 0

  constructor(
    script: Script,
    {
      parameters = 100,
      name = 'scripted',
      sha256 = '0'.repeat(64),
      contextSize = 10_000,
      vocabulary = 'words',
      server = null
    }: Partial<ModelIdentity> & {
      contextSize?: number
      vocabulary?: string
      server?: string | null
    } = {}
  ) {
    this.#script = script
    this.#contextSize = contextSize
    this.vocabulary = vocabulary
    this.server = server
    this.identity = { name, parameters, sha256 }
  }

  flops(position: number): number {
    return 2 * this.identity.parameters + position
  }

  async open(
    chat: Chat,
    signal: CancelSignal,
    { likelihood = null }: { readonly likelihood?: LikelihoodOf | null } = {}
  ): Promise<{ thread: Thread; usage: Usage; likelihood: number | null }> {
    const thread = new ScriptedThread(this, this.#script, chat, this.#contextSize)
    const usage = thread.read(
      (this.#script.split ?? scriptedTokens)(`${chat.system ?? ''}${chat.user}${chat.opening}`),
      signal
    )
    this.openThreads += 1
    return await Promise.resolve({
      thread,
      usage,
      likelihood: likelihood ? (this.#script.likelihood?.(chat, likelihood) ?? 0) : null
    })
  }
}

class ScriptedThread implements Thread {
  readonly #model: ScriptedModel
  readonly #script: Script
  readonly #chat: Chat
  readonly #contextSize: number
  #tokens: string[] = []
  #promptLength = 0
  /** Tokens in the KV sequence. */
  #cached = 0
  /** Tokens of the present text that were evaluated at least once. */
  #seen = 0
  /** What the KV sequence holds beyond the text: tokens that were proposed. */
  #beyond: readonly string[] = []
  #closed = false

  constructor(model: ScriptedModel, script: Script, chat: Chat, contextSize: number) {
    this.#model = model
    this.#script = script
    this.#chat = chat
    this.#contextSize = contextSize
  }

  #split(text: string): string[] {
    return (this.#script.split ?? scriptedTokens)(text)
  }

  get length(): number {
    return this.#tokens.length
  }

  get room(): number {
    return this.#contextSize - this.#tokens.length
  }

  /** Reads the prompt; its last token waits for the first call that needs its logits. */
  read(prompt: readonly string[], signal: CancelSignal): Usage {
    const usage = this.#feed(prompt, prompt.length - 1, signal)
    this.#promptLength = prompt.length
    return usage
  }

  mark(): Mark {
    return { tokens: this.#tokens.length }
  }

  rewind(to: Mark): Promise<void> {
    this.#return(to.tokens)
    return Promise.resolve()
  }

  textAfter(from: Mark, to?: Mark): string {
    return this.#tokens.slice(from.tokens, to?.tokens).join('')
  }

  cutAfter(from: Mark, characters: number): Cut {
    let [tokens, length] = [from.tokens, 0]
    for (const token of this.#tokens.slice(from.tokens)) {
      if (length + token.length > characters) break
      tokens += 1
      length += token.length
    }
    return { mark: { tokens }, characters: length }
  }

  async write(options: WriteOptions): Promise<Written> {
    await this.#pause(options.signal)
    const moment = this.#moment()
    const script = this.#split(this.#script.write({ ...moment, seed: options.seed }))
    if (this.room < 1) throw new ContextFull('The context is full', this.#usage(0, 0))
    const written: string[] = []
    let stop: Written['stop'] = 'end-of-turn'
    // The token that ends the turn is sampled, and so decoded for, like any other.
    for (const token of script) {
      if (this.#script.pace) await this.#script.pace(moment)
      written.push(token)
      options.onText?.(written.join(''))
      if (options.signal.aborted) throw this.#cutOff(written)
      if (options.end(written.join('')) !== null) {
        stop = 'delimiter'
        break
      }
      if (written.length >= Math.min(options.maxTokens, this.room)) {
        stop = 'length'
        break
      }
    }
    const sampled = written.length + (stop === 'end-of-turn' ? 1 : 0)
    const goal = this.#tokens.length + sampled - 1
    const usage = this.#feed(written, goal, options.signal, { decoded: sampled, sampling: true })
    const confidence = this.#script.confidence?.({ ...moment, written: written.join('') }) ?? null
    const text = written.join('')
    const probabilities = this.#script.own ? written.map(this.#script.own) : null
    return { text, tokens: written.length, stop, confidence, probabilities, usage }
  }

  /** What was written until it was cut off was decoded all the same; the text stays as it was. */
  #cutOff(written: readonly string[]): Cancelled {
    const before = this.#tokens.length
    const usage = this.#feed(written, before + written.length - 1, NOT_ABORTED, {
      decoded: written.length,
      sampling: true
    })
    this.#return(before)
    return new Cancelled('The call was cut off', usage)
  }

  async propose({ count, seed, signal }: ProposeOptions) {
    await this.#pause(signal)
    const words = this.#continuation(seed).slice(0, Math.max(0, Math.min(count, this.room)))
    const before = this.#tokens.length
    const usage = this.#feed(words, before + words.length - 1, signal, {
      decoded: words.length,
      sampling: true
    })
    this.#return(before)
    this.#beyond = words.slice(0, -1)
    const proposal = words.map((word) => {
      const token = numberOf(word)
      return { token, from: new Map([[token, 1]]) }
    })
    return { proposal, usage }
  }

  async verify(
    proposal: readonly ProposedToken[],
    { from, end, maxTokens, seed, signal }: VerifyOptions
  ): Promise<VerifiedText> {
    await this.#pause(signal)
    const proposed = proposal.map(({ token }) => wordOf(token))
    const before = this.#tokens.length
    const script = this.#continuation(seed)
    const usage = this.#feed(proposed, before + proposed.length, signal, {
      decoded: 1,
      sampling: true
    })
    this.#return(before)
    this.#beyond = proposed
    const different = proposed.findIndex((word, index) => word !== script[index])
    const accepted = different < 0 ? proposed.length : different
    const drawn = script.slice(0, accepted + 1)
    let stop: VerifiedText['stop'] = null
    let kept = 0
    while (kept < drawn.length && stop === null) {
      if (drawn[kept] === END_OF_TURN) {
        stop = 'end-of-turn'
        break
      }
      kept += 1
      const text = [...this.#tokens.slice(from.tokens), ...drawn.slice(0, kept)].join('')
      if (end(text) !== null) stop = 'delimiter'
      else if (kept >= maxTokens) stop = 'length'
    }
    const tokens = drawn.slice(0, kept).map(numberOf)
    this.follow(tokens)
    return { tokens, accepted: Math.min(accepted, kept), probabilities: [], stop, usage }
  }

  follow(tokens: readonly number[]): void {
    const words = tokens.map(wordOf)
    const different = words.findIndex((word, index) => word !== this.#beyond[index])
    const held = different < 0 ? words.length : different
    if (this.#cached === this.#tokens.length) {
      this.#cached += held
      this.#seen = Math.max(this.#seen, this.#cached)
    }
    this.#tokens.push(...words)
    this.#beyond = []
  }

  /** What it would write from here, and that its turn ends behind it. */
  #continuation(seed: number): string[] {
    return [...this.#split(this.#script.write({ ...this.#moment(), seed })), END_OF_TURN]
  }

  /** Takes back what was evaluated beyond the text. */
  #return(length: number): void {
    this.#tokens.length = length
    this.#cached = Math.min(this.#cached, length)
    this.#seen = Math.min(this.#seen, length)
  }

  async append(text: string, signal: CancelSignal): Promise<{ tokens: number; usage: Usage }> {
    await this.#pause(signal)
    const tokens = this.#split(text)
    const usage = this.#feed(tokens, this.#tokens.length + tokens.length - 1, signal)
    return { tokens: tokens.length, usage }
  }

  async tokenProbabilities(
    text: string,
    signal: CancelSignal
  ): Promise<{ probabilities: number[]; usage: Usage }> {
    await this.#pause(signal)
    const moment = this.#moment()
    const tokens = this.#split(text)
    const goal = this.#tokens.length + tokens.length - 1
    const usage = this.#feed(tokens, goal, signal, { sampling: true })
    const probabilities = tokens.map(
      (token) => this.#script.probability?.({ ...moment, token }) ?? 1
    )
    return { probabilities, usage }
  }

  async choices(
    turn: Turn | null,
    continuations: readonly string[],
    signal: CancelSignal
  ): Promise<{ probabilities: readonly number[]; usage: Usage }> {
    await this.#pause(signal)
    const before = this.mark()
    const moment = this.#moment()
    const suffix = turn === null ? [] : this.#split(`${turn.user}${turn.opening}`)
    const goal = this.#tokens.length + suffix.length
    const usage = this.#feed(suffix, goal, signal, { sampling: suffix.length === 0 })
    await this.rewind(before)
    const probabilities =
      this.#script.choices?.({ ...moment, turn, continuations }) ??
      continuations.map(() => 1 / continuations.length)
    return { probabilities, usage }
  }

  close(): Promise<void> {
    if (!this.#closed) this.#model.openThreads -= 1
    this.#closed = true
    return Promise.resolve()
  }

  #moment(): Moment {
    return { chat: this.#chat, text: this.#tokens.slice(this.#promptLength).join('') }
  }

  async #pause(signal: CancelSignal): Promise<void> {
    await (this.#script.pause?.(this.#moment()) ?? Promise.resolve())
    if (signal.aborted) throw new Cancelled('The call was cut off', this.#usage(0, 0))
  }

  /**
   * Adds tokens and evaluates the text up to `goal`. Where the logits behind the present text are needed
   * (`sampling`) and a rollback has lost them, its last token is evaluated once more.
   */
  #feed(
    tokens: readonly string[],
    goal: number,
    signal: CancelSignal,
    { decoded = 0, sampling = false } = {}
  ): Usage {
    if (signal.aborted) throw new Cancelled('The call was cut off', this.#usage(0, 0))
    if (tokens.length > this.room) throw new ContextFull('The text does not fit', this.#usage(0, 0))
    const start = sampling ? Math.min(this.#cached, this.#tokens.length - 1) : this.#cached
    const repeated = Math.max(0, this.#seen - start)
    this.#tokens.push(...tokens)
    this.#cached = Math.max(start, goal)
    this.#seen = Math.max(this.#seen, this.#cached)
    const evaluated = this.#cached - start
    this.#model.evaluated += evaluated
    return this.#usage(evaluated - decoded, decoded, start, Math.min(1, repeated), repeated)
  }

  #usage(prefilled: number, decoded: number, start = 0, boundary = 0, repeated = 0): Usage {
    const count = prefilled + decoded
    let flops = 0
    for (let position = start; position < start + count; position++) {
      flops += this.#model.flops(position)
    }
    return { prefilled, decoded, ms: count, flops, boundary, reevaluated: repeated - boundary }
  }
}
