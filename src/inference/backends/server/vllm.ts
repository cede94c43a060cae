import { z } from 'zod'
import { AnswerBounds } from './answer-bounds.ts'
import { tokenIdSchema } from './claims.ts'
import type { Connection } from './connection.ts'
import type { Computed, Dialect, PathCall, TextKind, WrittenPart, WriteRequest } from './dialect.ts'
import { probabilityOf } from './log-probability.ts'
import { Pieces } from './pieces.ts'
import { endedEarly, saysNot, ServerFailure } from './server-failure.ts'
import { textToken, type TextToken } from './text-token.ts'
import { SPLIT_SAMPLE, type Splitting } from './tokenizer-of-vllm.ts'
import type { VllmTokenizer } from './vllm-tokenizer.ts'

/**
 * What a request for one token of a step makes vLLM compute, about: half a block of its cache and the token. By requests for
 * each token a long path is read more cheaply than whole, since probabilities of a prompt never come of the cache.
 */
const ALONE_TOKENS = 17
/** Requests for the tokens of one step that are on their way together. */
const AT_ONCE = 16

const usageSchema = z.object({
  prompt_tokens: z.int().nonnegative(),
  completion_tokens: z.int().nonnegative().nullish(),
  prompt_tokens_details: z.object({ cached_tokens: z.int().nonnegative().nullish() }).nullish()
})
const choiceSchema = z.object({
  text: z.string(),
  token_ids: z.array(tokenIdSchema).nullish(),
  finish_reason: z.string().nullish(),
  stop_reason: z.union([z.string(), z.int()]).nullish(),
  logprobs: z
    .object({
      token_logprobs: z.array(z.number().nullable()),
      top_logprobs: z.array(z.record(z.string(), z.number()).nullable()).nullish()
    })
    .nullish(),
  prompt_logprobs: z
    .array(z.record(z.string(), z.object({ logprob: z.number() })).nullable())
    .nullish()
})
const partSchema = z.object({ choices: z.array(choiceSchema), usage: usageSchema.nullish() })
type Choice = z.infer<typeof choiceSchema>
type Usage = z.infer<typeof usageSchema>

type Body = Readonly<Record<string, unknown>> & {
  readonly prompt: readonly number[]
  readonly max_tokens: number
}

/** Of an answer that has not said yet what it computed. */
const NOTHING: Computed = { cached: null, prompt: 0, sampled: 0 }

/** vLLM's server, which does all that is needed in one request each. */
export class Vllm implements Dialect {
  readonly #connection: Connection
  readonly #model: string
  readonly #pieces: Pieces
  /** The token with which the chat template ends the model's turn, where it has one. */
  #endOfTurn: number | null = null

  private constructor(connection: Connection, model: string, tokenizer: VllmTokenizer) {
    this.#connection = connection
    this.#model = model
    this.#pieces = new Pieces(tokenizer)
  }

  /**
   * Finds out whether it answers what is asked: what a server does not know it ignores, with the status 200.
   *
   * @throws ServerFailure with the flag that helps
   */
  static async meet(
    connection: Connection,
    model: string,
    { tokenizer, sample }: Pick<Splitting, 'tokenizer' | 'sample'>,
    call: PathCall
  ): Promise<Vllm> {
    const server = new Vllm(connection, model, tokenizer)
    const ids = sample ?? (await server.tokenize(SPLIT_SAMPLE, 'text', call)).map(({ id }) => id)
    const { computed } = await server.next(ids, ids.slice(0, 1), call)
    if (computed.some(({ cached }) => cached === null)) {
      throw new ServerFailure(
        `The server ${connection.url} does not say what it remembers of a prompt, so that nobody could say what a solution costs. Start vLLM with --enable-prompt-tokens-details.`
      )
    }
    return server
  }

  /** Says which token ends the model's turn, beside those that the server knows. */
  endTurnAt(token: number): void {
    this.#endOfTurn = token
  }

  tokenize(text: string, kind: TextKind, call: PathCall): Promise<readonly TextToken[]> {
    return this.#pieces.tokenize(text, kind, call)
  }

  async read(prompt: readonly number[], call: PathCall): Promise<Computed> {
    const { computed } = await this.#one({ prompt, max_tokens: 1, temperature: 0 }, call)
    return { ...computed, sampled: 0 }
  }

