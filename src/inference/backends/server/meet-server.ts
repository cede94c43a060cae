import { z } from 'zod'
import type { ServerSource } from '../../../shared/model-source.ts'
import { isModelName } from './claims.ts'
import type { Connection } from './connection.ts'
import { identifyLlama, meetLlama } from './meet-llama.ts'
import { requireLikeVllm } from './meet-other.ts'
import { identifyVllm, meetVllm } from './meet-vllm.ts'
import { FIRST_CALL, type MetServer } from './met-server.ts'
import { inQuotes, ServerFailure } from './server-failure.ts'
import { ownSplitting, type Splitting, VLLM } from './tokenizer-of-vllm.ts'

const modelsSchema = z.object({ data: z.array(z.unknown()).min(1) })
const modelSchema = z.looseObject({
  id: z.string(),
  aliases: z.array(z.string()).optional(),
  owned_by: z.string().optional()
})
/** Models of one server; services list some hundreds. */
const MOST_MODELS = 10_000
/** Names in one sentence. */
const MOST_TOLD = 10
/** Whose a llama-server says that its model is. */
const LLAMA_SERVER = 'llamacpp'

/** A model as a server lists it. */
export type ModelOfServer = z.infer<typeof modelSchema>

/**
 * Asks a server what it is and what it can do, and judges it by what it answers.
 *
 * @param listed the models that it has, where it was asked for them already
 * @throws ServerFailure with what is missing, and what would help
 */
export async function meetServer(
  source: ServerSource,
  connection: Connection,
  listed?: readonly ModelOfServer[]
): Promise<MetServer> {
  const model = modelIn(listed ?? (await modelsOf(connection)), source)
  const splitting = await likeVllm(source, model, connection)
  return splitting === null
    ? meetLlama(source, model, connection)
    : meetVllm(source, model, connection, splitting)
}

/**
 * The fingerprint of the model that a server has now: a server may have another one by now. Much less is asked than when
 * it is met.
 *
 * @param met what is known of it, where it was met
 * @throws ServerFailure
 */
export async function identifyServer(
  source: ServerSource,
  connection: Connection,
  met: Pick<MetServer, 'splitsAt'> | null = null
): Promise<string> {
  const model = modelIn(await modelsOf(connection), source)
  return model.owned_by === LLAMA_SERVER
    ? identifyLlama(source, model, connection)
    : identifyVllm(model, connection, met?.splitsAt ?? null)
}

/** The models that a server has and a person can name, at least one. @throws ServerFailure */
export async function modelsOf(connection: Connection): Promise<readonly ModelOfServer[]> {
  const { url } = connection
  const { data = [] } =
    modelsSchema.safeParse(await connection.get('/v1/models', FIRST_CALL)).data ?? {}
  if (data.length > MOST_MODELS) {
    throw new ServerFailure(
      `The server ${url} lists ${data.length} models. At most ${MOST_MODELS} are read: is it a model server, and its address right?`
    )
  }
  const models = z.array(modelSchema).safeParse(data).data ?? []
  const named = models.filter(({ id }) => isModelName(id))
  if (named.length > 0) return named
  throw new ServerFailure(
    models.length === 0
      ? `The server ${url} lists no models at /v1/models. Is it a model server, and its address right?`
      : `The server ${url} calls its model what nobody can type: a name has 1 to 1000 characters, all of them visible. Start it with another one (llama-server: --alias; vLLM: --served-model-name).`
  )
}

/**
 * How a server splits texts that is asked as a vLLM is; null for a llama-server, which is asked in its own words.
 *
 * @throws ServerFailure where it does not understand what is needed in either
 */
export async function likeVllm(
  source: ServerSource,
  model: ModelOfServer,
  connection: Connection
): Promise<Splitting | null> {
  if (model.owned_by === LLAMA_SERVER) return null
  return model.owned_by === VLLM
    ? ownSplitting(connection, model)
    : requireLikeVllm(source, model, connection)
}

function namesOf(models: readonly ModelOfServer[]): string {
  const told = models.slice(0, MOST_TOLD).map(({ id }) => inQuotes(id))
  const others = models.length - told.length
  return [...told, ...(others > 0 ? [`and ${others} more`] : [])].join(', ')
}

/** The model that was named, or the only one. A llama-server answers for any name: it must be the one that it has. */
function modelIn(models: readonly ModelOfServer[], { url, model }: ServerSource): ModelOfServer {
  const names = namesOf(models)
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
