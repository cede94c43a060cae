import type { ServerKey } from '../../shared/inference-messages.ts'
import { earlierKeyVariableOfHost, keyVariableOfHost } from '../../shared/key-variable.ts'
import type { ServerSource } from '../../shared/model-source.ts'
import type { NamedServers } from './named-servers.ts'
import type { ServerKeys } from './server-keys.ts'

/** What is known of servers and of their keys. */
interface Known {
  readonly servers: Pick<NamedServers, 'list'>
  readonly serverKeys: Pick<ServerKeys, 'of'>
}

/**
 * The keys that the inference process is given for these servers, in the order in which they hold: those of environment
 * variables that an earlier version would have read, and those that were kept. The variable of its own it reads itself.
 */
export function keysToSend(
  asked: readonly Pick<ServerSource, 'url'>[],
  { servers, serverKeys }: Known,
  env: Readonly<Record<string, string | undefined>> = process.env
): ServerKey[] {
  const earlier = asked.flatMap(({ url }) => {
    const { host } = new URL(url)
    const variable = earlierKeyVariableOfHost(host)
    const key = env[variable]?.trim()
    if (!key || variable === keyVariableOfHost(host)) return []
    const known = [...asked, ...servers.list().map(({ source }) => source)]
    const isShared = known.some((other) => isAnother(new URL(other.url).host, host))
    return isShared ? [] : [{ url, key }]
  })
  return [...earlier, ...serverKeys.of(asked)]
}

/** Whether the name that earlier versions gave the variable of a host was that of another host as well. */
function isAnother(other: string, host: string): boolean {
  return other !== host && earlierKeyVariableOfHost(other) === earlierKeyVariableOfHost(host)
}
