import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { isAlive } from '../../process-alive.ts'
import { DownloadFailed } from './download-failed.ts'

/** Those of this process: a process of the same number may have left one behind. */
const own = new Set<string>()

/**
 * Keeps a partial file for one process: two that wrote to it would make a file of both. A lock whose process is gone
 * counts for nothing.
 *
 * @returns what gives it up.
 * @throws DownloadFailed where another process has it.
 */
export function lockPartial(partialPath: string): () => void {
  const path = `${partialPath}.lock`
  if (!take(path)) {
    if (isHeld(path)) {
      throw new DownloadFailed(
        'exists',
        'This model is on its way already, in another window or terminal.'
      )
    }
    rmSync(path, { force: true })
    if (!take(path)) throw new DownloadFailed('exists', 'This model is on its way already.')
  }
  own.add(path)
  return () => {
    own.delete(path)
    rmSync(path, { force: true })
  }
}

function take(path: string): boolean {
  let handle: number
  try {
    handle = openSync(path, 'wx')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
  writeSync(handle, String(process.pid))
  closeSync(handle)
  return true
}

function isHeld(path: string): boolean {
  let holder: number
  try {
    holder = Number(readFileSync(path, 'utf8'))
  } catch {
    return false
  }
  if (holder === process.pid) return own.has(path)
  return Number.isInteger(holder) && holder > 0 && isAlive(holder)
}
