import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from '../user-error.ts'
import type { ModelRecords } from './records.ts'
import { walkFolder } from './walk-files.ts'

/** Folders of one's own that are looked into. */
export interface ModelFolders {
  folders(): readonly string[]
  /** @throws UserError where there is none, or where it is too large to be looked through at every scan */
  addFolder(folder: string): void
  removeFolder(folder: string): void
}

/** Looking through so many takes a second or two, and happens at every scan. A folder may grow somewhat before it is cut. */
const MOST_AT_FIRST = 50_000

export function createFolders(
  records: Pick<ModelRecords, 'folders' | 'setFolders'>,
  mostEntries = MOST_AT_FIRST
): ModelFolders {
  return {
    folders: () => records.folders(),
    addFolder(added) {
      const path = resolve(added)
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
        throw new UserError(`There is no folder ${path}.`)
      }
      if (!walkFolder(path, mostEntries).isWhole) {
        throw new UserError(
          `${path} holds more than ${mostEntries.toLocaleString('en')} files, too many to look through at every scan.`,
          'Name the folder in it where the models lie.'
        )
      }
      records.setFolders([...new Set([...records.folders(), path])])
    },
    removeFolder(removed) {
      records.setFolders(records.folders().filter((path) => path !== resolve(removed)))
    }
  }
}
