import { type Stats, statSync } from 'node:fs'
import { UserError } from './user-error.ts'

/** Pipes that a shell has opened already, as `<(...)` does: they have a writer, and come to an end. */
const OPENED_BY_THE_SHELL = /^\/(dev\/(fd\/|stdin$)|proc\/(self|\d+)\/fd\/)/

/**
 * Refuses what is there and is no file: a named pipe that nobody writes to would be waited for without end, and a
 * device may never come to its end. What is missing is left to whoever opens it.
 */
export function requireFile(path: string): void {
  const found = look(path)
  if (found === null || found.isFile() || isPipedIn(path)) return
  throw new UserError(`${path} is ${kindOf(found)}, and a file was expected.`, 'Name a file.')
}

/** Whether a path names a pipe that this process was given, and which no other can open. */
export function isPipedIn(path: string): boolean {
  return OPENED_BY_THE_SHELL.test(path) && look(path)?.isFile() === false
}

function look(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder'
  if (found.isFIFO()) return 'a named pipe'
  return found.isSocket() ? 'a socket' : 'a device'
}
