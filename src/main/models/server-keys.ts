import { z } from 'zod'
import { serverKeySchema, type ServerKey } from '../../shared/inference-messages.ts'
import type { ServerSource } from '../../shared/model-source.ts'
import { UserError } from '../user-error.ts'
import type { SecretStore } from './secret-store.ts'

/** The keys of servers that were added, found by a server's address. They are in no other file than theirs. */
export interface ServerKeys {
  of(servers: readonly Pick<ServerSource, 'url'>[]): readonly ServerKey[]
  /** Null forgets it. @throws UserError where keys that are kept cannot be read: they would be lost. */
  keep(url: string, key: string | null): void
  list(): readonly ServerKey[]
  /** Whether the system seals what is kept from now on; else it lies in a file that only its owner can read. */
  readonly isSealed: boolean
}

/** A later version may keep something else beside them, and in its place when this one writes. */
const keysSchema = z.looseObject({ keys: z.array(z.unknown()) })

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
        const kept = documentIn(store)
        const others = kept.keys.filter((one) => readKey(one)?.url !== url)
        const keys = key !== null && store === stores[0] ? [...others, { url, key }] : others
        if (keys.length === 0 && kept.keys.length === 0) continue
        store.set(keys.length === 0 ? null : textOf({ ...kept, keys }))
      }
    },
    isSealed: sealed !== null
  }
}

/** What cannot be read holds no key. */
function keysIn(store: SecretStore): readonly ServerKey[] {
  try {
    return documentIn(store).keys.flatMap((one) => readKey(one) ?? [])
  } catch {
    return []
  }
}

function readKey(one: unknown): ServerKey | null {
  return serverKeySchema.safeParse(one).data ?? null
}

/** @throws UserError where there is something else in its place. */
function documentIn(store: SecretStore): z.infer<typeof keysSchema> {
  const kept = store.get()
  if (kept === null) return { keys: [] }
  try {
    return keysSchema.parse(JSON.parse(kept))
  } catch {
    throw unreadable()
  }
}

/** @throws UserError where what else is kept beside the keys is nested too deeply to be written again. */
function textOf(document: z.infer<typeof keysSchema>): string {
  try {
    return JSON.stringify(document)
  } catch (error) {
    if (error instanceof RangeError) throw unreadable()
    throw error
  }
}

function unreadable(): UserError {
  return new UserError(
    'The keys of servers that are kept cannot be read.',
    'Move the file "server-keys" of the data folder away, and give the keys again.'
  )
}
