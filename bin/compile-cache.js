import { lstatSync, mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/** Rights by which somebody else could put code there. */
const WRITABLE_BY_OTHERS = 0o022

/**
 * Keeps what Node makes of the sources below the data folder, for this process and those that it starts: to read the
 * program is most of what a short command takes. Only where the folder is there and nobody else can write in it, for what
 * lies there is run. Whoever has named another place to Node is obeyed.
 *
 * @param {string} data the data folder
 */
export function keepCompiled(data) {
  if (process.env.NODE_COMPILE_CACHE || process.env.NODE_DISABLE_COMPILE_CACHE) return
  const folder = join(data, 'compiled')
  try {
    if (!isOwn(data)) return
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!isOwn(folder)) return
  } catch {
    // A full disk or one that cannot be written is no reason not to begin.
    return
  }
  enableCompileCache(folder)
  process.env.NODE_COMPILE_CACHE = folder
}

function isOwn(folder) {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return false
  if (process.getuid === undefined) return true
  return found.uid === process.getuid() && (found.mode & WRITABLE_BY_OTHERS) === 0
}
