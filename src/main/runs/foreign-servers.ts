import { serversOf } from '../../shared/run-record.ts'
import type { RunRecord } from '../store/tables/runs.ts'
import { UserError } from '../user-error.ts'
import type { RunServices } from './services.ts'

/**
 * Refuses to go on with a run from a file whose models are on a server that nobody here has named: it would be contacted,
 * and shown the key of the environment, because somebody else wrote its address down.
 *
 * @throws UserError
 */
export function refuseForeignServers(
  { isNamedServer }: Pick<RunServices, 'isNamedServer'>,
  { id, imported, config }: Pick<RunRecord, 'id' | 'imported' | 'config'>
): void {
  if (!imported) return
  const foreign = serversOf(config.pair.setup).find((server) => !isNamedServer(server))
  if (foreign === undefined) return
  throw new UserError(
    `The run ${id} came from a file, and its models are on ${foreign.url}. Only servers that you name are contacted.`,
    `If you trust that one, name it: tandem models add ${foreign.url}`
  )
}
