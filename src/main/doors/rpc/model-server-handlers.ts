import { sourceText } from '../../../shared/model-source.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import {
  examineServer,
  keepServer,
  pairsWith,
  removeServer,
  testServer
} from '../../actions/model-servers.ts'
import type { PageContext } from './page-context.ts'

type ModelServerCalls = Extract<keyof Handlers, `model-servers.${string}`>

/** The models on servers that were added. */
export function modelServerHandlers({
  application,
  services
}: PageContext): Pick<Handlers, ModelServerCalls> {
  const context = {
    engine: application.engine,
    now: services.now,
    modelServices: () => application.modelServices()
  }
  function list() {
    const { servers, serverKeys } = application.modelServices()
    return {
      servers: servers.list().map((server) => ({
        ...server,
        address: sourceText(server.source),
        hasKey: serverKeys.of([server.source]).length > 0,
        pairs: pairsWith(context, server.id)
      })),
      sealsKeys: serverKeys.isSealed
    }
  }
  return {
    'model-servers.list': list,
    'model-servers.examine': (wish) => examineServer(context, wish),
    'model-servers.keep': async (wish) => {
      await keepServer(context, wish)
      return list()
    },
    'model-servers.test': async ({ id }) => {
      await testServer(context, id)
      return list()
    },
    'model-servers.remove': ({ id }) => {
      removeServer(context, id)
      return list()
    }
  }
}
