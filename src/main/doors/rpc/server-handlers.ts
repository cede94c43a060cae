import type { ServerStatus } from '../../../shared/contract/server.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { USUAL_PORT } from '../api/served-application.ts'
import { readToken } from '../api/token.ts'
import type { PageContext } from './page-context.ts'

type ServerCalls = 'server.status' | 'server.start' | 'server.stop'

/** The switch that lets other programs of this machine use the models. */
export function serverHandlers({ application, api }: PageContext): Pick<Handlers, ServerCalls> {
  function status(): ServerStatus {
    return { url: api.url, usualPort: USUAL_PORT, token: readToken(application.data).text }
  }
  return {
    'server.status': status,
    'server.start': async ({ port }) => {
      await api.open(port)
      return status()
    },
    'server.stop': async () => {
      await api.close()
      return status()
    }
  }
}
