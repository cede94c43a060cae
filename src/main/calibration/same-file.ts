import type { KnownHash } from '../../shared/inference-messages.ts'
import type { MeasuredFile } from '../../shared/target-check.ts'
import { stampOf } from '../models/file-stamp.ts'

/** A file that something was measured with, as it lies there now. */
export function measuredFile(path: string, sha256: string): MeasuredFile {
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
