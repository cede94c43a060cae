import { z } from 'zod'
import type { ChatMessage } from '../../chat-template.ts'
import { tokenIdSchema, tokensSchema } from './claims.ts'
import type { Connection } from './connection.ts'
import type { PathCall } from './dialect.ts'
import type { Tokenizer } from './pieces.ts'
import { saysNot } from './server-failure.ts'
import { textToken, type TextToken } from './text-token.ts'
import { bytesOfTokens } from './token-strings.ts'

const tokenizedSchema = z.object({
  tokens: tokensSchema(tokenIdSchema),
  token_strs: tokensSchema(z.string()).nullish()
})
const renderedSchema = z.object({ tokens: tokensSchema(tokenIdSchema) })
const detokenizedSchema = z.object({ prompt: z.string() })

/** What a vocabulary writes its special tokens as, such as "<|im_end|>" and "[INST]"; not a byte's "<0x0A>". */
const SPECIAL = /^(<(?!0x[0-9A-F]{2}>)[^<>]{2,}>|\[[^[\]]{2,}\])$/

/** How a vLLM splits texts. It keeps its chat template to itself, and renders what it is given. */
export interface VllmTokenizer extends Tokenizer {
  /** Whether the server computes a text to split it. */
  readonly computes: boolean
  /** A conversation as the model was trained to see it, ready for its reply. @throws ServerFailure also where the template refuses it */
  render(messages: readonly ChatMessage[], thinks: boolean, call: PathCall): Promise<string>
}

/** A text as the server splits it. */
export interface Split {
  readonly ids: readonly number[]
  /** What the vocabulary calls them, where it is said. */
  readonly strings: readonly string[] | null
  /** The same with what each says; null where that cannot be told. */
  readonly tokens: readonly TextToken[] | null
}

/** vLLM reads special tokens in any text: a text of people's that holds one is read in two parts. */
export function splitAroundSpecials(
  split: (text: string, call: PathCall) => Promise<Split>
): Tokenizer['tokenize'] {
  return async function tokenize(text, kind, call): Promise<readonly TextToken[]> {
    const { ids, strings, tokens } = await split(text, call)
    if (kind === 'text') {
      const special = strings?.find((each) => SPECIAL.test(each) && text.includes(each))
      if (special !== undefined) {
        const at = text.indexOf(special) + 1
        return [
          ...(await tokenize(text.slice(0, at), kind, call)),
          ...(await tokenize(text.slice(at), kind, call))
        ]
      }
    }
    // Where it cannot be told, the last token says it all: the text is right, and cut as a whole.
    return tokens ?? ids.map((id, at) => textToken(id, at === ids.length - 1 ? text : ''))
  }
}

/** How a conversation that waits for its reply is asked for. */
export function conversationBody(messages: readonly ChatMessage[], thinks: boolean) {
  return {
    ...{ messages, add_generation_prompt: true },
    chat_template_kwargs: { enable_thinking: thinks, thinking: thinks }
  }
}

/** vLLM's own tokenizer. */
export function vllmTokenizer(connection: Connection, model: string): VllmTokenizer {
  const ask = <S extends z.ZodType>(schema: S, path: string, body: object, call: PathCall) =>
    understood(schema, connection, path, { model, ...body }, call)

  async function detokenize(tokens: readonly number[], call: PathCall): Promise<string> {
    return (await ask(detokenizedSchema, '/detokenize', { tokens }, call)).prompt
  }

  return {
    computes: false,
    tokenize: splitAroundSpecials(async (text, call) => {
      const body = { prompt: text, add_special_tokens: false, return_token_strs: true }
      const { tokens: ids, token_strs } = await ask(tokenizedSchema, '/tokenize', body, call)
      const strings = token_strs ?? null
      const bytes = strings && bytesOfTokens(strings, text)
      return { ids, strings, tokens: bytes && ids.map((id, at) => ({ id, bytes: bytes[at]! })) }
    }),
    detokenize,
    async render(messages, thinks, call) {
      const chat = { ...conversationBody(messages, thinks), add_special_tokens: false }
      const { tokens } = await ask(renderedSchema, '/tokenize', chat, call)
      return detokenize(tokens, call)
    }
  }
}

async function understood<S extends z.ZodType>(
  schema: S,
  connection: Connection,
  path: string,
  body: object,
  { slot: _, ...call }: PathCall
): Promise<z.output<S>> {
  const parsed = schema.safeParse(await connection.post(path, body, call))
  if (parsed.success) return parsed.data
  throw saysNot(connection.url, 'how it splits a text into tokens', 'vLLM')
}
