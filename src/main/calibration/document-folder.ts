import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentKind } from '../../shared/documents/document-kind.ts'
import { namesIn } from '../folder-names.ts'
import { readSmallDocument } from '../read-small-file.ts'
import { replaceFile } from '../replace-file.ts'
import { setAsideFile } from '../set-aside-file.ts'

/** Measurements of one kind that a folder keeps, a document each. */
export interface DocumentFolder<T> {
  /** All that can be read, the newest first: one that cannot be is as good as none. */
  list(): T[]
  /**
   * Writes a document in the place of the one of the same name. What cannot be read there is set aside; what a later
   * version wrote stays beside it.
   *
   * @throws UserError or the system's error, also where what is there cannot be opened now
   */
  keep(name: string, document: T): void
  /** Removes documents; returns how many they were. */
  forget(names: readonly string[]): number
}

/** @param folder made when the first document is kept. */
export function documentFolder<T extends { readonly measuredAt: number }>(
  folder: string,
  kind: DocumentKind<T>
): DocumentFolder<T> {
  const fileOf = (name: string) => join(folder, `${name}.json`)
  const besideLater = (name: string) => join(folder, `${name}.v${kind.version}.json`)

  function storedAt(file: string): unknown {
    try {
      return readSmallDocument(file)
    } catch {
      return undefined
    }
  }
  function read(stored: unknown): T | null {
    try {
      return kind.read(stored)
    } catch {
      return null
    }
  }
  function placeFor(name: string): string {
    const file = fileOf(name)
    if (!existsSync(file)) return file
    const stored = readSmallDocument(file)
    if (kind.isLater(stored)) return besideLater(name)
    if (read(stored) === null) setAsideFile(file, kind.name)
    return file
  }
  return {
    list: () =>
      namesIn(folder, 'empty')
        .filter((name) => name.endsWith('.json'))
        .flatMap((name) => read(storedAt(join(folder, name))) ?? [])
        .sort((a, b) => b.measuredAt - a.measuredAt),
    keep(name, document) {
      replaceFile(placeFor(name), `${JSON.stringify(kind.stamped(document), null, 1)}\n`)
    },
    forget(names) {
      for (const file of names.flatMap((name) => [fileOf(name), besideLater(name)])) {
        rmSync(file, { force: true })
      }
      return names.length
    }
  }
}
