import { existsSync, renameSync, rmSync } from 'node:fs'
import { makeFolder } from '../../make-folder.ts'
import { sha256Of } from '../file-stamp.ts'
import { DownloadFailed } from './download-failed.ts'
import { throughProxy } from '../../../inference/network.ts'
import { lockPartial } from './download-lock.ts'
import type { RemoteFile } from './model-uri.ts'
import { partialFile, type PartialFile } from './partial-file.ts'
import { PATIENCE, persist, type Patience } from './patience.ts'
import { transfer, type Expected, type TransferOptions } from './transfer.ts'

export interface DownloadOptions extends TransferOptions {
  readonly patience?: Patience
}

export interface Downloaded {
  readonly path: string
  /** Of the file as it is on the disk. */
  readonly sha256: string
  /** The hash was held against one that the user or the hub gave. */
  readonly verified: boolean
}

/**
 * Fetches one file. It gets its name only when it is complete and its length and hash are right; until then it lies
 * beside in `.part`, where a later call finds it.
 *
 * @throws DownloadFailed, or an AbortError where it was paused
 */
export async function downloadFile(
  file: RemoteFile,
  options: DownloadOptions
): Promise<Downloaded> {
  makeFolder(options.folder)
  const part = partialFile(options.folder, file.fileName)
  const release = lockPartial(part.path)
  try {
    if (existsSync(part.finalPath)) {
      throw new DownloadFailed('exists', `${part.finalPath} is there already.`)
    }
    const { signal, patience = PATIENCE } = options
    const attempt = () => transfer(file, part, options, patience)
    const host = `${file.url.host}${throughProxy(file.url)}`
    const expected = await persist({ attempt, have: () => part.size(), host, signal }, patience)
    return await finish(part, expected, options)
  } finally {
    release()
  }
}

async function finish(
  part: PartialFile,
  expected: Expected,
  { signal, onProgress }: DownloadOptions
): Promise<Downloaded> {
  const bytes = part.size()
  if (expected.bytes !== null && bytes !== expected.bytes) {
    part.discard()
    throw new DownloadFailed(
      'wrong-length',
      `${bytes} bytes arrived where ${expected.bytes} were announced, and were deleted. Download it again.`
    )
  }
  onProgress?.({ phase: 'verifying', received: bytes, total: expected.bytes })
  const sha256 = await sha256Of(part.path, { signal })
  if (expected.sha256 !== null && sha256 !== expected.sha256) {
    part.discard()
    throw new DownloadFailed(
      'wrong-hash',
      'What arrived is not what was announced (its SHA-256 differs), and was deleted. Download it again.'
    )
  }
  renameSync(part.path, part.finalPath)
  rmSync(`${part.path}.json`, { force: true })
  return { path: part.finalPath, sha256, verified: expected.sha256 !== null }
}
