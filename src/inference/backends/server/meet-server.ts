import { z } from 'zod'
import type { ServerSource } from '../../../shared/model-source.ts'
import type { Connection } from './connection.ts'
import { identifyLlama, meetLlama } from './meet-llama.ts'
import { requireLikeVllm } from './meet-other.ts'
import { identifyVllm, meetVllm } from './meet-vllm.ts'
import { FIRST_CALL, type MetServer } from './met-server.ts'
import { ServerFailure } from './server-failure.ts'

const modelsSchema = z.object({
  data: z.array(
    z.looseObject({
      id: z.string(),
      aliases: z.array(z.string()).optional(),
      owned_by: z.string().optional()
    })
  )
})
/** Whose a model is, as servers list it. */
const LLAMA_SERVER = 'llamacpp'
const VLLM = 'vllm'

/** A model as a server lists it. */
export type ModelOfServer = z.infer<typeof modelsSchema>['data'][number]

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
  return (await dialectOf(source, model, connection)) === 'llama-server'
    ? meetLlama(source, model, connection)
    : meetVllm(source, model, connection)
}

/**
 * The fingerprint of the model that a server has now: a server may have another one by now. Much less is asked than when
 * it is met.
 *
 * @throws ServerFailure
 */
export async function identifyServer(
  source: ServerSource,
  connection: Connection
): Promise<string> {
  const model = modelIn(await modelsOf(connection), source)
  return model.owned_by === LLAMA_SERVER
    ? identifyLlama(source, model, connection)
    : identifyVllm(model, connection)
}

/** The models that a server has, at least one. @throws ServerFailure */
export async function modelsOf(connection: Connection): Promise<readonly ModelOfServer[]> {
  const models = modelsSchema.safeParse(await connection.get('/v1/models', FIRST_CALL))
  if (models.success && models.data.data.length > 0) return models.data.data
  throw new ServerFailure(
    `The server ${connection.url} lists no models at /v1/models. Is it a model server, and its address right?`
  )
}

/** In whose words a server is asked. @throws ServerFailure where it does not understand what is needed in either */
export async function dialectOf(
  source: ServerSource,
  model: ModelOfServer,
  connection: Connection
): Promise<'llama-server' | 'vllm'> {
  if (model.owned_by === LLAMA_SERVER) return 'llama-server'
  if (model.owned_by !== VLLM) await requireLikeVllm(source, model, connection)
  return 'vllm'
}

/** The model that was named, or the only one. A llama-server answers for any name: it must be the one that it has. */
function modelIn(models: readonly ModelOfServer[], { url, model }: ServerSource): ModelOfServer {
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
