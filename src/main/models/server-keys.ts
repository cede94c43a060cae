import { z } from 'zod'
import { serverKeySchema, type ServerKey } from '../../shared/inference-messages.ts'
import type { ServerSource } from '../../shared/model-source.ts'
import type { SecretStore } from './secret-store.ts'

/** The keys of servers that were added, found by a server's address. They are in no other file than theirs. */
export interface ServerKeys {
  of(servers: readonly Pick<ServerSource, 'url'>[]): readonly ServerKey[]
  /** Null forgets it. */
  keep(url: string, key: string | null): void
  list(): readonly ServerKey[]
  /** Whether the system seals what is kept from now on; else it lies in a file that only its owner can read. */
  readonly isSealed: boolean
}

const keysSchema = z.object({ keys: z.array(serverKeySchema) })

/**
 * @param sealed the system's store where the door has one: what is kept goes there, and a key that another door could only
 *   file is read all the same
 */
export function createServerKeys({
  sealed,
  filed
}: {
  readonly sealed: SecretStore | null
  readonly filed: SecretStore
}): ServerKeys {
  const stores = sealed === null ? [filed] : [sealed, filed]

  function list(): ServerKey[] {
    const keys = stores.flatMap(keysIn)
    return keys.filter(({ url }, index) => keys.findIndex((one) => one.url === url) === index)
  }
  return {
    list,
    of: (servers) => list().filter(({ url }) => servers.some((server) => server.url === url)),
    keep(url, key) {
      for (const store of stores) {
        const before = keysIn(store)
        const others = before.filter((one) => one.url !== url)
        const after = key !== null && store === stores[0] ? [...others, { url, key }] : others
        if (after.length === 0 && before.length === 0) continue
        store.set(after.length === 0 ? null : JSON.stringify({ keys: after }))
      }
    },
    isSealed: sealed !== null
  }
}

/** What cannot be read holds no key. */
function keysIn(store: SecretStore): readonly ServerKey[] {
  try {
    return keysSchema.parse(JSON.parse(store.get() ?? '')).keys
  } catch {
    return []
  }
}
