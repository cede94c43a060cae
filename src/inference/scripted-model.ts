import type { Usage } from '../shared/cost.ts'
import type { ModelIdentity } from '../shared/events.ts'
import {
  Cancelled,
  ContextFull,
  type CancelSignal,
  type Chat,
  type Mark,
  type Model,
  type Thread,
  type Turn,
  type WriteOptions,
  type Written
} from '../core/ports.ts'

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
  /** The mean log probability of a prompt's tokens. 0 unless given. */
  readonly likelihood?: (chat: Chat) => number
  /** Waited for before each call, so that tests can let one path be slower than another. */
  readonly pause?: (moment: Moment) => Promise<void>
}

const TOKEN = /\n\n|\s|\w+|[^\s\w]/g

/** The tokens of a scripted model: words, marks and spaces. */
function scriptedTokens(text: string): string[] {
  return text.match(TOKEN) ?? []
}

/**
 * A model that speaks from a script, for tests of the method's logic. It counts tokens exactly as a real thread
 * does: the last token is evaluated by the call that needs its logits, and after a rollback it is evaluated again.
 */
export class ScriptedModel implements Model {
  readonly identity: ModelIdentity
  readonly decodeMs = 1
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
      contextSize = 10_000
    }: Partial<ModelIdentity> & { contextSize?: number } = {}
  ) {
    this.#script = script
    this.#contextSize = contextSize
    this.identity = { name, parameters, sha256: '0'.repeat(64) }
  }

  flops(position: number): number {
    return 2 * this.identity.parameters + position
  }

  open(
    chat: Chat,
    signal: CancelSignal,
    { likelihood = false } = {}
  ): Promise<{ thread: Thread; usage: Usage; likelihood: number | null }> {
    const thread = new ScriptedThread(this, this.#script, chat, this.#contextSize)
    const usage = thread.read(
      scriptedTokens(`${chat.system ?? ''}${chat.user}${chat.opening}`),
      signal
    )
    this.openThreads += 1
    return Promise.resolve({
      thread,
      usage,
      likelihood: likelihood ? (this.#script.likelihood?.(chat) ?? 0) : null
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
  #closed = false

  constructor(model: ScriptedModel, script: Script, chat: Chat, contextSize: number) {
    this.#model = model
    this.#script = script
    this.#chat = chat
    this.#contextSize = contextSize
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
    this.#tokens.length = to.tokens
    this.#cached = Math.min(this.#cached, to.tokens)
    this.#seen = Math.min(this.#seen, to.tokens)
    return Promise.resolve()
  }

  async write(options: WriteOptions): Promise<Written> {
    await this.#pause(options.signal)
    const script = scriptedTokens(this.#script.write({ ...this.#moment(), seed: options.seed }))
    if (this.room < 1) throw new ContextFull('The context is full', this.#usage(0, 0))
    const written: string[] = []
    let stop: Written['stop'] = 'end-of-turn'
    // The token that ends the turn is sampled, and so decoded for, like any other.
    for (const token of script) {
      written.push(token)
      options.onText?.(written.join(''))
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
    return { text: written.join(''), tokens: written.length, stop, confidence: null, usage }
  }

  async append(text: string, signal: CancelSignal): Promise<{ tokens: number; usage: Usage }> {
    await this.#pause(signal)
    const tokens = scriptedTokens(text)
    const usage = this.#feed(tokens, this.#tokens.length + tokens.length - 1, signal)
    return { tokens: tokens.length, usage }
  }

  async tokenProbabilities(
    text: string,
    signal: CancelSignal
  ): Promise<{ probabilities: number[]; usage: Usage }> {
    await this.#pause(signal)
    const moment = this.#moment()
    const tokens = scriptedTokens(text)
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
    const suffix = turn === null ? [] : scriptedTokens(`${turn.user}${turn.opening}`)
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
