import { z } from 'zod'
import { sourceText, type ServerSource } from '../../../shared/model-source.ts'
import type { Connection } from './connection.ts'
import { meetLlama } from './meet-llama.ts'
import { meetVllm } from './meet-vllm.ts'
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
export type ListedModel = z.infer<typeof modelsSchema>['data'][number]

/**
 * Asks a server what it is and what it can do, and judges it by what it answers.
 *
 * @throws ServerFailure with what is missing, and what would help
 */
export async function meetServer(source: ServerSource, connection: Connection): Promise<MetServer> {
  const models = modelsSchema.safeParse(await connection.get('/v1/models', FIRST_CALL))
  if (!models.success || models.data.data.length === 0) {
    throw new ServerFailure(
      `The server ${connection.url} lists no models at /v1/models. Is it a model server, and its address right?`
    )
  }
  const model = modelIn(models.data.data, source)
  switch (model.owned_by) {
    case 'llamacpp':
      return meetLlama(source, model, connection)
    case 'vllm':
      return meetVllm(source, model, connection)
    case undefined:
    default:
      throw new ServerFailure(
        `${sourceText(source)} is neither a llama-server nor a vLLM${model.owned_by === undefined ? '' : ` (it is of "${model.owned_by}")`}. Others do not take and give tokens, by which Tandem knows what a step is worth and what it costs.`
      )
  }
}

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
