import { closeSync, openSync, renameSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs'
import { hostname, uptime } from 'node:os'
import { isAlive } from '../../process-alive.ts'
import { readSmallFile } from '../../read-small-file.ts'
import { codeOf } from '../../system-errors.ts'
import { DownloadFailed } from './download-failed.ts'

/** How often the holder says that it is there, and after how long without that it is not any more. */
const RENEW_MS = 10_000
const FORGOTTEN_MS = 60_000
/** Between making a lock and writing its holder into it. */
const WRITING_MS = 5000

/** Those of this process: a process of the same number may have left one behind. */
const own = new Set<string>()

/**
 * Keeps a file that is being made for one process: two that wrote to it would make a file of both. A lock whose process
 * is gone counts for nothing.
 *
 * @returns what gives it up.
 * @throws DownloadFailed where another process has it.
 */
export function lockPartial(partialPath: string): () => void {
  const path = `${partialPath}.lock`
  if (!take(path)) {
    takeAway(path)
    if (!take(path)) {
      throw new DownloadFailed(
        'exists',
        'This model is on its way already, in another window or terminal.'
      )
    }
  }
  own.add(path)
  const renewing = setInterval(() => {
    renew(path)
  }, RENEW_MS).unref()
  return () => {
    clearInterval(renewing)
    own.delete(path)
    rmSync(path, { force: true })
  }
}

function take(path: string): boolean {
  let handle: number
  try {
    handle = openSync(path, 'wx')
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  try {
    writeSync(handle, `${process.pid} ${hostname()}`)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
  return true
}

/** Removes a lock that nobody holds. Of several processes that see it, one gets hold of it. */
function takeAway(path: string): void {
  if (isHeld(path)) return
  const gone = `${path}.${process.pid}`
  try {
    renameSync(path, gone)
  } catch {
    return
  }
  // Another process may have taken it over since it was looked at.
  if (isHeld(gone)) renameSync(gone, path)
  else rmSync(gone, { force: true })
}

function renew(path: string): void {
  try {
    const now = new Date()
    utimesSync(path, now, now)
  } catch {
    // It was deleted by hand, or its disk is gone: what is being written there meets that by itself.
  }
}

function isHeld(path: string): boolean {
  let text: string
  let age: number
  try {
    age = Date.now() - statSync(path).mtimeMs
    text = readSmallFile(path)
  } catch {
    return false
  }
  if (text === '') return age < WRITING_MS
  const [number = '', host = hostname()] = text.split(' ')
  const pid = Number(number)
  if (!Number.isInteger(pid) || pid <= 0) return false
  // A process of another machine, or in another container, can only be judged by what it said last.
  if (host !== hostname()) return age < FORGOTTEN_MS
  if (pid === process.pid) return own.has(path)
  // Since the machine started again, the number is another process's.
  return age < uptime() * 1000 && isAlive(pid)
}
