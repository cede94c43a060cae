import { z } from 'zod'
import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import type { Connection } from './connection.ts'
import { identifyLlama, meetLlama } from './meet-llama.ts'
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
  const { model, software } = modelOf(source, listed ?? (await modelsOf(connection)))
  return software === 'llamacpp'
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
  const { model, software } = modelOf(source, await modelsOf(connection))
  return software === 'llamacpp'
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

function modelOf(source: ServerSource, models: readonly ModelOfServer[]) {
  const model = modelIn(models, source)
  const { owned_by: software } = model
  if (software === 'llamacpp' || software === 'vllm') return { model, software } as const
  throw new ServerFailure(
    `${sourceText(source)} is neither a llama-server nor a vLLM${software === undefined ? '' : ` (it is of "${software}")`}. Others do not take and give tokens, by which Tandem knows what a step is worth and what it costs. A llama-server or a vLLM with the same model will do.`
  )
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
