import { z } from 'zod'
import type { Call, Connection } from './connection.ts'
import type { TextKind } from './dialect.ts'
import type { Tokenizer } from './pieces.ts'
import { saysNot } from './server-failure.ts'
import { textToken, type TextToken } from './text-token.ts'
import { bytesOfTokens } from './token-strings.ts'

const tokenizedSchema = z.object({
  tokens: z.array(z.int().nonnegative()),
  token_strs: z.array(z.string()).nullish()
})
const detokenizedSchema = z.object({ prompt: z.string() })

/** What a vocabulary writes its special tokens as, such as "<|im_end|>" and "[INST]"; not a byte's "<0x0A>". */
const SPECIAL = /^(<(?!0x[0-9A-F]{2}>)[^<>]{2,}>|\[[^[\]]{2,}\])$/

/** vLLM's tokenizer reads special tokens in any text: a text that holds one is read in two parts. */
export function vllmTokenizer(connection: Connection, model: string): Tokenizer {
  async function ask(body: object, call: Call) {
    const answer = await connection.post('/tokenize', { model, ...body }, call)
    const parsed = tokenizedSchema.safeParse(answer)
    if (parsed.success) return parsed.data
    throw saysNot(connection.url, 'how it splits a text into tokens', 'vLLM')
  }

  async function tokenize(text: string, kind: TextKind, call: Call): Promise<readonly TextToken[]> {
    const body = { prompt: text, add_special_tokens: false, return_token_strs: true }
    const { tokens, token_strs: strings } = await ask(body, call)
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
    const bytes = strings && bytesOfTokens(strings, text)
    // Where the strings do not add up, the last token says it all: the text is right, and cut as a whole.
    return tokens.map((id, index) =>
      bytes ? { id, bytes: bytes[index]! } : textToken(id, index === tokens.length - 1 ? text : '')
    )
  }

  return {
    tokenize,
    async detokenize(tokens, call) {
      const answer = await connection.post('/detokenize', { model, tokens }, call)
      const parsed = detokenizedSchema.safeParse(answer)
      if (parsed.success) return parsed.data.prompt
      throw saysNot(connection.url, 'what its tokens say', 'vLLM')
    }
  }
}
