import { type Stats, statSync } from 'node:fs'
import { UserError } from './user-error.ts'

/** Pipes that a shell has opened already, as `<(...)` does: they have a writer, and come to an end. */
const OPENED_BY_THE_SHELL = /^\/(dev\/(fd\/|stdin$)|proc\/(self|\d+)\/fd\/)/

/**
 * Refuses what is there and is no file: a named pipe that nobody writes to would be waited for without end, and a
 * device may never come to its end. What is missing is left to whoever opens it.
 */
export function requireFile(path: string): void {
  let found: Stats
  try {
    found = statSync(path)
  } catch {
    return
  }
  if (found.isFile() || OPENED_BY_THE_SHELL.test(path)) return
  throw new UserError(`${path} is ${kindOf(found)}, and a file was expected.`, 'Name a file.')
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder'
  if (found.isFIFO()) return 'a named pipe'
  return found.isSocket() ? 'a socket' : 'a device'
}
