import { z } from 'zod'
import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import { MOST_PARAMETERS } from '../../../shared/parameter-count.ts'
import { CHATML_MARKS, chatFormat } from '../../chat-template.ts'
import type { Connection } from './connection.ts'
import { LlamaServer } from './llama-server.ts'
import { llamaTokenizer } from './llama-tokenizer.ts'
import type { ModelOfServer } from './meet-server.ts'
import {
  FIRST_CALL,
  fingerprintOf,
  idsOf,
  knownMarks,
  requireFormat,
  type MetServer
} from './met-server.ts'
import { Pieces } from './pieces.ts'
import { ServerFailure } from './server-failure.ts'
import type { TextToken } from './text-token.ts'

const metaSchema = z.object({
  n_vocab: z.int().positive(),
  n_params: z.number().positive().max(MOST_PARAMETERS),
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
  listed: ModelOfServer,
  connection: Connection
): Promise<MetServer> {
  const { meta, props, opening, said } = await readLlama(source, listed, connection)
  const { bos_token: bos, eos_token: eos } = props
  const dialect = await LlamaServer.meet(connection, meta.n_vocab, FIRST_CALL)
  const isToken = async (text: string) => (await idsOf(text, dialect)).length === 1
  const knowsChatMl = (await Promise.all(CHATML_MARKS.map(isToken))).every(Boolean)
  const template = ownTemplate(props.chat_template, knowsChatMl)
  const format = chatFormat({ template, knowsChatMl, special: { bos, eos } })
  requireFormat(format, source)
  const [endOfTurn] = format.endOfTurn === '' ? [] : await idsOf(format.endOfTurn, dialect)
  return {
    ...{ connection, dialect, format, opening, template },
    identity: {
      name: listed.id,
      sha256: await fingerprintOf(said, dialect),
      parameters: source.parameters ?? meta.n_params
    },
    architecture: meta.ftype ?? 'unknown',
    bytes: meta.size,
    contextSize: props.default_generation_settings.n_ctx,
    slots: props.total_slots,
    software: `llama-server ${props.build_info}`.trim(),
    isEndOfTurn: ({ id, bytes }) => id === endOfTurn && bytes.length === 0,
    marks: await knownMarks(dialect),
    remarks: dialect.remarks
  }
}

/**
 * What llama.cpp puts in the place of a template that a file does not have, without spaces and line ends: ChatML, also for models that
 * never saw its marks.
 */
const SUBSTITUTE =
  "{%-formessageinmessages-%}{{-'<|im_start|>'+message.role+''+message.content+'<|im_end|>'-}}{%-endfor-%}" +
  "{%-ifadd_generation_prompt-%}{{-'<|im_start|>assistant'-}}{%-endif-%}"

/** The template of the model itself; empty where the server says its substitute of a model that has none. */
function ownTemplate(said: string, knowsChatMl: boolean): string {
  return !knowsChatMl && said.replace(/\s/g, '') === SUBSTITUTE ? '' : said
}

/** The fingerprint of the model that is there now. @throws ServerFailure */
export async function identifyLlama(
  source: ServerSource,
  listed: ModelOfServer,
  connection: Connection
): Promise<string> {
  const { said } = await readLlama(source, listed, connection)
  return fingerprintOf(said, new Pieces(llamaTokenizer(connection)))
}

/** What a llama-server says of itself and its model, and what of it tells one model from another. */
async function readLlama(
  source: ServerSource,
  { id: name, meta: listed }: ModelOfServer,
  connection: Connection
) {
  const meta = metaSchema.safeParse(listed)
  if (!meta.success) {
    throw new ServerFailure(
      `${sourceText(source)} does not say how large its model is. Is it a recent llama-server?`
    )
  }
  const props = propsSchema.safeParse(await connection.get('/props', FIRST_CALL))
  if (!props.success) {
    throw new ServerFailure(
      `The server ${connection.url} does not say how long a text may be (/props). Start llama-server with --props.`
    )
  }
  const { chat_template: template, bos_token: bos, eos_token: eos } = props.data
  const opening = await openingTokens(connection)
  return {
    ...{ meta: meta.data, props: props.data, opening },
    said: ['llama-server', name, meta.data, template, bos, eos, opening.map(({ id }) => id)]
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
