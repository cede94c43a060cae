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
}

/** The files of all models that can be found, each once. */
export function foundEverywhere({
  records,
  places,
  folder,
  bundled
}: LookedInto): readonly FoundFile[] {
  const own: Place[] = [folder, ...records.folders()].map((path) => ({
    origin: path === folder ? 'imported' : 'folder',
    folder: path,
    layout: 'files'
  }))
  const found = [
    ...bundledFiles(bundled),
    ...[...own, ...places].flatMap(findFiles),
    ...records.list().filter(isAdded).map(asFound)
  ]
  return firstOfEach(found, ({ path }) => realPath(path) ?? path)
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
