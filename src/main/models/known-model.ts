import type { Fitness, ListedModel } from '../../shared/model-library.ts'
import { fileSource, type ModelSource } from '../../shared/model-source.ts'
import type { NamedServer } from '../../shared/named-server.ts'
import { UserError } from '../user-error.ts'
import type { ModelLibrary } from './library.ts'
import type { NamedServers } from './named-servers.ts'
import { isServerAddress } from './server-address.ts'

/** A model that can be part of a pair: a file of the library, or one on a server that was added. */
export interface KnownModel {
  readonly id: string
  readonly name: string
  readonly source: ModelSource
  /** Number of weights; 0 where its header could not be read. */
  readonly parameters: number
  readonly target: Fitness
  readonly draft: Fitness
  /** What the library knows of its file; null where it is on a server. */
  readonly file: ListedModel | null
}

export interface KnownModels {
  readonly library: Pick<ModelLibrary, 'list' | 'find'>
  readonly servers: Pick<NamedServers, 'list' | 'find'>
}

export function listKnown({ library, servers }: KnownModels): readonly KnownModel[] {
  return [...library.list().map(fileModel), ...servers.list().map(serverModel)]
}

/**
 * By id, name, path or address.
 *
 * @throws UserError where none, or more than one, is meant
 */
export function findKnown(what: string, { library, servers }: KnownModels): KnownModel {
  const server = servers.find(what)
  if (server !== null) return serverModel(server)
  if (isServerAddress(what)) {
    throw new UserError(
      `No model at ${what} was added.`,
      `Add it first, which also tests it: tandem models add ${what}`
    )
  }
  return fileModel(library.find(what))
}

export function fileModel(file: ListedModel): KnownModel {
  const { id, name, target, draft, entry } = file
  const source = fileSource(entry.files[0]?.path ?? '')
  return { id, name, source, parameters: entry.summary?.parameters ?? 0, target, draft, file }
}

/** It was met when it was added: whether it is there now shows when it is asked. */
function serverModel({ id, name, source, report }: NamedServer): KnownModel {
  const able = { able: true } as const
  return { id, name, source, parameters: report.parameters, target: able, draft: able, file: null }
}

/**
 * Why a model cannot be the draft of a target although it could be one of another: the reason is shown in the list of
 * drafts, so that none is ever empty without one. Null where it can.
 */
export function whyItCannotDraft(draft: KnownModel, target: KnownModel): string | null {
  if (!draft.draft.able) return draft.draft.reason
  if (draft.id === target.id) return 'It is the target: its drafts would save nothing.'
  if (draft.parameters > target.parameters) {
    return 'It is larger than the target: its drafts would save nothing.'
  }
  return null
}
