import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { KnownHash } from '../../../shared/inference-messages.ts'

/** SHA-256 of a file, in hexadecimal: the known one where the file is as it was when that was computed. */
export async function sha256OfFile(
  path: string,
  known: readonly KnownHash[] = []
): Promise<string> {
  const { size, mtimeMs } = statSync(path)
  const same = known.find(
    (hash) => hash.path === path && hash.bytes === size && hash.modified === mtimeMs
  )
  if (same !== undefined) return same.sha256
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
