import { closeSync, openSync, readSync, statSync, truncateSync, writeSync } from 'node:fs'
import { createRandom } from '../../src/core/random.ts'

const PAGE = 4096

/** Overwrites a part of a file with noise that a seed decides. */
export function overwrite(path: string, at: number, length: number, seed = 1): void {
  const random = createRandom(seed)
  const noise = Buffer.from(Array.from({ length }, () => Math.floor(random.next() * 256)))
  const handle = openSync(path, 'r+')
  writeSync(handle, noise, 0, length, at)
  closeSync(handle)
}

/** Overwrites whole pages, drawn with a seed; the first one stays. */
export function overwritePages(path: string, count: number, seed: number): void {
  const random = createRandom(seed)
  const pages = statSync(path).size / PAGE
  for (let done = 0; done < count; done++) {
    const page = 1 + Math.floor(random.next() * (pages - 1))
    overwrite(path, page * PAGE, PAGE, seed + done)
  }
}

/** Zeros, as a power cut leaves them. */
export function zero(path: string, at: number, length: number): void {
  const handle = openSync(path, 'r+')
  writeSync(handle, Buffer.alloc(length), 0, length, at)
  closeSync(handle)
}

/** Leaves only the beginning of a file. */
export function cutOff(path: string, part: number): void {
  truncateSync(path, Math.floor(statSync(path).size * part))
}

/** Swaps two pages, as a confused disk does. */
export function swapPages(path: string, one: number, other: number): void {
  const handle = openSync(path, 'r+')
  const [a, b] = [Buffer.alloc(PAGE), Buffer.alloc(PAGE)]
  readSync(handle, a, 0, PAGE, one * PAGE)
  readSync(handle, b, 0, PAGE, other * PAGE)
  writeSync(handle, b, 0, PAGE, one * PAGE)
  writeSync(handle, a, 0, PAGE, other * PAGE)
  closeSync(handle)
}
