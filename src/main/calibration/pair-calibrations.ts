import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { KnownHash } from '../../shared/inference-messages.ts'
import { pairCalibrations, type PairCalibration } from '../../shared/pair-calibration.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import { replaceFile } from '../models/records.ts'
import { asUserError } from '../system-errors.ts'
import { UserError } from '../user-error.ts'
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
  function list(): PairCalibration[] {
    return namesIn(folder)
      .flatMap((name) => readFile(join(folder, name)) ?? [])
      .sort((a, b) => b.measuredAt - a.measuredAt)
  }
  function of({ target, draft }: Models): PairCalibration[] {
    const known = hashes([target.path, draft.path])
    return list().filter(
      (kept) =>
        isMeasuredFile(kept.target, target.path, known) &&
        isMeasuredFile(kept.draft, draft.path, known)
    )
  }
  return {
    list,
    of,
    find: (models, prompts) => of(models).find((kept) => kept.prompts === prompts) ?? null,
    keep(calibration) {
      const document = pairCalibrations.stamped(calibration)
      try {
        mkdirSync(folder, { recursive: true })
        replaceFile(join(folder, nameOf(calibration)), `${JSON.stringify(document, null, 1)}\n`)
      } catch (error) {
        const refusal = asUserError(error)
        if (!refusal) throw error
        throw new UserError(`The calibration cannot be kept. ${refusal.message}`, refusal.hint)
      }
    },
    forget(models) {
      const kept = of(models)
      for (const calibration of kept) rmSync(join(folder, nameOf(calibration)), { force: true })
      return kept.length
    }
  }
}

/** One for each pair of contents and prompts: a new one takes the old one's place. */
function nameOf({ target, draft, prompts }: PairCalibration): string {
  const key = JSON.stringify([target.sha256, draft.sha256, prompts])
  return `${createHash('sha256').update(key).digest('hex').slice(0, 24)}.json`
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

/** One that cannot be read is as good as none: the prompt profile's own values are used. */
function readFile(path: string): PairCalibration | null {
  try {
    return pairCalibrations.read(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
