import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from '../user-error.ts'
import type { ModelRecords } from './records.ts'

/** Folders of one's own that are looked into. */
export interface ModelFolders {
  folders(): readonly string[]
  /** @throws UserError where there is none */
  addFolder(folder: string): void
  removeFolder(folder: string): void
}

export function createFolders(records: Pick<ModelRecords, 'folders' | 'setFolders'>): ModelFolders {
  return {
    folders: () => records.folders(),
    addFolder(added) {
      const path = resolve(added)
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
        throw new UserError(`There is no folder ${path}.`)
      }
      records.setFolders([...new Set([...records.folders(), path])])
    },
    removeFolder(removed) {
      records.setFolders(records.folders().filter((path) => path !== resolve(removed)))
    }
  }
}
