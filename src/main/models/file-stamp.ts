import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import type { FileStamp } from '../../shared/model-library.ts'

/** The file as it is now, or null where it is gone. */
export function stampOf(path: string): FileStamp | null {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? null : { path, bytes: stat.size, modified: stat.mtimeMs }
}

/** Whether the file is still as it was. */
export function isUnchanged(stamp: FileStamp): boolean {
  const now = stampOf(stamp.path)
  return now !== null && now.bytes === stamp.bytes && now.modified === stamp.modified
}

export interface HashOptions {
  readonly signal?: AbortSignal | undefined
  /** Waited for after each megabyte: for work that is to leave room for other work. */
  readonly pause?: (() => Promise<void>) | undefined
}

/** The SHA-256 of a file in hexadecimal. Stops with an AbortError when the signal says so. */
export async function sha256Of(path: string, { signal, pause }: HashOptions = {}): Promise<string> {
  const hash = createHash('sha256')
  const stream = createReadStream(path, { highWaterMark: 1 << 20, ...(signal && { signal }) })
  for await (const chunk of stream) {
    hash.update(chunk as Buffer)
    await pause?.()
  }
  return hash.digest('hex')
}
