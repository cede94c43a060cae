import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isPipedIn } from '../require-file.ts'
import { ImportError } from './import-error.ts'
import { READING_LIMITS } from './limits.ts'

/**
 * Does something with a file that another process opens. What a shell pipes in, as `<(...)` does, only this one can open:
 * it is copied first, and the copy goes with the work.
 *
 * @throws ImportError where more is piped in than any file may have; an AbortError when the signal says so
 */
export async function withFile<T>(
  path: string,
  signal: AbortSignal | undefined,
  work: (path: string) => Promise<T>
): Promise<T> {
  if (!isPipedIn(path)) return work(path)
  const folder = mkdtempSync(join(tmpdir(), 'tandem-piped-'))
  try {
    const copy = join(folder, 'piped')
    await pipeline(createReadStream(path), within(READING_LIMITS.run), createWriteStream(copy), {
      signal
    })
    return await work(copy)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function within(most: number) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > most) throw new ImportError(`More than ${most / 2 ** 30} GB were piped in.`)
      yield chunk
    }
  }
}
