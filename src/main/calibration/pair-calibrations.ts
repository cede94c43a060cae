import { createHash } from 'node:crypto'
import type { KnownHash } from '../../shared/inference-messages.ts'
import { pairCalibrations, type PairCalibration } from '../../shared/pair-calibration.ts'
import { filePathOf } from '../../shared/model-source.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import { asUserError } from '../system-errors.ts'
import { UserError } from '../user-error.ts'
import { documentFolder } from './document-folder.ts'
import { isMeasuredFile } from './same-file.ts'

type Models = Pick<PairSetup, 'target' | 'draft'>

/** What was measured of pairs on this machine, and is used for them: beside the saved pairs, a document each. */
export interface PairCalibrations {
  /** Of these models with these prompts, as they are now; null where none is kept. */
  find(models: Models, prompts: string): PairCalibration | null
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
    find: (models, prompts) => of(models).find((kept) => kept.prompts === prompts) ?? null,
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

/** One for each pair of contents and prompts: a new one takes the old one's place. */
function nameOf({ target, draft, prompts }: PairCalibration): string {
  const key = JSON.stringify([target.sha256, draft.sha256, prompts])
  return createHash('sha256').update(key).digest('hex').slice(0, 24)
}