  async *write(request: WriteRequest, call: PathCall): AsyncGenerator<WrittenPart, void> {
    const { prompt, maxTokens, temperature, topP, topK, seed, stop, shown } = request
    let computed: Computed = { cached: null, prompt: prompt.length, sampled: 0 }
    let ending: 'end-of-turn' | 'stop' | 'length' | null = null
    /** Tokens whose text has not come yet: a character in several of them. */
    let waiting: { readonly id: number; readonly log: number | null }[] = []
    let told = 0
    const parts = this.#complete(
      {
        prompt,
        max_tokens: maxTokens,
        temperature,
        top_p: topP,
        top_k: topK === 0 ? -1 : topK,
        // What the model's own settings say must not change what is written.
        ...{ min_p: 0, repetition_penalty: 1, presence_penalty: 0, frequency_penalty: 0 },
        seed,
        ...(stop !== null && { stop: [stop], include_stop_str_in_output: true }),
        ...(this.#endOfTurn !== null && { stop_token_ids: [this.#endOfTurn] }),
        logprobs: 0
      },
      call
    )
    for await (const { choice, usage } of parts) {
      if (usage !== null) computed = computedBy(usage, computed)
      if (choice === null) continue
      const ids = choice.token_ids ?? []
      told += ids.length
      // A router may leave out that the counts are wanted with every part: then they come at the end, or not at all.
      computed = { ...computed, sampled: Math.max(computed.sampled, told) }
      waiting.push(
        ...ids.map((id, index) => ({ id, log: choice.logprobs?.token_logprobs[index] ?? null }))
      )
      ending = endOf(choice) ?? ending
      if (ending === 'end-of-turn' && waiting.length > 0 && choice.text === '') waiting = []
      if (choice.text === '') continue
      for (const mark of marksBefore(waiting, shown)) {
        waiting.shift()
        yield { type: 'token', token: mark, probability: null, computed }
      }
      for (const token of await this.#tokensOf(choice.text, waiting, call)) {
        yield { type: 'token', ...token, computed }
      }
      waiting = []
    }
    for (const mark of marksBefore(waiting, shown)) {
      yield { type: 'token', token: mark, probability: null, computed }
    }
    if (ending === null) throw endedEarly(this.#connection.url)
    yield { type: 'end', stop: ending, computed }
  }

  async likelihood(prompt: readonly number[], following: readonly TextToken[], call: PathCall) {
    const ids = following.map(({ id }) => id)
    const isLong = prompt.length + ids.length > ALONE_TOKENS * ids.length
    return isLong ? this.#eachAlone(prompt, ids, call) : this.#whole(prompt, ids, call)
  }

  async next(prompt: readonly number[], candidates: readonly number[], call: PathCall) {
    const { choice, computed } = await this.#one(
      {
        ...{ prompt, max_tokens: 1, temperature: 0 },
        logprobs: Math.min(20, candidates.length),
        logprob_token_ids: candidates
      },
      call
    )
    const top = choice?.logprobs?.top_logprobs?.[0]
    const probabilities = new Map(
      candidates.map((id) => {
        const log = top?.[`token_id:${id}`]
        if (log === undefined) throw this.#silent('the probability of a token that it is asked for')
        return [id, probabilityOf(log)] as const
      })
    )
    return { probabilities, computed: [computed] }
  }

