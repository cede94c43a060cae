import { z } from 'zod'
import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import { MOST_PARAMETERS } from '../../../shared/parameter-count.ts'
import { CHATML_MARKS, chatFormat } from '../../chat-template.ts'
import {
  claimed,
  MOST_CONTEXT,
  MOST_SLOTS,
  MOST_VOCABULARY,
  tokenIdSchema,
  tokensSchema
} from './claims.ts'
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
import { plain, ServerFailure } from './server-failure.ts'
import type { TextToken } from './text-token.ts'

const metaSchema = z.object({
  n_vocab: z.number(),
  n_params: z.number(),
  size: z.number(),
  ftype: z.string().optional(),
  vocab_type: z.int().optional()
})
const propsSchema = z.object({
  default_generation_settings: z.object({ n_ctx: z.number() }),
  total_slots: z.number(),
  chat_template: z.string().default(''),
  bos_token: z.string().default(''),
  eos_token: z.string().default(''),
  build_info: z.string().default('')
})
/** Characters of what a server calls its build, or the form of its weights. */
const LONGEST_WORD = 100
/** Tokens with which every text of a model begins. */
const LONGEST_OPENING = 16
/** Bytes of weights, at eight each. */
const MOST_BYTES = 8 * MOST_PARAMETERS
const openingSchema = z.object({ tokens: tokensSchema(z.object({ id: tokenIdSchema })) })

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
    architecture: plain(meta.ftype ?? 'unknown', LONGEST_WORD),
    bytes: meta.size,
    contextSize: props.default_generation_settings.n_ctx,
    splitsAt: null,
    slots: props.total_slots,
    software: `llama-server ${plain(props.build_info, LONGEST_WORD)}`.trim(),
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
  const { meta, said } = await readLlama(source, listed, connection)
  return fingerprintOf(said, new Pieces(llamaTokenizer(connection, meta.n_vocab)))
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
  const { url } = connection
  const { n_vocab, n_params, size } = meta.data
  claimed(url, 'how many tokens its vocabulary has', n_vocab, { most: MOST_VOCABULARY })
  claimed(url, 'how many weights its model has', n_params, { most: MOST_PARAMETERS })
  claimed(url, 'how many bytes its model has', size, { least: 0, most: MOST_BYTES })
  const { default_generation_settings: settings, total_slots: slots } = props.data
  claimed(url, 'how many tokens a text may have', settings.n_ctx, { most: MOST_CONTEXT })
  claimed(url, 'how many slots it has', slots, { most: MOST_SLOTS })
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
    const answer = openingSchema.safeParse(await connection.post('/tokenize', body, FIRST_CALL))
    return answer.success ? answer.data.tokens.map(({ id }) => id) : []
  }
  const [whole, bare] = [await ask(true), await ask(false)]
  const count = whole.length - bare.length
  const opens = count > 0 && count <= LONGEST_OPENING && whole.slice(count).join() === bare.join()
  return opens ? whole.slice(0, count).map((id) => ({ id, bytes: new Uint8Array() })) : []
}
