import { NEVER_CANCELLED } from '../../../core/ports.ts'
import type { Role } from '../../../shared/cost.ts'
import type { ServerSource } from '../../../shared/model-source.ts'
import type { Backend, LoadedModels, WantedPair } from '../../backend.ts'
import { apiKeyFor } from './api-key.ts'
import { connect, FIRST_PAUSES, LIMITS, type OnRetry } from './connection.ts'
import { FIRST_CALL, type MetServer } from './met-server.ts'
import { ServerFailure } from './server-failure.ts'
import { ServerInUse } from './server-in-use.ts'
import { ServerModel } from './server-model.ts'
import { tokensOf } from './server-thread.ts'

/** Models on servers that a person has named. */
export function createServerBackend(onRetry: OnRetry): Backend {
  /** Whether a server is there at all. */
  async function reach(url: string, key: string | null): Promise<void> {
    const connection = connect(url, { key, limits: { ...LIMITS, pauses: FIRST_PAUSES } })
    await connection.get('/v1/models', { signal: NEVER_CANCELLED })
  }

  function loaded(servers: ReadonlyMap<Role, ServerInUse>): LoadedModels {
    return {
      device: inWords(servers, ({ source, server }) => `${source.url} (${slotsText(server)})`),
      engine: inWords(servers, ({ server }) => server.software),
      describe(role) {
        const { source, server } = servers.get(role)!
        const { identity, bytes, architecture } = server
        return { ...identity, source, bytes, architecture }
      },
      knowsMark(role, mark) {
        const { marks, template } = servers.get(role)!.server
        return marks.has(mark) || template.includes(mark)
      },
      async lengthOf(role, chat) {
        const { dialect, format } = servers.get(role)!.server
        return (await tokensOf(format.prompt(chat), dialect, FIRST_CALL)).length
      },
      longestContext: (role) => servers.get(role)!.server.contextSize,
      /** Asks again who is there: a server may have another model by now. */
      async serve() {
        for (const server of servers.values()) if (!(await server.isSame())) return false
        return true
      },
      lost() {
        for (const { lost } of servers.values()) if (lost !== null) return lost
        return null
      },
      async open(options) {
        const models = new Map<Role, ServerModel>()
        for (const [role, { server }] of servers) {
          models.set(role, await ServerModel.create(server, options, onRetry))
        }
        return models
      },
      dispose: () => Promise.resolve()
    }
  }

  return {
    serves: 'server',
    async admit(wanted, roles) {
      const servers = new Map<Role, ServerInUse>()
      for (const role of roles) {
        const source = serverOf(wanted, role)
        const { url } = source
        const key = apiKeyFor(url, { kept: wanted.keys })
        await reach(url, key)
        servers.set(role, await ServerInUse.meet(source, key, onRetry))
      }
      return { load: () => Promise.resolve(loaded(servers)) }
    }
  }
}

function serverOf({ setup }: WantedPair, role: Role): ServerSource {
  const source = setup[role]
  if (source.kind !== 'server') throw new ServerFailure(`The ${role} is on no server.`)
  return source
}

function slotsText({ slots, contextSize }: MetServer): string {
  return `${slots} ${slots === 1 ? 'slot' : 'slots'} of ${contextSize} tokens`
}

/** What is true of both models once, of two by their roles. */
function inWords<T>(servers: ReadonlyMap<Role, T>, say: (server: T) => string): string {
  return [...new Set([...servers.values()].map(say))].join('; draft on ')
}
