import { bundledWords } from '../../shared/bundled-words.ts'
import {
  GENERIC,
  suitedPrompts,
  type Fit,
  type GgufSummary,
  type SavedPair
} from '../../shared/model-library.ts'
import type { DefinitionCollection } from '../definitions/collection.ts'
import type { Definitions } from '../definitions/definitions.ts'
import { findKnown, whyItCannotDraft, type KnownModel } from '../models/known-model.ts'
import type { ModelServices } from '../models/model-services.ts'
import { headerAsAsked } from '../models/own-words.ts'
import { UserError } from '../user-error.ts'

/** Two models to be saved as a pair, each by id, name or path. */
export type NamedPair = Omit<SavedPair, 'id' | 'prompts' | 'strategies'> & {
  /** Where they are left out, the kind of the models decides. */
  readonly prompts?: string | undefined
  readonly strategies?: string | undefined
}

/**
 * Saves two models under a name, in the place of a pair that had it. It is used from any folder and through any door:
 * what it names must be known there.
 *
 * @throws UserError where the models cannot work together, or the prompts or strategies are not known
 */
export async function namePair(
  { library, servers, pairs }: Pick<ModelServices, 'library' | 'servers' | 'pairs'>,
  definitions: Definitions,
  { target: targetName, draft: draftName, ...wish }: NamedPair
): Promise<SavedPair> {
  const target = findKnown(targetName, { library, servers })
  const draft = findKnown(draftName, { library, servers })
  if (!target.target.able) throw new UserError(`${target.name}: ${target.target.reason}`)
  const reason = whyItCannotDraft(draft, target)
  if (reason !== null) throw new UserError(`${draft.name}: ${reason}`)
  const models = { isOnServer: target.file === null, draft: draft.id }
  const suited = bundledWords(models, pairs.bundled()) ?? wordsSuiting(target)
  const { prompts = suited.prompts, strategies = suited.strategies, ...pair } = wish
  await requireKnown(definitions.prompts, prompts)
  await requireKnown(definitions.strategies, strategies)
  return pairs.save({ ...pair, target: target.id, draft: draft.id, prompts, strategies })
}

function wordsSuiting({ file }: KnownModel): Pick<SavedPair, 'prompts' | 'strategies'> {
  return {
    prompts: suitedPrompts(file && headerAsAsked(file.entry)),
    strategies: GENERIC.strategies
  }
}

/** Which models, each by id or name, and how large a run with them is. */
export type FitQuestion = Omit<Parameters<ModelServices['fit']>[0], 'target' | 'draft'> &
  Pick<SavedPair, 'target' | 'draft'>

/**
 * Whether two models fit into memory.
 *
 * @param read what a file says that is not in the library; left out where no file may be named.
 * @throws UserError where one of them is no model that can write
 */
export async function fitPair(
  { library, servers, fit }: Pick<ModelServices, 'library' | 'servers' | 'fit'>,
  { target, draft, ...size }: FitQuestion,
  read?: (path: string) => ReturnType<ModelServices['inspect']>
): Promise<{ readonly fit: Fit; readonly target: GgufSummary; readonly draft: GgufSummary }> {
  function entryOf(what: string) {
    const { name, file } = findKnown(what, { library, servers })
    if (file !== null) return file.entry
    throw new UserError(`${name} is on a server: it takes no memory of this machine.`)
  }
  async function summaryOf(what: string): Promise<GgufSummary> {
    const isFile = read !== undefined && what.toLowerCase().endsWith('.gguf')
    const { summary, refusal } = isFile ? await read(what) : entryOf(what)
    if (refusal !== null) throw new UserError(`${what}: ${refusal.sentence}`)
    if (summary === null) throw new UserError(`${what} has not been inspected.`, 'Scan again.')
    if (summary.cannotWrite !== null) throw new UserError(`${what}: ${summary.cannotWrite}`)
    return summary
  }
  const models = { target: await summaryOf(target), draft: await summaryOf(draft) }
  return { fit: await fit({ ...models, ...size }), ...models }
}

async function requireKnown<T>(collection: DefinitionCollection<T>, id: string): Promise<void> {
  if (id.endsWith('.json')) {
    throw new UserError(
      `A pair names its prompts and strategies by their ids, and "${id}" is a file.`,
      'Put it into the folder of its kind in your data folder, and give the id that it has.'
    )
  }
  await collection.one(id)
}
