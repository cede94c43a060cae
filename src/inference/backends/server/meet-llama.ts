import { z } from 'zod'
import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import { CHATML_MARKS, chatFormat } from '../../chat-template.ts'
import type { Connection } from './connection.ts'
import { LlamaServer } from './llama-server.ts'
import type { ListedModel } from './meet-server.ts'
import {
  FIRST_CALL,
  fingerprintOf,
  idsOf,
  knownMarks,
  requireFormat,
  type MetServer
} from './met-server.ts'
import { ServerFailure } from './server-failure.ts'
import type { TextToken } from './text-token.ts'

const metaSchema = z.object({
  n_vocab: z.int().positive(),
  n_params: z.number().positive(),
  size: z.number().nonnegative(),
  ftype: z.string().optional(),
  vocab_type: z.int().optional()
})
const propsSchema = z.object({
  default_generation_settings: z.object({ n_ctx: z.int().positive() }),
  total_slots: z.int().positive(),
  chat_template: z.string().default(''),
  bos_token: z.string().default(''),
  eos_token: z.string().default(''),
  build_info: z.string().default('')
})
const tokensSchema = z.object({ tokens: z.array(z.object({ id: z.int(), piece: z.unknown() })) })

/** @throws ServerFailure */
export async function meetLlama(
  source: ServerSource,
  { id: name, meta: listed }: ListedModel,
  connection: Connection
): Promise<MetServer> {
  const parsed = metaSchema.safeParse(listed)
  if (!parsed.success) {
    throw new ServerFailure(
      `${sourceText(source)} does not say how large its model is. Is it a recent llama-server?`
    )
  }
  const meta = parsed.data
  const props = propsSchema.safeParse(await connection.get('/props', FIRST_CALL))
  if (!props.success) {
    throw new ServerFailure(
      `The server ${connection.url} does not say how long a text may be (/props). Start llama-server with --props.`
    )
  }
  const {
    chat_template: template,
    bos_token: bos,
    eos_token: eos,
    total_slots: slots,
    build_info: build,
    default_generation_settings: { n_ctx: contextSize }
  } = props.data
  const dialect = await LlamaServer.meet(connection, meta.n_vocab, FIRST_CALL)
  const isToken = async (text: string) => (await idsOf(text, dialect)).length === 1
  const known = await Promise.all(CHATML_MARKS.map(isToken))
  const format = chatFormat({ template, knowsChatMl: known.every(Boolean), special: { bos, eos } })
  requireFormat(format, source)
  const [endOfTurn] = format.endOfTurn === '' ? [] : await idsOf(format.endOfTurn, dialect)
  const opening = await openingTokens(connection)
  const said = ['llama-server', name, meta, template, bos, eos, opening.map(({ id }) => id)]
  return {
    ...{ connection, dialect, contextSize, slots, format, opening, template },
    identity: {
      name,
      sha256: await fingerprintOf(said, dialect),
      parameters: source.parameters ?? meta.n_params
    },
    architecture: meta.ftype ?? 'unknown',
    bytes: meta.size,
    software: `llama-server ${build}`.trim(),
    isEndOfTurn: ({ id, bytes }) => id === endOfTurn && bytes.length === 0,
    marks: await knownMarks(dialect)
  }
}

/** What the model wants at the beginning of every text, such as its BOS token. */
async function openingTokens(connection: Connection): Promise<readonly TextToken[]> {
  const ask = async (special: boolean) => {
    const body = { content: '0', add_special: special, parse_special: false, with_pieces: true }
    const answer = tokensSchema.safeParse(await connection.post('/tokenize', body, FIRST_CALL))
    return answer.success ? answer.data.tokens.map(({ id }) => id) : []
  }
  const [whole, bare] = [await ask(true), await ask(false)]
  const count = whole.length - bare.length
  const opens = count > 0 && whole.slice(count).join() === bare.join()
  return opens ? whole.slice(0, count).map((id) => ({ id, bytes: new Uint8Array() })) : []
}
