import { z } from 'zod'
import type { Ability } from '../../../core/abilities.ts'
import { SHORTEST_CONTEXT } from '../../../core/memory/shortest-context.ts'
import type {
  ServerAbility,
  ServerExamination,
  ServerReport
} from '../../../shared/named-server.ts'
import type { ServerSource } from '../../../shared/model-source.ts'
import { PLAIN_FORMAT } from '../../chat-template.ts'
import { connect, FIRST_PAUSES, LIMITS, type Connection } from './connection.ts'
import { likeVllm, meetServer, modelsOf } from './meet-server.ts'
import { FIRST_CALL, type MetServer } from './met-server.ts'
import { ServerFailure } from './server-failure.ts'
import { INABILITIES } from './server-model.ts'

/** Whoever asks sits before it and waits. */
const PATIENCE = { ...LIMITS, beginMs: 20_000, goOnMs: 10_000, pauses: FIRST_PAUSES }
/** As many paths as a run has where nobody says otherwise. */
const USUAL_PATHS = 3
const LATENCY_TRIES = 3

const workersSchema = z.object({ workers: z.array(z.object({ is_healthy: z.boolean() })) })

/** Finds out what a server is and can do, in words for whoever is about to use it. */
export async function examineServer(
  source: ServerSource,
  key: string | null
): Promise<ServerExamination> {
  const connection = connect(source.url, { limits: PATIENCE, key })
  try {
    const models = await modelsOf(connection)
    const [only, ...others] = models
    if (source.model === null && others.length > 0) {
      return { outcome: 'which-model', models: models.map(({ id }) => id) }
    }
    const model = source.model ?? only?.id
    const listed = models.find(({ id }) => id === model)
    if (source.parameters === null && listed !== undefined) {
      const isLikeVllm = (await likeVllm(source, listed, connection)) !== null
      if (isLikeVllm) return { outcome: 'how-large', model: listed.id }
    }
    const met = await meetServer(source, connection, models)
    return { outcome: 'met', report: await reportOn(met, source) }
  } catch (error) {
    if (error instanceof ServerFailure) return { outcome: 'refused', reason: error.message }
    throw error
  }
}

async function reportOn(server: MetServer, source: ServerSource): Promise<ServerReport> {
  const { connection, identity, software, bytes, contextSize, slots } = server
  return {
    ...{ software, bytes, contextSize, slots },
    router: await routerBefore(connection),
    model: identity.name,
    fingerprint: identity.sha256,
    parameters: identity.parameters,
    saysParameters: source.parameters === null,
    latencyMs: await latencyOf(connection),
    abilities: abilitiesOf(server)
  }
}

/** A router tells of those behind it; a server that is none has no such page. */
async function routerBefore(connection: Connection): Promise<ServerReport['router']> {
  try {
    const answer = workersSchema.safeParse(await connection.get('/workers', FIRST_CALL))
    if (!answer.success) return null
    const { workers } = answer.data
    return {
      replicas: workers.length,
      healthy: workers.filter(({ is_healthy }) => is_healthy).length
    }
  } catch (error) {
    if (error instanceof ServerFailure) return null
    throw error
  }
}

/** The quickest of some answers, so that what else the server does counts little. */
async function latencyOf(connection: Connection): Promise<number> {
  const times: number[] = []
  for (let tries = 0; tries < LATENCY_TRIES; tries++) {
    const started = performance.now()
    await modelsOf(connection)
    times.push(performance.now() - started)
  }
  return Math.min(...times)
}

function abilitiesOf({ remarks, slots, contextSize, format }: MetServer): ServerAbility[] {
  const cannot = (what: string, ability: Ability): ServerAbility => ({
    what,
    degree: 'none',
    remark: INABILITIES.get(ability) ?? null
  })
  return [
    ability('Write steps, streamed and with a seed; stop at once', null),
    format === PLAIN_FORMAT
      ? {
          what: 'Follow instructions',
          degree: 'none',
          remark:
            'Its model has no chat template of its own: a base model, which goes on with a text. Expect few right answers, and scores and letters that say little.'
        }
      : ability('Follow instructions', null),
    ability('Judge a step by a digit', remarks.choices),
    ability('Judge a step by the probability of its tokens', remarks.likelihood),
    ability('Say what it computed, for the bill', null),
    ability('Remember each path', placesRemark(slots)),
    contextSize >= SHORTEST_CONTEXT
      ? ability('Hold a whole solution', null)
      : {
          what: 'Hold a whole solution',
          degree: 'none',
          remark: `A path has ${contextSize} tokens, and a solution needs ${SHORTEST_CONTEXT} or more. Start the server with a longer context (llama-server: -c is shared by its slots; vLLM: --max-model-len).`
        },
    cannot('Verify a draft token by token (the method speculative)', 'speculation'),
    cannot('Repeat a run to the last bit (--exact)', 'exactness')
  ]
}

function ability(what: string, remark: string | null): ServerAbility {
  return { what, degree: remark === null ? 'full' : 'slower', remark }
}

function placesRemark(slots: number): string | null {
  if (slots === 0 || slots >= USUAL_PATHS) return null
  return `It has ${slots === 1 ? 'one slot' : `${slots} slots`}; where a run has more paths, some text is computed again. Start llama-server with --parallel ${USUAL_PATHS} or more, and as many times the context (-c).`
}
