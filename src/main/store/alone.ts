import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { uptime } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '../process-alive.ts'

const WAIT_MS = 100
/** No store takes so long to be read. */
const LONGEST_MS = 30 * 60_000

/** Puts another file in the place of a store while no other process does, told by a file that names who does. */
export function alone<T>(store: string, work: () => T): T {
  const lock = lockOf(store)
  while (!taken(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS)
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** As `alone`, for work that a person may stop, also while it waits for its turn. @throws the signal's reason */
export async function aloneWhile<T>(
  store: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>
): Promise<T> {
  const lock = lockOf(store)
  while (!taken(lock)) await sleep(WAIT_MS, undefined, signal && { signal })
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function lockOf(store: string): string {
  return `${store}.recovering`
}

function taken(lock: string): boolean {
  let handle: number
  try {
    handle = openSync(lock, 'wx')
  } catch (error) {
    if (!existsSync(lock)) throw error
    if (isStale(lock)) rmSync(lock, { force: true })
    return false
  }
  try {
    writeSync(handle, String(process.pid))
    return true
  } catch (error) {
    // A lock that names nobody would be waited for, by this process too.
    rmSync(lock, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
}

/** Left by a process that is no more: it was killed, or another has its number now. */
function isStale(lock: string): boolean {
  const made = statSync(lock, { throwIfNoEntry: false })
  if (!made) return false
  const pid = Number(readFileSync(lock, 'utf8'))
  // Between making the file and writing into it there is nothing in it yet.
  const isGone = pid > 0 && (pid === process.pid || !isAlive(pid))
  const isOfBefore = made.mtimeMs < Date.now() - uptime() * 1000
  // A clock that was put back since has it made in an hour to come.
  return isGone || isOfBefore || Math.abs(Date.now() - made.mtimeMs) > LONGEST_MS
}
