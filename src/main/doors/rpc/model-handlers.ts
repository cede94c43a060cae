import type { ModelList, ModelRow } from '../../../shared/contract/models.ts'
import type { GgufSummary, ListedModel } from '../../../shared/model-library.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import type { ModelServices } from '../../models/model-services.ts'
import { UserError } from '../../user-error.ts'
import type { PageContext } from './page-context.ts'

type ModelCalls = Extract<keyof Handlers, `models.${string}` | `pairs.${string}`>

/** The models on this machine, and the pairs made of them. */
export function modelHandlers({ application }: PageContext): Pick<Handlers, ModelCalls> {
  const modelServices = () => application.modelServices()
  return {
    'models.list': () => listModels(modelServices()),
    'models.scan': async () => {
      await modelServices().library.scan()
      return listModels(modelServices())
    },
    'models.add': async ({ path, mode }) => {
      await modelServices().library.add(path, mode)
      return listModels(modelServices())
    },
    'models.remove': ({ id }) => {
      modelServices().library.remove(id)
      return listModels(modelServices())
    },
    'models.add-folder': async ({ folder }) => {
      modelServices().library.addFolder(folder)
      await modelServices().library.scan()
      return listModels(modelServices())
    },
    'models.remove-folder': ({ folder }) => {
      modelServices().library.removeFolder(folder)
      return listModels(modelServices())
    },
    'models.verify': async ({ id }) => {
      const { outcome, sha256 } = await modelServices().library.verify(id)
      return { outcome, sha256: sha256.join(' ') }
    },
    'models.fit': ({ target, draft, ...size }) => {
      const { library, fit } = modelServices()
      return fit({
        target: summaryOf(library.find(target)),
        draft: summaryOf(library.find(draft)),
        ...size,
        credit: { ram: application.engine.status()?.memory ?? 0, vram: 0 }
      })
    },
    'pairs.save': (pair) => modelServices().pairs.save(pair),
    'pairs.remove': ({ id }) => modelServices().pairs.remove(id)
  }
}

function listModels({ library, pairs }: ModelServices): ModelList {
  return {
    models: library.list().map(modelRow),
    folders: [...library.folders()],
    pairs: [...pairs.list()]
  }
}

function modelRow({ entry, ...listed }: ListedModel): ModelRow {
  const { summary } = entry
  return {
    ...listed,
    origin: entry.origin,
    path: entry.files[0]?.path ?? '',
    architecture: summary?.architecture ?? null,
    parameters: summary?.parameters ?? null,
    quantisation: summary?.quantisation ?? null,
    contextLength: summary?.contextLength ?? null,
    tried: entry.tried,
    sha256: entry.sha256?.join(' ') ?? null
  }
}

function summaryOf({ name, entry }: ListedModel): GgufSummary {
  if (entry.summary) return entry.summary
  throw new UserError(`${name} could not be read.`, entry.refusal?.sentence ?? null)
}
