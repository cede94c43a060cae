import { renameSync } from 'node:fs'
import { unused } from './store/file-names.ts'

const SUFFIX = '.unreadable'

/**
 * Moves a file that cannot be read out of the way, unchanged, before another takes its place, and says so on standard
 * error.
 *
 * @param name what it should have been, for people: "calibration"
 * @throws the system's error
 */
export function setAsideFile(path: string, name: string): void {
  const aside = unused(path + SUFFIX)
  renameSync(path, aside)
  console.error(`The ${name} ${path} could not be read. It was set aside, unchanged: ${aside}`)
}

/** Whether a file of this name was set aside. */
export function isSetAside(name: string): boolean {
  return name.endsWith(SUFFIX)
}