  /** Reads prompt and step anew: exact, and nothing of it comes of the cache. */
  async #whole(prompt: readonly number[], ids: readonly number[], call: PathCall) {
    const { slot: _, ...asked } = call
    const body = { prompt: [...prompt, ...ids], max_tokens: 1 }
    const answer = await this.#connection.post(
      '/v1/completions',
      { ...body, ...this.#common(body.prompt), temperature: 0, prompt_logprobs: 0 },
      asked
    )
    const parsed = partSchema.safeParse(answer)
    const logs = parsed.data?.choices[0]?.prompt_logprobs?.slice(prompt.length)
    const usage = parsed.data?.usage
    if (!usage || logs?.length !== ids.length) throw this.#silent('the probabilities of a prompt')
    this.#boundsOf(body).note('', computedBy(usage, NOTHING))
    return {
      probabilities: logs.map((log, index) => {
        const found = log?.[String(ids[index])] ?? log?.[`token_id:${ids[index]}`]
        if (found === undefined) throw this.#silent('the probability of a token of a prompt')
        return probabilityOf(found.logprob)
      }),
      // The token that it samples behind the step is nobody's.
      computed: [{ cached: 0, prompt: usage.prompt_tokens, sampled: 1 }]
    }
  }

  /** A request for each token, several at a time: each finds the path in the cache. */
  async #eachAlone(prompt: readonly number[], ids: readonly number[], call: PathCall) {
    const probabilities: number[] = []
    const computed: Computed[] = []
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const found = await Promise.all(
        ids
          .slice(from, from + AT_ONCE)
          .map((id, index) => this.next([...prompt, ...ids.slice(0, from + index)], [id], call))
      )
      found.forEach((each, index) => {
        probabilities.push(each.probabilities.get(ids[from + index]!)!)
        computed.push(...each.computed)
      })
    }
    return { probabilities, computed: computed.map((each) => ({ ...each, sampled: 1 })) }
  }

  async #one(body: Body, call: PathCall) {
    let found: Choice | null = null as Choice | null
    let computed: Computed = { cached: null, prompt: body.prompt.length, sampled: 1 }
    for await (const { choice, usage } of this.#complete(body, call)) {
      if (choice?.logprobs) found = choice
      if (usage !== null) computed = { ...computedBy(usage, computed), sampled: 1 }
    }
    return { choice: found, computed }
  }

  #common(prompt: readonly number[]) {
    return {
      ...{ model: this.#model, prompt },
      ...{ return_token_ids: true, return_tokens_as_token_ids: true }
    }
  }

  async *#complete(
    body: Body,
    { slot: _, ...call }: PathCall
  ): AsyncGenerator<{ choice: Choice | null; usage: Usage | null }, void> {
    const request = {
      ...body,
      ...this.#common(body.prompt),
      stream: true,
      stream_options: { include_usage: true, continuous_usage_stats: true }
    }
    const bounds = this.#boundsOf(body)
    let told = 0
    for await (const event of this.#connection.stream('/v1/completions', request, call)) {
      const part = partSchema.safeParse(event)
      if (!part.success) throw this.#silent('a completion as vLLM gives it')
      const { choices, usage } = part.data
      const [choice] = choices
      const counted = usage ? computedBy(usage, NOTHING) : NOTHING
      told += choice?.token_ids?.length ?? 0
      bounds.note(choice?.text ?? '', { ...counted, sampled: Math.max(counted.sampled, told) })
      yield { choice: choice ?? null, usage: usage ?? null }
    }
  }

  /** The tokens of a text that has come for them: their own numbers, where the tokenizer agrees on them. */
  async #tokensOf(
    text: string,
    written: readonly { readonly id: number; readonly log: number | null }[],
    call: PathCall
  ) {
    const probability = (log: number | null) => (log === null ? null : probabilityOf(log))
    const [only, ...others] = written
    if (only !== undefined && others.length === 0) {
      return [{ token: textToken(only.id, text), probability: probability(only.log) }]
    }
    const tokens = await this.tokenize(text, 'text', call)
    const same =
      tokens.length === written.length && tokens.every(({ id }, index) => id === written[index]!.id)
    return tokens.map((token, index) => ({
      token,
      probability: same ? probability(written[index]!.log) : null
    }))
  }

  #boundsOf({ prompt, max_tokens: tokens }: Body): AnswerBounds {
    return new AnswerBounds(this.#connection.url, 'vLLM', { prompt: prompt.length, tokens })
  }

  #silent(what: string): ServerFailure {
    return saysNot(this.#connection.url, what, 'vLLM')
  }
}

/** The marks of thinking with which tokens begin that came without text: control tokens. */
function marksBefore(
  waiting: readonly { readonly id: number }[],
  shown: ReadonlyMap<number, string>
): TextToken[] {
  const other = waiting.findIndex(({ id }) => !shown.has(id))
  const marks = other < 0 ? waiting : waiting.slice(0, other)
  return marks.map(({ id }) => textToken(id, shown.get(id)!))
}

function endOf({ finish_reason, stop_reason }: Choice): 'end-of-turn' | 'stop' | 'length' | null {
  switch (finish_reason) {
    case 'stop':
      return typeof stop_reason === 'string' ? 'stop' : 'end-of-turn'
    case 'length':
      return 'length'
    case null:
    case undefined:
    default:
      return null
  }
}

function computedBy(
  { prompt_tokens, completion_tokens, prompt_tokens_details }: Usage,
  before: Computed
): Computed {
  return {
    cached: prompt_tokens_details?.cached_tokens ?? before.cached,
    prompt: prompt_tokens,
    sampled: Math.max(before.sampled, completion_tokens ?? 0)
  }
}
