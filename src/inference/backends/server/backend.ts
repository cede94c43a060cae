import { NEVER_CANCELLED } from '../../../core/ports.ts'
import type { Role } from '../../../shared/cost.ts'
import type { ServerSource } from '../../../shared/model-source.ts'
import type { Backend, LoadedModels, WantedPair } from '../../backend.ts'
import { apiKeyFor } from './api-key.ts'
import { connect, FIRST_PAUSES, LIMITS } from './connection.ts'
import { identifyServer, meetServer } from './meet-server.ts'
import { FIRST_CALL, type MetServer } from './met-server.ts'
import { ServerFailure } from './server-failure.ts'
import { ServerModel } from './server-model.ts'
import { tokensOf } from './server-thread.ts'

/** Models on servers that a person has named. @param onLog told what had to be asked for once more, and why */
export function createServerBackend(onLog: (line: string) => void): Backend {
  /** Whether a server is there at all. */
  async function reach(url: string, key: string | null): Promise<void> {
    const connection = connect(url, { key, limits: { ...LIMITS, pauses: FIRST_PAUSES } })
    await connection.get('/v1/models', { signal: NEVER_CANCELLED })
  }

  function loaded(
    servers: ReadonlyMap<Role, { readonly source: ServerSource; readonly server: MetServer }>
  ): LoadedModels {
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
        for (const { source, server } of servers.values()) {
          const now = await identifyServer(source, server.connection)
          if (now !== server.identity.sha256) return false
        }
        return true
      },
      async open(options) {
        const models = new Map<Role, ServerModel>()
        for (const [role, { server }] of servers) {
          models.set(role, await ServerModel.create(server, options, onLog))
        }
        return models
      },
      dispose: () => Promise.resolve()
    }
  }

  return {
    serves: 'server',
    async admit(wanted, roles) {
      const servers = new Map<Role, { source: ServerSource; server: MetServer }>()
      for (const role of roles) {
        const source = serverOf(wanted, role)
        const { url } = source
        const key = apiKeyFor(url, { kept: wanted.keys })
        await reach(url, key)
        const connection = connect(url, { key, onRetry: onLog })
        servers.set(role, { source, server: await meetServer(source, connection) })
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
