import type { ModelList, ModelRow } from '../../../shared/contract/models.ts'
import { existsSync } from 'node:fs'
import { given } from '../../../shared/given.ts'
import type { ListedModel } from '../../../shared/model-library.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { editModel, tryWords } from '../../actions/edit-model.ts'
import { fitPair, namePair } from '../../actions/pairs.ts'
import { findKnown, listKnown, whyItCannotDraft } from '../../models/known-model.ts'
import type { ModelServices } from '../../models/model-services.ts'
import { headerAsAsked } from '../../models/own-words.ts'
import { UserError } from '../../user-error.ts'
import type { PageContext } from './page-context.ts'
import { revealFile } from './reveal-file.ts'

type ModelCalls = Extract<keyof Handlers, `models.${string}` | `pairs.${string}`>

/** The models on this machine, and the pairs made of them. */
export function modelHandlers({ application }: PageContext): Pick<Handlers, ModelCalls> {
  const modelServices = () => application.modelServices()
  return {
    'models.list': () => listModels(modelServices()),
    'models.scan': async () => {
      await modelServices().library.scan({ inPassing: 'in passing' })
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
    'models.remove-folder': async ({ folder }) => {
      modelServices().library.removeFolder(folder)
      await modelServices().library.scan()
      return listModels(modelServices())
    },
    'models.verify': async ({ id }) => {
      const { outcome, sha256 } = await modelServices().library.verify(id)
      return { outcome, sha256: sha256.join(' ') }
    },
    'models.try-words': ({ id, ...change }) => tryWords(modelServices(), id, given(change)),
    'models.edit': async ({ id, ...change }) => {
      await editModel(modelServices(), id, given(change))
      return listModels(modelServices())
    },
    'models.reveal': ({ id }) => revealFile(firstFile(modelServices().library.find(id))),
    'models.fit': async (question) => {
      const credit = { ram: application.engine.status()?.memory ?? 0, vram: 0 }
      return (await fitPair(modelServices(), { ...question, credit })).fit
    },
    'pairs.drafts': ({ target }) => {
      const chosen = findKnown(target, modelServices())
      return listKnown(modelServices()).map((draft) => ({
        id: draft.id,
        reason: whyItCannotDraft(draft, chosen)
      }))
    },
    'pairs.save': (pair) => namePair(modelServices(), application.definitions, pair),
    'pairs.remove': ({ id }) => modelServices().pairs.remove(id)
  }
}

function listModels({ library, pairs, places }: ModelServices): ModelList {
  return {
    models: library.list().map(modelRow),
    places: places.map(({ origin, folder }) => ({ origin, folder, there: existsSync(folder) })),
    folders: [...library.folders()],
    notices: [...library.notices()],
    pairs: [...pairs.list()]
  }
}

function modelRow({ entry, ...listed }: ListedModel): ModelRow {
  const { origin, mode, tried, sha256, expectedSha256, own } = entry
  const header = headerAsAsked(entry)
  return {
    ...listed,
    origin,
    mode,
    tried,
    sha256,
    expectedSha256,
    files: entry.files.map(({ path }) => path),
    own: { template: own.template !== null, answersAtOnce: own.thinking === false },
    traits: header && {
      architecture: header.architecture,
      family: header.family,
      parameters: header.parameters,
      quantisation: header.quantisation,
      contextLength: header.contextLength,
      layers: header.layers,
      vocabulary: header.vocabulary,
      hasChatTemplate: header.hasChatTemplate,
      character: header.character
    }
  }
}

function firstFile({ name, entry }: ListedModel): string {
  const [file] = entry.files
  if (file) return file.path
  throw new UserError(`${name} has no file.`, 'Scan again.')
}
