import { z } from 'zod'
import { tokenIdSchema, tokensSchema } from './claims.ts'
import type { Connection } from './connection.ts'
import type { Tokenizer } from './pieces.ts'
import { saysNot } from './server-failure.ts'
import { textToken } from './text-token.ts'

const tokenizedSchema = z.object({
  tokens: tokensSchema(
    z.object({
      id: tokenIdSchema,
      piece: z.union([z.string(), z.array(z.int().min(0).max(255))])
    })
  )
})
const detokenizedSchema = z.object({ content: z.string() })

/** llama-server's tokenizer. @param vocabulary its number of tokens */
export function llamaTokenizer(connection: Connection, vocabulary: number): Tokenizer {
  return {
    async tokenize(text, kind, call) {
      const answer = await connection.post(
        '/tokenize',
        { content: text, add_special: false, parse_special: kind === 'markup', with_pieces: true },
        call
      )
      const { tokens } = understood(tokenizedSchema, answer, connection)
      if (tokens.some(({ id }) => id >= vocabulary)) throw silent(connection)
      return tokens.map(({ id, piece }) =>
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
  connection: Connection
): z.output<S> {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  throw silent(connection)
}

function silent({ url }: Connection) {
  return saysNot(url, 'how it splits a text into tokens', 'llama-server')
}
