import { createHash } from 'node:crypto'
import { z } from 'zod'
import { NEVER_CANCELLED } from '../../../core/ports.ts'
import type { ModelIdentity } from '../../../shared/events.ts'
import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import { THINKING_MARKS } from '../../../shared/thinking-marks.ts'
import { CHATML_MARKS, chatFormat, rehearse, type ChatFormat } from '../../chat-template.ts'
import type { Call, Connection } from './connection.ts'
import type { Dialect } from './dialect.ts'
import { LlamaServer } from './llama-server.ts'
import { ServerFailure } from './server-failure.ts'
import type { TextToken } from './text-token.ts'

/** What a server says about itself, and how it is talked to. */
export interface MetServer {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly identity: ModelIdentity
  readonly architecture: string
  /** Of the weights, where the server says it; else 0. */
  readonly bytes: number
  /** Tokens of one path. */
  readonly contextSize: number
  /** Paths whose text it remembers at a time; 0 where it does not say. */
  readonly slots: number
  /** "llama-server b6500". */
  readonly software: string
  readonly format: ChatFormat
  /** Tokens that open every text. */
  readonly opening: readonly TextToken[]
  readonly isEndOfTurn: (token: TextToken) => boolean
  /** Marks of thinking that are one token each, and its number. */
  readonly marks: ReadonlyMap<string, number>
  /** The model's template, for the marks that it writes itself. */
  readonly template: string
}

const modelsSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      aliases: z.array(z.string()).optional(),
      owned_by: z.string().optional(),
      meta: z
        .object({
          n_vocab: z.int().positive(),
          n_params: z.number().positive(),
          size: z.number().nonnegative(),
          ftype: z.string().optional(),
          vocab_type: z.int().optional()
        })
        .nullish()
    })
  )
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

/** Read by every tokenizer in another way. */
const SAMPLE_TEXT = 'Él compró 3½ kg de pan; 127+88=215.\n\n\\boxed{x^2} <|im_end|>'
const CALL: Call = { signal: NEVER_CANCELLED }

/**
 * Asks a server what it is and what it can do, and judges it by what it answers.
 *
 * @throws ServerFailure with what is missing, and what would help
 */
export async function meetServer(source: ServerSource, connection: Connection): Promise<MetServer> {
  const { data } = await listModels(connection)
  const model = modelIn(data, source)
  const meta = model.meta
  if (model.owned_by !== 'llamacpp' || !meta) {
    throw new ServerFailure(
      `${sourceText(source)} is no llama-server${model.owned_by === undefined ? '' : ` (it is of "${model.owned_by}")`}. Tandem works with llama.cpp's own server as yet.`
    )
  }
  const props = propsSchema.safeParse(await connection.get('/props', CALL))
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
  const path = { ...CALL, slot: null }
  const dialect = await LlamaServer.meet(connection, meta.n_vocab, path)
  const idsOf = async (text: string) =>
    (await dialect.tokenize(text, 'markup', path)).map(({ id }) => id)
  const isToken = async (text: string) => (await idsOf(text)).length === 1
  const known = await Promise.all(CHATML_MARKS.map(isToken))
  const format = chatFormat({ template, knowsChatMl: known.every(Boolean), special: { bos, eos } })
  requireFormat(format, source)
  const [endOfTurn] = format.endOfTurn === '' ? [] : await idsOf(format.endOfTurn)
  const marks = new Map<string, number>()
  for (const mark of THINKING_MARKS.flatMap(({ open, close }) => [open, close])) {
    const [id, ...others] = await idsOf(mark)
    if (id !== undefined && others.length === 0) marks.set(mark, id)
  }
  const opening = await openingTokens(connection)
  const fingerprint = createHash('sha256').update(
    JSON.stringify([
      ...['llama-server', model.id, meta, template, bos, eos, opening.map(({ id }) => id)],
      (await dialect.tokenize(SAMPLE_TEXT, 'text', path)).map(({ id }) => id)
    ])
  )
  return {
    connection,
    dialect,
    identity: {
      name: model.id,
      sha256: fingerprint.digest('hex'),
      parameters: source.parameters ?? meta.n_params
    },
    architecture: meta.ftype ?? 'unknown',
    bytes: meta.size,
    contextSize,
    slots,
    software: `llama-server ${build}`.trim(),
    format,
    opening,
    isEndOfTurn: ({ id, bytes }) => id === endOfTurn && bytes.length === 0,
    marks,
    template
  }
}

async function listModels(connection: Connection) {
  const models = modelsSchema.safeParse(await connection.get('/v1/models', CALL))
  if (models.success && models.data.data.length > 0) return models.data
  throw new ServerFailure(
    `The server ${connection.url} lists no models at /v1/models. Is it a model server, and its address right?`
  )
}

type ListedModel = z.infer<typeof modelsSchema>['data'][number]

/** The model that was named, or the only one. A llama-server answers for any name: it must be the one that it has. */
function modelIn(models: readonly ListedModel[], { url, model }: ServerSource): ListedModel {
  const names = models.map(({ id }) => `"${id}"`).join(', ')
  if (model === null) {
    const [only, ...others] = models
    if (only !== undefined && others.length === 0) return only
    throw new ServerFailure(
      `The server ${url} has several models: ${names}. Name one behind its address: ${url}/v1#NAME.`
    )
  }
  const found = models.find(({ id, aliases = [] }) => id === model || aliases.includes(model))
  if (found !== undefined) return found
  throw new ServerFailure(`The server ${url} has no model "${model}". It has ${names}.`)
}

/** The template is the server's: it may fail, or write without end. */
function requireFormat(format: ChatFormat, source: ServerSource): void {
  try {
    rehearse(format)
  } catch (error) {
    throw new ServerFailure(
      `The chat template of ${sourceText(source)} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error }
    )
  }
}

/** What the model wants at the beginning of every text, such as its BOS token. */
async function openingTokens(connection: Connection): Promise<readonly TextToken[]> {
  const ask = async (special: boolean) => {
    const body = { content: '0', add_special: special, parse_special: false, with_pieces: true }
    const answer = tokensSchema.safeParse(await connection.post('/tokenize', body, CALL))
    return answer.success ? answer.data.tokens.map(({ id }) => id) : []
  }
  const [whole, bare] = [await ask(true), await ask(false)]
  const count = whole.length - bare.length
  const opens = count > 0 && whole.slice(count).join() === bare.join()
  return opens ? whole.slice(0, count).map((id) => ({ id, bytes: new Uint8Array() })) : []
}
