import { z } from 'zod'
import { tokenIdSchema, tokensSchema } from './claims.ts'
import type { Connection } from './connection.ts'
import type { PathCall } from './dialect.ts'
import { saysNot } from './server-failure.ts'
import { textToken } from './text-token.ts'
import { conversationBody, splitAroundSpecials, type VllmTokenizer } from './vllm-tokenizer.ts'

const idsSchema = tokensSchema(tokenIdSchema)
const promptSchema = z.object({
  prompt_token_ids: idsSchema,
  prompt_logprobs: tokensSchema(
    z.record(z.string(), z.object({ decoded_token: z.string() })).nullable()
  )
})
const completionSchema = z.object({ choices: z.array(promptSchema).min(1) })
const chatSchema = z.object({ prompt_token_ids: idsSchema })

/** Nothing can be asked for without a token that is written. */
const ONE_TOKEN = {
  max_tokens: 1,
  temperature: 0,
  add_special_tokens: false,
  return_token_ids: true
}
/** How half a character is shown. */
const HALF = '\uFFFD'

/**
 * The tokenizer of a vLLM behind a gateway that does not pass `/tokenize` on, such as Ray Serve LLM: a completion says into which
 * tokens its prompt was split, and what each of them says. The server computes for it, which whoever asks is told.
 */
export function completionTokenizer(connection: Connection, model: string): VllmTokenizer {
  /** The tokens of a prompt, and what all of them but the first say: of that one nothing is said. */
  async function split(prompt: string | readonly number[], { slot: _, ...call }: PathCall) {
    const asked = { model, prompt, ...ONE_TOKEN, prompt_logprobs: 0 }
    const parsed = completionSchema.safeParse(await connection.post('/v1/completions', asked, call))
    const { prompt_token_ids: ids = [], prompt_logprobs: logs = [] } = parsed.data?.choices[0] ?? {}
    const [first, ...others] = ids
    const behind = others.flatMap((id, at) => logs[at + 1]?.[String(id)]?.decoded_token ?? [])
    if (first === undefined || behind.length < others.length) {
      throw saysNot(connection.url, 'how it splits a prompt into tokens', 'vLLM')
    }
    call.onSplit?.({ cached: 0, prompt: ids.length, sampled: 1 })
    return { first, ids, behind }
  }

  async function detokenize(ids: readonly number[], call: PathCall): Promise<string> {
    const { behind } = await split([...ids.slice(0, 1), ...ids], call)
    return behind.join('')
  }

  return {
    computes: true,
    tokenize: splitAroundSpecials(async (text, call) => {
      const { first, ids, behind } = await split(text, call)
      const rest = behind.join('')
      const isShown = text.endsWith(rest) && !rest.includes(HALF)
      const opening = isShown
        ? text.slice(0, text.length - rest.length)
        : await detokenize([first], call)
      const strings = [opening, ...behind]
      const tokens = isShown ? ids.map((id, at) => textToken(id, strings[at]!)) : null
      return { ids, strings, tokens }
    }),
    detokenize,
    async render(messages, thinks, call) {
      const { slot: _, ...asked } = call
      const answer = await connection.post(
        '/v1/chat/completions',
        { model, ...conversationBody(messages, thinks), ...ONE_TOKEN },
        asked
      )
      const parsed = chatSchema.safeParse(answer)
      if (parsed.success) return detokenize(parsed.data.prompt_token_ids, call)
      throw saysNot(connection.url, 'what a conversation looks like to its model', 'vLLM')
    }
  }
}
