import { createHash } from 'node:crypto'
import type { KnownHash } from '../../shared/inference-messages.ts'
import { pairCalibrations, type PairCalibration } from '../../shared/pair-calibration.ts'
import { filePathOf } from '../../shared/model-source.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import { asUserError } from '../system-errors.ts'
import { UserError } from '../user-error.ts'
import { documentFolder } from './document-folder.ts'
import { hashOfWords } from './hash-of-words.ts'
import { isMeasuredFile } from './same-file.ts'

type Models = Pick<PairSetup, 'target' | 'draft'>
type AskedModels = Pick<PairSetup, 'target' | 'draft' | 'templates'>

/** What was measured of pairs on this machine, and is used for them: beside the saved pairs, a document each. */
export interface PairCalibrations {
  /** Of these models with these words, as both are now; null where none is kept. */
  find(models: AskedModels, prompts: PromptProfile): PairCalibration | null
  /** Of these models, whatever they were asked with; the newest first. */
  of(models: Models): readonly PairCalibration[]
  list(): readonly PairCalibration[]
  /** @throws UserError where it cannot be written */
  keep(calibration: PairCalibration): void
  /** Forgets what is kept of these models; returns how much that was. */
  forget(models: Models): number
}

export function createPairCalibrations({
  folder,
  hashes
}: {
  readonly folder: string
  readonly hashes: (paths: readonly string[]) => readonly KnownHash[]
}): PairCalibrations {
  // One that cannot be read is measured again: until then the prompt profile's own values are used.
  const documents = documentFolder(folder, pairCalibrations)
  function of({ target, draft }: Models): PairCalibration[] {
    const [targetPath, draftPath] = [filePathOf(target), filePathOf(draft)]
    if (targetPath === null || draftPath === null) return []
    const known = hashes([targetPath, draftPath])
    return documents
      .list()
      .filter(
        (kept) =>
          isMeasuredFile(kept.target, targetPath, known) &&
          isMeasuredFile(kept.draft, draftPath, known)
      )
  }
  return {
    list: () => documents.list(),
    of,
    find: (models, prompts) => of(models).find((kept) => isAskedSo(kept, models, prompts)) ?? null,
    keep(calibration) {
      try {
        documents.keep(nameOf(calibration), calibration)
      } catch (error) {
        const refusal = asUserError(error)
        if (!refusal) throw error
        throw new UserError(`The calibration cannot be kept. ${refusal.message}`, refusal.hint)
      }
    },
    forget: (models) => documents.forget(of(models).map(nameOf))
  }
}

/**
 * All that a calibration depends on beside the files: with other words, marks or templates a pair is measured anew. How a
 * foreign problem is noticed is none of it.
 */
export function wordsOfPair(
  { templates }: Pick<PairSetup, 'templates'>,
  { name: _, description: __, problemFamiliarity: ___, ...asked }: PromptProfile
): string {
  return hashOfWords([asked, templates])
}

function isAskedSo(
  { prompts: id, words }: Pick<PairCalibration, 'prompts' | 'words'>,
  models: AskedModels,
  prompts: PromptProfile
): boolean {
  if (words !== null) return words === wordsOfPair(models, prompts)
  // An earlier version knew of no templates but the files'.
  const { target, draft } = models.templates
  return id === prompts.id && target === null && draft === null
}

/** One for each pair of contents and words: a new one takes the old one's place. */
function nameOf({ target, draft, prompts, words }: PairCalibration): string {
  const key = JSON.stringify([
    target.sha256,
    draft.sha256,
    prompts,
    ...(words === null ? [] : [words])
  ])
  return createHash('sha256').update(key).digest('hex').slice(0, 24)
}
