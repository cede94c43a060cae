import { homedir } from 'node:os'
import { join } from 'node:path'
import { IN_DATA } from '../data-directory.ts'
import { readCatalogue, type Catalogue } from './catalogue.ts'
import { createDeathBook, type DeathBook } from '../engine/deaths/death-book.ts'
import { createDownloads, type Downloads } from './download/downloads.ts'
import { fileSecretStore, hubToken, type SecretStore } from './secret-store.ts'
import { createEngineSpeed, type EngineSpeed } from './engine-speed.ts'
import { estimateFit, type FitRequest } from '../../core/memory/fit.ts'
import { createInspector } from './inspector.ts'
import type { Inspection, Inspector } from './inspector.ts'
import { createLibrary, type ModelLibrary } from './library.ts'
import { createNamedServers, type NamedServers } from './named-servers.ts'
import { createPairs, type Pairs } from './pairs.ts'
import { knownPlaces, type Place } from './places.ts'
import { jsonRecords } from './records.ts'
import { createServerKeys, type ServerKeys } from './server-keys.ts'
import type { Devices } from '../../shared/inspection.ts'
import type { Fit } from '../../shared/model-library.ts'

/** Everything about models, as the doors use it. */
export interface ModelServices {
  readonly library: ModelLibrary
  readonly pairs: Pairs
  /** The models on servers that were added. */
  readonly servers: NamedServers
  readonly serverKeys: ServerKeys
  /** Folders of other programs that are looked into, whether or not they are there. */
  readonly places: readonly Place[]
  readonly downloads: Downloads
  readonly secrets: SecretStore
  readonly catalogue: () => Catalogue
  /** What a file is, without adding it to the library. `tried` opens it, too. */
  readonly inspect: (path: string, options: { readonly tried: boolean }) => Promise<Inspection>
  /** How a model is asked as a person wants it, and what its chat template makes of a conversation. */
  readonly ask: Inspector['ask']
  readonly fit: (request: FitRequest) => Promise<Fit>
  /** The GPU that a run would use. */
  readonly devices: () => Promise<Devices>
  readonly deaths: DeathBook
  /** How pairs run fastest on this machine. */
  readonly speed: EngineSpeed
  /** Ends the processes that inspect files. */
  readonly close: () => void
}

export interface ModelServicesOptions {
  /** Where the user's data lives. */
  readonly data: string
  readonly resources: string
  /** The system's store of a secret, where the door has one: given the file that would hold it otherwise. */
  readonly secrets?: (path: string) => SecretStore | null
  readonly places?: readonly Place[]
  readonly env?: Readonly<Record<string, string | undefined>>
}

export function createModelServices(options: ModelServicesOptions): ModelServices {
  const { data, resources, env = process.env } = options
  const bundled = join(resources, 'models')
  const folder = join(data, IN_DATA.models)
  const records = jsonRecords(join(data, IN_DATA.modelLibrary))
  const inspector = createInspector()
  const places = options.places ?? knownPlaces({ env, home: homedir(), platform: process.platform })
  const sealed = (name: string) => options.secrets?.(join(data, name)) ?? null
  const filed = (name: string) => fileSecretStore(join(data, name))
  const secrets = hubToken(sealed(IN_DATA.hubToken) ?? filed(IN_DATA.hubToken), env)
  const library = createLibrary({ records, inspector, places, folder, bundled })
  return {
    library,
    places,
    pairs: createPairs(records, bundled),
    servers: createNamedServers(join(data, IN_DATA.servers)),
    serverKeys: createServerKeys({
      sealed: sealed(IN_DATA.serverKeys),
      filed: filed(IN_DATA.serverKeys)
    }),
    downloads: createDownloads({ library, folder, secrets }),
    secrets,
    catalogue: () => readCatalogue(join(resources, 'catalogue.json')),
    async inspect(path, { tried }) {
      const read = await inspector.read(path)
      const opens = tried && read.refusal === null && read.summary?.cannotWrite === null
      return opens ? inspector.open(path) : read
    },
    ask: (path, own) => inspector.ask(path, own),
    fit: (request) =>
      estimateFit(request, { inspector, freeMemory: () => process.availableMemory() }),
    devices: () => inspector.devices(),
    deaths: createDeathBook(records),
    speed: createEngineSpeed({ folder: data, inspector, env }),
    close: () => {
      inspector.close()
    }
  }
}
