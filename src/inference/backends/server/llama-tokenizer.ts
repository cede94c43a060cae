import { z } from 'zod'
import type { Connection } from './connection.ts'
import type { Tokenizer } from './pieces.ts'
import { saysNot } from './server-failure.ts'
import { textToken } from './text-token.ts'

const tokenizedSchema = z.object({
  tokens: z.array(
    z.object({
      id: z.int().nonnegative(),
      piece: z.union([z.string(), z.array(z.int().min(0).max(255))])
    })
  )
})
const detokenizedSchema = z.object({ content: z.string() })

/** llama-server's tokenizer. */
export function llamaTokenizer(connection: Connection): Tokenizer {
  return {
    async tokenize(text, kind, call) {
      const answer = await connection.post(
        '/tokenize',
        { content: text, add_special: false, parse_special: kind === 'markup', with_pieces: true },
        call
      )
      return understood(tokenizedSchema, answer, connection).tokens.map(({ id, piece }) =>
        typeof piece === 'string' ? textToken(id, piece) : { id, bytes: Uint8Array.from(piece) }
      )
    },
    async detokenize(tokens, call) {
      const answer = await connection.post('/detokenize', { tokens }, call)
      return understood(detokenizedSchema, answer, connection).content
    }
  }
}

function understood<S extends z.ZodType>(
  schema: S,
  answer: unknown,
  { url }: Connection
): z.output<S> {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  throw saysNot(url, 'how it splits a text into tokens', 'llama-server')
}
