import type { PairChoice } from '../../../shared/contract/solve.ts'
import { pairFilesSchema, type PairFiles } from '../../../shared/run-record.ts'
import type { Application } from '../../application.ts'
import { UserError } from '../../user-error.ts'

/** Of models that nothing is known about. */
const GENERIC = { prompts: 'generic-chat', strategies: 'competition' }

/** The pairs that problems can be solved with: the bundled one first. */
export function listPairs(application: Application): PairChoice[] {
  const { bundledPair } = application
  const { library, pairs } = application.modelServices()
  const names = new Map(library.list().map(({ id, name }) => [id, name]))
  return [
    {
      id: bundledPair.id,
      name: bundledPair.name,
      target: bundledPair.target.file,
      draft: bundledPair.draft.file,
      prompts: bundledPair.prompts,
      strategies: bundledPair.strategies
    },
    ...pairs
      .list()
      .filter(({ id }) => id !== bundledPair.id)
      .map(({ id, name, target, draft }) => ({
        id,
        name,
        target: names.get(target) ?? 'missing',
        draft: names.get(draft) ?? 'missing',
        ...GENERIC
      }))
  ]
}

/** The files of a pair that was chosen by its id, made sure that they can be loaded. */
export async function pairFiles(application: Application, id: string): Promise<PairFiles> {
  const { bundledPair } = application
  if (id === bundledPair.id) {
    return pairFilesSchema.parse({ target: bundledPair.targetPath, draft: bundledPair.draftPath })
  }
  const { library, pairs } = application.modelServices()
  const pair = pairs.list().find((one) => one.id === id)
  if (!pair) throw new UserError('This pair is gone.', 'Choose another pair of models.')
  return pairFilesSchema.parse({
    target: await library.prepare(pair.target),
    draft: await library.prepare(pair.draft)
  })
}
