import { statfsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CatalogueModel } from '../../../shared/contract/downloads.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { IN_DATA } from '../../data-directory.ts'
import { HUB } from '../../models/download/downloads.ts'
import { parseModelUri } from '../../models/download/model-uri.ts'
import type { PageContext } from './page-context.ts'

type DownloadCalls = Extract<keyof Handlers, `downloads.${string}` | 'catalogue.read'>

/** Models that are fetched, because the person asked for it and never otherwise. */
export function downloadHandlers({
  application,
  downloads
}: PageContext): Pick<Handlers, DownloadCalls> {
  return {
    'downloads.list': () => {
      const { bavail, bsize } = statfsSync(application.data)
      return {
        downloads: downloads.list(),
        disk: { folder: join(application.data, IN_DATA.models), free: bavail * bsize },
        hasToken: application.modelServices().secrets.get() !== null
      }
    },
    'downloads.start': ({ address, sha256 }) => downloads.start(address, sha256),
    'downloads.pause': ({ id }) => downloads.pause(id),
    'downloads.resume': ({ id }) => downloads.resume(id),
    'downloads.cancel': ({ id }) => downloads.cancel(id),
    'downloads.set-token': ({ token }) => application.modelServices().secrets.set(token),
    'catalogue.read': () => {
      const { catalogue, library } = application.modelServices()
      const here = new Map(
        library.list().map(({ id, entry }) => [basename(entry.files[0]?.path ?? ''), id])
      )
      const { note, pairs } = catalogue()
      return {
        note,
        pairs: pairs.map(({ id, name, description, target, draft, ...pair }) => ({
          id,
          name,
          description,
          memory: pair.approximateMemory,
          prompts: pair.prompts,
          strategies: pair.strategies,
          models: [
            { role: 'target' as const, model: offered(target, here) },
            { role: 'draft' as const, model: offered(draft, here) }
          ]
        }))
      }
    }
  }
}

interface KnownModel {
  readonly name: string
  readonly uri: string
  readonly approximateBytes: number
  readonly licence: string
  readonly sha256: string | null
}

function offered(
  { name, uri, approximateBytes, licence, sha256 }: KnownModel,
  here: ReadonlyMap<string, string>
): CatalogueModel {
  const download = parseModelUri(uri, { hub: HUB })[0]?.fileName ?? uri
  return {
    name,
    address: uri,
    bytes: approximateBytes,
    licence,
    sha256,
    download,
    model: here.get(download) ?? null
  }
}
