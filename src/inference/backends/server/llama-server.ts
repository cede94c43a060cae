import { z } from 'zod'
import { AnswerBounds } from './answer-bounds.ts'
import { tokenIdSchema } from './claims.ts'
import type { Connection } from './connection.ts'
import type { Computed, Dialect, PathCall, TextKind, WrittenPart, WriteRequest } from './dialect.ts'
import { llamaTokenizer } from './llama-tokenizer.ts'
import { probabilityOf } from './log-probability.ts'
import { Pieces } from './pieces.ts'
import { endedEarly, saysNot, ServerFailure } from './server-failure.ts'
import { isWholeText, textOf, textToken, type TextToken } from './text-token.ts'

/** Up to this size the server may as well list the whole vocabulary: one request instead of two. */
const LISTED_VOCABULARY = 1024
/** Larger than any logit is apart from another: what gets it is what is sampled. */
const FORCING = 100
/** Tokens that one request is made to write. */
const FORCED_AT_ONCE = 256
/** As a seed it asks for a random one. */
const RANDOM_SEED = 0xff_ff_ff_ff

const probabilitySchema = z.object({
  id: tokenIdSchema,
  logprob: z.number().optional(),
  top_logprobs: z.array(z.object({ id: tokenIdSchema, logprob: z.number().nullable() })).optional(),
  top_probs: z.array(z.object({ id: tokenIdSchema, prob: z.number().nonnegative() })).optional()
})
const partSchema = z.object({
  content: z.string(),
  tokens: z.array(tokenIdSchema),
  stop: z.boolean(),
  tokens_predicted: z.int().nonnegative(),
  tokens_evaluated: z.int().nonnegative(),
  stop_type: z.string().optional(),
  stopping_word: z.string().optional(),
  completion_probabilities: z.array(probabilitySchema).optional(),
  timings: z.object({ cache_n: z.int(), prompt_n: z.int() })
})
type Part = z.infer<typeof partSchema>

type Body = Readonly<Record<string, unknown>> & {
  readonly prompt: readonly number[]
  readonly n_predict: number
}

/**
 * llama.cpp's own server. Everything is streamed: closing the connection stops it within .2 s, while an answer in one
 * piece is computed to its end whoever waits for it.
 */
export class LlamaServer implements Dialect {
  readonly #connection: Connection
  readonly #pieces: Pieces
  readonly #vocabulary: number
  /** Whether the server writes the tokens that a grammar names, so that a step is read in one request. */
  readonly #takesTokens: boolean

  private constructor(connection: Connection, vocabulary: number, takesTokens: boolean) {
    this.#connection = connection
    this.#pieces = new Pieces(llamaTokenizer(connection, vocabulary))
    this.#vocabulary = vocabulary
    this.#takesTokens = takesTokens
  }

  /** Finds out, by what it answers, what the server can do. */
  static async meet(
    connection: Connection,
    vocabulary: number,
    call: PathCall
  ): Promise<LlamaServer> {
    const plain = new LlamaServer(connection, vocabulary, false)
    const probe = await plain.tokenize('1+1=2', 'text', call)
    const [first, ...following] = probe
    if (first === undefined || following.length === 0 || !following.every(isWholeText)) return plain
    const able = new LlamaServer(connection, vocabulary, true)
    try {
      await able.#forced([first.id], following, call)
      return able
    } catch (error) {
      if (error instanceof ServerFailure && !error.passing) return plain
      throw error
    }
  }

  get remarks() {
    return {
      choices:
        this.#vocabulary <= LISTED_VOCABULARY
          ? null
          : 'Two requests for each question: its vocabulary is too large to be listed.',
      likelihood: this.#takesTokens
        ? null
        : 'A request for each token of a step. A newer llama-server, which takes tokens in a grammar, needs one for all.'
    }
  }

  tokenize(text: string, kind: TextKind, call: PathCall): Promise<readonly TextToken[]> {
    return this.#pieces.tokenize(text, kind, call)
  }

  async read(prompt: readonly number[], call: PathCall): Promise<Computed> {
    const { computed } = await this.#one({ prompt, n_predict: 1, temperature: 0 }, call)
    return { ...computed, sampled: 0 }
  }

