import { randomBytes } from 'node:crypto'
import { isSameSource } from '../../shared/model-source.ts'
import { namedServers, type NamedServer } from '../../shared/named-server.ts'
import { UserError } from '../user-error.ts'
import { keptDocument } from './kept-document.ts'
import { isServerAddress, parseServerAddress } from './server-address.ts'

/** The models on servers that were added, to be chosen by their names. */
export interface NamedServers {
  /** By name. */
  list(): readonly NamedServer[]
  /** By id, name or address; null where there is none. */
  find(what: string): NamedServer | null
  /** Adds a model in the place of one at the same address, or changes the one of that id. */
  put(server: Omit<NamedServer, 'id'> & { readonly id?: string }): NamedServer
  remove(id: string): void
}

/** @param path of the document that holds them; it may not exist yet. */
export function createNamedServers(path: string): NamedServers {
  const kept = keptDocument(path, {
    name: namedServers.name,
    anew: 'add the servers again',
    absent: { servers: [] },
    parse: (stored) => namedServers.read(stored),
    isLater: (stored) => namedServers.isLater(stored)
  })
  const read = (): readonly NamedServer[] => kept.read().servers
  function write(servers: readonly NamedServer[]): void {
    // What a later version has beside them stays.
    kept.write(namedServers.stamped({ ...kept.read(), servers: [...servers] }))
  }
  return {
    list: () => read().toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    find(what) {
      const all = read()
      const source = isServerAddress(what) ? parseServerAddress(what) : null
      return (
        all.find(({ id, name }) => id === what || name === what) ??
        all.find((one) => source !== null && isSameSource(one.source, source)) ??
        null
      )
    },
    put(server) {
      const all = read()
      const known =
        all.find(({ id }) => id === server.id) ??
        all.find(({ source }) => isSameSource(source, server.source))
      const other = all.find(({ id, name }) => name === server.name && id !== known?.id)
      if (other !== undefined) {
        throw new UserError(
          `Another server is called "${server.name}" already.`,
          'Give this one a name of its own.'
        )
      }
      const id = known?.id ?? `server-${randomBytes(6).toString('hex')}`
      const named = { ...server, id }
      write([...all.filter((one) => one.id !== id), named])
      return named
    },
    remove(id) {
      write(read().filter((one) => one.id !== id))
    }
  }
}
