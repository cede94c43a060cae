import type { KnownHash } from '../../shared/inference-messages.ts'
import type { MeasuredFile } from '../../shared/target-check.ts'
import { filePathOf, sourceText, type ModelSource } from '../../shared/model-source.ts'
import { stampOf } from '../models/file-stamp.ts'
import { UserError } from '../user-error.ts'

/**
 * The file of a model that is to be measured.
 *
 * @throws UserError where it is on a server
 */
export function fileToMeasure(source: ModelSource): string {
  const path = filePathOf(source)
  if (path !== null) return path
  throw new UserError(
    `${sourceText(source)} is on a server, and what is measured of a pair holds for files: another model may be there tomorrow.`,
    'Name the scorer and its threshold yourself: --scorer, --threshold.'
  )
}

/** A file that something was measured with, as it lies there now. */
export function measuredFile(source: ModelSource, sha256: string): MeasuredFile {
  const path = fileToMeasure(source)
  const stamp = stampOf(path)
  if (stamp === null) throw new Error(`${path} is gone`)
  return { ...stamp, sha256 }
}

/** Whether a file is the one that was measured: untouched since, or known to have the same content elsewhere. */
export function isMeasuredFile(
  measured: MeasuredFile,
  path: string,
  hashes: readonly KnownHash[]
): boolean {
  const now = stampOf(path)
  if (now === null) return false
  const { bytes, modified, sha256 } = measured
  if (path === measured.path && now.bytes === bytes && now.modified === modified) return true
  return hashes.some((known) => known.path === path && known.sha256 === sha256)
}
