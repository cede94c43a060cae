import { readdirSync } from 'node:fs'
import { isOutOfReach } from './system-errors.ts'

/**
 * The names of what is in a folder, in order; none where there is no folder.
 *
 * @param closed what a folder counts as that is there and cannot be looked into: `empty` for whoever can do without it
 * @throws the system's error, where such a folder is `refused`
 */
export function namesIn(folder: string, closed: 'empty' | 'refused'): string[] {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    if (closed === 'empty' || isOutOfReach(error)) return []
    throw error
  }
}
