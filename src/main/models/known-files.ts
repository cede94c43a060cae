import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { LibraryEntry, ModelOrigin } from '../../shared/model-library.ts'
import { bundledFiles } from './bundled-pair.ts'
import { findFiles, realPath, type FoundFile } from './find-files.ts'
import type { Place } from './places.ts'
import type { ModelRecords } from './records.ts'

/** Where models are looked for. */
export interface LookedInto {
  readonly records: Pick<ModelRecords, 'list' | 'folders'>
  /** Folders of other programs. */
  readonly places: readonly Place[]
  /** Where copies and downloads go. */
  readonly folder: string
  /** Where the bundled pair is. */
  readonly bundled: string
  /** So many files and folders of each are looked at, where it is other than usual. */
  readonly mostEntries?: number
}

/** The files of all models that can be found, each once, and the folders that hold more than is looked at. */
export function foundEverywhere({ records, places, folder, bundled, mostEntries }: LookedInto): {
  readonly found: readonly FoundFile[]
  readonly cutFolders: readonly string[]
} {
  const own: Place[] = [folder, ...records.folders()].map((path) => ({
    origin: path === folder ? 'imported' : 'folder',
    folder: path,
    layout: 'files'
  }))
  const looked = [...own, ...places].map((place) => ({ place, ...findFiles(place, mostEntries) }))
  const cutFolders = looked.filter(({ isWhole }) => !isWhole).map(({ place }) => place.folder)
  const found = [
    ...bundledFiles(bundled),
    ...looked.flatMap((one) => one.found),
    ...records
      .list()
      .filter((entry) => isAdded(entry) || isBeyond(entry, cutFolders))
      .map(asFound)
  ]
  return { found: firstOfEach(found, ({ path }) => realPath(path) ?? path), cutFolders }
}

/** Found when its folder held less: that it was not looked at now does not mean that it is gone. */
function isBeyond({ files }: LibraryEntry, cutFolders: readonly string[]): boolean {
  const path = files[0]?.path ?? ''
  return cutFolders.some((folder) => path.startsWith(join(folder, sep))) && existsSync(path)
}

/** Added by the user, so that no scan finds it again. */
export function isAdded({ origin }: LibraryEntry): boolean {
  const added: readonly ModelOrigin[] = ['imported', 'downloaded']
  return added.includes(origin)
}

/** A file that a user names. */
export function addedFile(path: string): FoundFile {
  return { path, origin: 'imported', title: null, expectedSha256: null }
}

/** The file of an entry, as a scan finds it. */
export function asFound(entry: LibraryEntry): FoundFile {
  return {
    path: entry.files[0]?.path ?? '',
    origin: entry.origin,
    title: entry.title,
    expectedSha256: entry.expectedSha256?.[0] ?? null
  }
}

function firstOfEach<T>(all: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>()
  return all.filter((item) => {
    const key = keyOf(item)
    return seen.has(key) ? false : seen.add(key) !== undefined
  })
}
