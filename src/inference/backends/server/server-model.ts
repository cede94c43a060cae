import { randomUUID } from 'node:crypto'
import type { Inabilities } from '../../../core/abilities.ts'
import {
  Cancelled,
  NEVER_CANCELLED,
  type CancelSignal,
  type Chat,
  type Turn
} from '../../../core/ports.ts'
import { addUsage, NO_USAGE } from '../../../shared/cost.ts'
import type { ModelIdentity } from '../../../shared/events.ts'
import type { ModelSpeed } from '../../../shared/judgement.ts'
import type { ContextOptions, OpenModel } from '../../backend.ts'
import { Meter } from '../../meter.ts'
import type { OnRetry } from './connection.ts'
import type { MetServer } from './met-server.ts'
import { NO_SPECULATION, ServerThread, tokensOf } from './server-thread.ts'
import { Slots } from './slots.ts'
import { billingSplits } from './stream-bill.ts'
import type { TextToken } from './text-token.ts'

/** What no server can do for a path. */
export const INABILITIES: Inabilities = new Map([
  ['speculation', NO_SPECULATION],
  [
    'exactness',
    'the server joins what several ask of it in batches as it likes. Use the model as a file on this machine.'
  ]
])

/** Tokens that are written to find out how fast a server is. */
const PROBE_TOKENS = 8

/** A model on a server. Nothing of it is here: each path is a row of requests. */
export class ServerModel implements OpenModel {
  readonly inabilities = INABILITIES
  readonly identity: ModelIdentity
  readonly vocabulary: string
  readonly server: string
  readonly speed: ModelSpeed
  readonly #met: MetServer
  readonly #contextSize: number
  readonly #slots: Slots
  readonly #onRetry: OnRetry

  private constructor(
    server: MetServer,
    { contextSize, paths }: ContextOptions,
    speed: ModelSpeed,
    onRetry: OnRetry
  ) {
    this.#met = server
    this.server = server.connection.url
    this.identity = server.identity
    this.vocabulary = `server ${server.identity.sha256}`
    this.speed = speed
    this.#contextSize = Math.min(contextSize, server.contextSize)
    // Where there are more paths than slots, a path that insisted on one would wait while another is idle.
    this.#slots = new Slots(paths <= server.slots ? server.slots : 0)
    this.#onRetry = onRetry
  }

  /** @param onRetry told why something is asked for once more */
  static async create(
    server: MetServer,
    options: ContextOptions,
    onRetry: OnRetry = () => undefined
  ): Promise<ServerModel> {
    return new ServerModel(server, options, await speedOf(server), onRetry)
  }

  get decodeMs(): number {
    return this.speed.decodeMs
  }

  /** 2 P: the server does not say how its parts are shaped (docs/remote.md). */
  flops(): number {
    return 2 * this.identity.parameters
  }

  async open(chat: Chat, signal: CancelSignal) {
    if (signal.aborted) throw new Cancelled('Stopped.', NO_USAGE)
    const { dialect, format, marks, isEndOfTurn } = this.#met
    const session = randomUUID()
    const splitting = new Meter(() => this.flops())
    const onSplit = billingSplits(splitting)
    const prompt = await this.#prompt(format.prompt(chat), { signal, session, slot: null, onSplit })
    const before = splitting.usage()
    if (prompt.length === 0) throw new Error('The prompt is empty')
    const shown = new Map<number, string>()
    for (const mark of chat.thinking === null ? [] : [chat.thinking.open, chat.thinking.close]) {
      const id = marks.get(mark)
      if (id !== undefined) shown.set(id, mark)
    }
    const slot = this.#slots.take()
    const thread = new ServerThread(
      {
        ...{ dialect, isEndOfTurn, contextSize: this.#contextSize, onRetry: this.#onRetry },
        flops: () => this.flops()
      },
      { session, slot, shown },
      prompt,
      (turn: Turn) => format.question(turn, chat.system),
      () => {
        this.#slots.give(slot)
      }
    )
    try {
      return { thread, usage: addUsage(before, await thread.readPrompt(signal)), likelihood: null }
    } catch (error) {
      await thread.close()
      throw error
    }
  }

  /** What a server remembers of an attempt changes no result: it is asked for by its text alone. */
  forget(): Promise<void> {
    return Promise.resolve()
  }

  async #prompt(
    pieces: ReturnType<MetServer['format']['prompt']>,
    call: Parameters<typeof tokensOf>[2]
  ): Promise<TextToken[]> {
    const { dialect, opening } = this.#met
    const tokens = await tokensOf(pieces, dialect, call)
    const opened = opening.every(({ id }, index) => tokens[index]?.id === id)
    return opened ? tokens : [...opening, ...tokens]
  }
}

/** Times the server as a path sees it, the network included. */
async function speedOf({ dialect }: MetServer): Promise<ModelSpeed> {
  const call = { signal: NEVER_CANCELLED, slot: null }
  const prompt = (await dialect.tokenize('Count: 1, 2, 3, 4,', 'text', call)).map(({ id }) => id)
  const started = performance.now()
  await dialect.read(prompt, call)
  const read = performance.now()
  const request = {
    ...{ prompt, maxTokens: PROBE_TOKENS, temperature: 0, topP: 1, topK: 0, seed: 1 },
    ...{ stop: null, shown: new Map<number, string>() }
  }
  let tokens = 0
  for await (const part of dialect.write(request, call)) if (part.type === 'token') tokens += 1
  const decodeMs = (performance.now() - read) / Math.max(1, tokens)
  const readMs = Math.min(decodeMs, (read - started) / prompt.length)
  return { decodeMs, readMs, batches: [{ tokens: 1, ms: decodeMs }] }
}
