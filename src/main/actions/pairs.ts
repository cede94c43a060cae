import {
  suitedPrompts,
  type Fit,
  type GgufSummary,
  type SavedPair
} from '../../shared/model-library.ts'
import type { DefinitionCollection } from '../definitions/collection.ts'
import type { Definitions } from '../definitions/definitions.ts'
import { whyItCannotDraft } from '../models/listing.ts'
import type { ModelServices } from '../models/model-services.ts'
import { UserError } from '../user-error.ts'

/** Two models to be saved as a pair, each by id, name or path. */
export type NamedPair = Omit<SavedPair, 'id' | 'prompts'> & {
  /** Where it is left out, the target's own kind decides. */
  readonly prompts?: string | undefined
}

/**
 * Saves two models under a name, in the place of a pair that had it. It is used from any folder and through any door:
 * what it names must be known there.
 *
 * @throws UserError where the models cannot work together, or the prompts or strategies are not known
 */
export async function namePair(
  { library, pairs }: Pick<ModelServices, 'library' | 'pairs'>,
  definitions: Definitions,
  { target: targetName, draft: draftName, prompts: wanted, ...pair }: NamedPair
): Promise<SavedPair> {
  const target = library.find(targetName)
  const draft = library.find(draftName)
  if (!target.target.able) throw new UserError(`${target.name}: ${target.target.reason}`)
  const reason = whyItCannotDraft(draft, target)
  if (reason !== null) throw new UserError(`${draft.name}: ${reason}`)
  const prompts = wanted ?? suitedPrompts(target.entry.summary)
  await requireKnown(definitions.prompts, prompts)
  await requireKnown(definitions.strategies, pair.strategies)
  return pairs.save({ ...pair, target: target.id, draft: draft.id, prompts })
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
  { library, fit }: Pick<ModelServices, 'library' | 'fit'>,
  { target, draft, ...size }: FitQuestion,
  read?: (path: string) => ReturnType<ModelServices['inspect']>
): Promise<{ readonly fit: Fit; readonly target: GgufSummary; readonly draft: GgufSummary }> {
  async function summaryOf(what: string): Promise<GgufSummary> {
    const isFile = read !== undefined && what.toLowerCase().endsWith('.gguf')
    const { summary, refusal } = isFile ? await read(what) : library.find(what).entry
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