  async *write(request: WriteRequest, call: PathCall): AsyncGenerator<WrittenPart, void> {
    const { temperature, topP, topK, seed, stop, maxTokens } = request
    const parts = this.#complete(
      {
        prompt: request.prompt,
        n_predict: maxTokens,
        temperature,
        top_p: topP,
        top_k: topK,
        // In this order, and nothing else: what the server was started with must not change what is written.
        samplers: ['top_k', 'top_p', 'temperature'],
        seed: seed % RANDOM_SEED,
        ...(stop !== null && { stop: [stop] }),
        n_probs: 1
      },
      call
    )
    yield* this.#tokensOf(parts, request, call)
  }

  async likelihood(prompt: readonly number[], following: readonly TextToken[], call: PathCall) {
    const probabilities: number[] = []
    const computed: Computed[] = []
    const before = [...prompt]
    for (let from = 0; from < following.length;) {
      const whole = this.#takesTokens ? wholeRun(following, from) : 0
      const tokens = following.slice(from, from + Math.max(1, whole))
      const found =
        whole > 0
          ? await this.#forced(before, tokens, call)
          : await this.#alone(before, tokens[0]!, call)
      probabilities.push(...found.probabilities)
      computed.push(found.computed)
      before.push(...tokens.map(({ id }) => id))
      from += tokens.length
    }
    return { probabilities, computed }
  }

  async next(prompt: readonly number[], candidates: readonly number[], call: PathCall) {
    return this.#vocabulary <= LISTED_VOCABULARY
      ? this.#listed(prompt, candidates, call)
      : this.#compared(prompt, candidates, call)
  }

  /** The probabilities of all tokens, in one request. Its answer is as long as the vocabulary. */
  async #listed(prompt: readonly number[], candidates: readonly number[], call: PathCall) {
    const { part, computed } = await this.#one(
      {
        prompt,
        n_predict: 1,
        temperature: 0,
        // Of a token that is half a character the server says nothing; a bias leaves the logits that it reports alone.
        logit_bias: [[candidates[0]!, FORCING]],
        n_probs: this.#vocabulary
      },
      call
    )
    const listed = part.completion_probabilities?.[0]?.top_logprobs
    const all = new Map(listed?.map(({ id, logprob }) => [id, logprob] as const))
    const probabilities = new Map(
      candidates.map((id) => {
        const log = all.get(id)
        if (log === undefined) throw silent(this.#connection, 'the probability of a token')
        // The logarithm of nothing at all is no number in JSON.
        return [id, log === null ? 0 : probabilityOf(log)] as const
      })
    )
    return { probabilities, computed: [computed] }
  }

  /**
   * Two requests, for any vocabulary: the first makes the server write one of the candidates, of which it says how probable
   * it was; the second lets it draw among them all, of which it says the shares.
   */
  async #compared(prompt: readonly number[], candidates: readonly number[], call: PathCall) {
    const biased = { prompt, n_predict: 1, logit_bias: candidates.map((id) => [id, FORCING]) }
    const first = await this.#one({ ...biased, temperature: 0, n_probs: 1 }, call)
    const second = await this.#one(
      {
        ...biased,
        ...{ temperature: 1, top_k: 0, top_p: 1, min_p: 0, samplers: ['temperature'] },
        ...{ n_probs: candidates.length, post_sampling_probs: true }
      },
      call
    )
    const forced = first.part.completion_probabilities?.[0]
    const shares = new Map(
      second.part.completion_probabilities?.[0]?.top_probs?.map(({ id, prob }) => [id, prob])
    )
    const share = shares.get(forced?.id ?? -1)
    if (forced?.logprob === undefined || share === undefined || share <= 0) {
      throw silent(this.#connection, 'the probabilities of tokens')
    }
    const unit = probabilityOf(forced.logprob) / share
    return {
      probabilities: new Map(
        candidates.map((id) => [id, Math.min(1, unit * (shares.get(id) ?? 0))])
      ),
      computed: [first.computed, second.computed]
    }
  }

  /** Makes the server write the given tokens, and reads how probable it found them. */
  async #forced(prompt: readonly number[], tokens: readonly TextToken[], call: PathCall) {
    const grammar = `root ::= ${tokens.map(({ id }) => `<[${id}]>`).join(' ')}`
    const body = { prompt, n_predict: tokens.length, temperature: 0, n_probs: 1, grammar }
    const probabilities: number[] = []
    let computed: Computed | null = null
    for await (const part of this.#complete(body, call)) {
      computed = computedBy(part)
      const [found] = part.completion_probabilities ?? []
      if (found === undefined) continue
      if (found.id !== tokens[probabilities.length]?.id || found.logprob === undefined) {
        throw silent(this.#connection, 'the tokens that it was to read')
      }
      probabilities.push(probabilityOf(found.logprob))
    }
    if (computed === null || probabilities.length < tokens.length) {
      throw silent(this.#connection, 'the probability of each token')
    }
    return { probabilities, computed }
  }

  /** One token in a request of its own: half a character, or a server that takes no tokens in a grammar. */
  async #alone(prompt: readonly number[], token: TextToken, call: PathCall) {
    const { id } = token
    if (isWholeText(token)) {
      const { part, computed } = await this.#one(
        { prompt, n_predict: 1, temperature: 0, n_probs: 1, logit_bias: [[id, FORCING]] },
        call
      )
      const found = part.completion_probabilities?.[0]
      if (found?.id !== id || found.logprob === undefined) {
        throw silent(this.#connection, 'the probability of a token')
      }
      return { probabilities: [probabilityOf(found.logprob)], computed }
    }
    const [other] = await this.#pieces.tokenize('0', 'text', call)
    const { part, computed } = await this.#one(
      {
        ...{ prompt, n_predict: 1, temperature: 0 },
        logit_bias: [[other!.id, FORCING]],
        n_probs: this.#vocabulary
      },
      call
    )
    const found = part.completion_probabilities?.[0]?.top_logprobs?.find((top) => top.id === id)
    if (found === undefined) throw silent(this.#connection, 'the probability of a token')
    const probability = found.logprob === null ? 0 : probabilityOf(found.logprob)
    return { probabilities: [Math.max(Number.MIN_VALUE, probability)], computed }
  }

  /** A request that makes it sample one token. */
  async #one(body: Body, call: PathCall): Promise<{ part: Part; computed: Computed }> {
    let last = null as Part | null
    let first = null as Part | null
    for await (const part of this.#complete(body, call)) {
      last = part
      first ??= part.completion_probabilities === undefined ? null : part
    }
    if (last === null) throw silent(this.#connection, 'anything')
    return { part: first ?? last, computed: { ...computedBy(last), sampled: 1 } }
  }

  async *#complete(body: Body, { slot, ...call }: PathCall): AsyncGenerator<Part, void> {
    const request = {
      ...body,
      ...(slot !== null && { id_slot: slot }),
      stream: true,
      cache_prompt: true,
      return_tokens: true,
      timings_per_token: true
    }
    const bounds = new AnswerBounds(this.#connection.url, 'llama-server', {
      prompt: body.prompt.length,
      tokens: body.n_predict
    })
    let last = null as Part | null
    for await (const event of this.#connection.stream('/completion', request, call)) {
      // What comes behind the last part is not waited for, nor read.
      if (last !== null) break
      const part = partSchema.safeParse(event)
      if (!part.success || part.data.tokens.some((id) => id >= this.#vocabulary)) {
        throw silent(this.#connection, 'a completion as llama-server gives it')
      }
      bounds.note(part.data.content, computedBy(part.data))
      if (part.data.stop) last = part.data
      else yield part.data
    }
    if (last === null) throw endedEarly(this.#connection.url)
    // Only now, when the stream is at its end: its connection can be used again.
    yield last
  }

  /**
   * Tells tokens off the parts of a stream. A token that ends half a character has no part, and one that may begin the
   * stop text has one without text; the text of later parts tells what they said.
   */
  async *#tokensOf(
    parts: AsyncIterable<Part>,
    { stop, shown }: WriteRequest,
    call: PathCall
  ): AsyncGenerator<WrittenPart, void> {
    let [sent, told, sampled] = ['', '', 0]
    let silentOne: { readonly id: number; readonly computed: Computed } | null = null
    const part = (token: TextToken, probability: number | null, computed: Computed) => {
      told += textOf([token])
      return { type: 'token', token, probability, computed } as const
    }
    for await (const each of parts) {
      const computed = computedBy(each)
      sent += each.content
      if (silentOne !== null) {
        // It was no end of the turn where the text goes on, or could have: a control token, which says nothing, or a mark.
        if (!each.stop || each.stop_type === 'limit') {
          const { id, computed: before } = silentOne
          yield part(textToken(id, shown.get(id) ?? ''), null, before)
        }
        silentOne = null
      }
      if (each.stop) {
        yield { type: 'end', stop: endOf(each), computed }
        return
      }
      const [id] = each.tokens
      if (id === undefined) continue
      const missing = each.tokens_predicted - sampled - 1
      sampled = each.tokens_predicted
      const [found] = each.completion_probabilities ?? []
      const probability = found?.logprob === undefined ? null : probabilityOf(found.logprob)
      const rest = sent.slice(told.length)
      if (missing > 0) {
        // Characters in several tokens, of which only the last is told.
        for (const token of await this.tokenize(rest, 'text', call))
          yield part(token, null, computed)
      } else if (rest !== '') {
        yield part(textToken(id, rest), probability, computed)
      } else {
        const held = stop === null ? '' : await this.#heldBack(id, stop, call)
        if (held === '') silentOne = { id, computed }
        else yield part(textToken(id, held), probability, computed)
      }
    }
  }

  /** What a token says that came without text: the server keeps what may be the beginning of the stop text. */
  async #heldBack(id: number, stop: string, call: PathCall): Promise<string> {
    const piece = await this.#pieces.pieceOf(id, call)
    const mayBegin = [...stop].some((_, length) => piece.endsWith(stop.slice(0, length + 1)))
    return mayBegin || piece.includes(stop) ? piece : ''
  }
}

function endOf({ stop_type }: Part): 'end-of-turn' | 'stop' | 'length' {
  if (stop_type === 'eos') return 'end-of-turn'
  return stop_type === 'word' ? 'stop' : 'length'
}

function computedBy({ timings, tokens_predicted }: Part): Computed {
  const { cache_n: cached, prompt_n: read } = timings
  return { cached, prompt: cached + read, sampled: tokens_predicted }
}

/** How many tokens from a place on hold whole characters, as many as one request takes. */
function wholeRun(tokens: readonly TextToken[], from: number): number {
  const most = tokens.slice(from, from + FORCED_AT_ONCE)
  const broken = most.findIndex((token) => !isWholeText(token))
  return broken < 0 ? most.length : broken
}

function silent({ url }: Connection, what: string): ServerFailure {
  return saysNot(url, what, 'llama-server')
}
