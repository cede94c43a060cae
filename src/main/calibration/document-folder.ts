import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentKind } from '../../shared/documents/document-kind.ts'
import { replaceFile } from '../replace-file.ts'

/** Measurements of one kind that a folder keeps, a document each. */
export interface DocumentFolder<T> {
  /** All that can be read, the newest first: one that cannot be is as good as none. */
  list(): T[]
  /** Writes a document in the place of the one of the same name. @throws the system's error */
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

  function read(file: string): T | null {
    try {
      return kind.read(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    } catch {
      return null
    }
  }
  return {
    list: () =>
      filesIn(folder)
        .flatMap((file) => read(file) ?? [])
        .sort((a, b) => b.measuredAt - a.measuredAt),
    keep(name, document) {
      replaceFile(fileOf(name), `${JSON.stringify(kind.stamped(document), null, 1)}\n`)
    },
    forget(names) {
      for (const name of names) rmSync(fileOf(name), { force: true })
      return names.length
    }
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.json'))
  } catch {
    return []
  }
}
