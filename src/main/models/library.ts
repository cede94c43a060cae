import { rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type {
  ImportMode,
  LibraryEntry,
  ListedModel,
  ModelOrigin
} from '../../shared/model-library.ts'
import { bundledFiles } from './bundled-pair.ts'
import { isUnchanged, stampOf } from './file-stamp.ts'
import { findFiles, realPath, type FoundFile } from './find-files.ts'
import { importFiles } from './import-file.ts'
import { UserError } from '../user-error.ts'
import type { Inspector } from './inspector.ts'
import { listed } from './listing.ts'
import { createHashes, type ModelHashes } from './model-hashes.ts'
import { idOf } from './model-id.ts'
import { pickModel } from './pick-model.ts'
import type { Place } from './places.ts'
import type { ModelRecords } from './records.ts'

export interface ModelLibrary extends ModelHashes {
  /** Every model, by name. */
  list(): readonly ListedModel[]
  /** Whether anybody has looked for models yet: until then, the list holds what was run and added. */
  isScanned(): boolean
  /** By id, the beginning of an id, exact name or path. Throws where none, or more than one, is meant. */
  find(what: string): ListedModel
  /** Looks for models in all places, reads the headers of new and changed files, forgets those that are gone. */
  scan(signal?: AbortSignal): Promise<readonly ListedModel[]>
  /** Adds one model and tries it. */
  add(path: string, mode: ImportMode): Promise<ListedModel>
  /** Adds a file that was downloaded into the library's own folder, with the hash that it was checked against. */
  addDownloaded(path: string, sha256: string | null): Promise<ListedModel>
  /** The file of a model, or the first of its parts. */
  pathOf(id: string): string
  /** Makes sure that a model can be loaded: inspected, tried, unchanged. Throws the reason. */
  prepare(id: string): Promise<void>
  /** The entry of a file: inspected now where it is new or changed. What was not in the library joins it by reference. */
  entryAt(path: string): Promise<LibraryEntry>
  /** Forgets a model. Deletes its files only where they are the library's own. */
  remove(id: string): void
  folders(): readonly string[]
  addFolder(folder: string): void
  removeFolder(folder: string): void
}

export interface LibraryOptions {
  readonly records: ModelRecords
  readonly inspector: Inspector
  /** Folders of other programs. */
  readonly places: readonly Place[]
  /** Where copies and downloads go. */
  readonly folder: string
  /** Where the bundled pair is. */
  readonly bundled: string
}

export function createLibrary(options: LibraryOptions): ModelLibrary {
  const { records, inspector, folder } = options
  const { hashed, ...hashes } = createHashes(records, entryOf)

  function entryOf(id: string): LibraryEntry {
    const entry = records.list().find((record) => record.id === id)
    if (entry === undefined) throw new UserError('This model is not in the library any more.')
    return entry
  }

  function foundEverywhere(): readonly FoundFile[] {
    const own: Place[] = [folder, ...records.folders()].map((path) => ({
      origin: path === folder ? 'imported' : 'folder',
      folder: path,
      layout: 'files'
    }))
    const found = [
      ...bundledFiles(options.bundled),
      ...[...own, ...options.places].flatMap(findFiles),
      ...records.list().filter(isAdded).map(asFound)
    ]
    return firstOfEach(found, ({ path }) => realPath(path) ?? path)
  }

  function recordOf(path: string): LibraryEntry | undefined {
    return records.list().find(({ id }) => id === idOf(path))
  }

  /** @param known what the library has of it */
  async function inspected(
    found: FoundFile,
    known: LibraryEntry | undefined
  ): Promise<LibraryEntry> {
    const unchanged = known?.files.every(isUnchanged) === true
    if (unchanged && known.summary?.character !== null) return known
    // What a user added stays, also while its disk is not there.
    if (known !== undefined && isAdded(known) && stampOf(found.path) === null) return known
    const { summary, refusal } = await inspector.read(found.path)
    // An earlier version read less of the header; what else is known of the file still holds.
    if (unchanged && summary !== null) return { ...known, summary }
    return {
      id: idOf(found.path),
      title: found.title,
      origin: known?.origin ?? found.origin,
      mode: known?.mode ?? 'reference',
      files: (summary?.files ?? [found.path]).flatMap((path) => stampOf(path) ?? []),
      summary,
      refusal,
      tried: false,
      sha256: null,
      // Of a split model the sources name no hash for each part.
      expectedSha256:
        found.expectedSha256 === null || (summary?.files.length ?? 1) > 1
          ? null
          : [found.expectedSha256]
    }
  }

  /** Opens a model in a process of its own, unless that was done, and records what came of it. */
  async function tried(entry: LibraryEntry): Promise<LibraryEntry> {
    const [first] = entry.files
    const settled = entry.tried || entry.refusal !== null
    if ((settled && !wasTooSlow(entry)) || first === undefined) return entry
    if (entry.summary?.cannotWrite !== null) return entry
    const { refusal } = await inspector.open(first.path)
    const next = { ...entry, refusal, tried: true }
    records.note(next)
    return next
  }

  async function added(path: string, change: Partial<LibraryEntry>): Promise<ListedModel> {
    const entry = { ...(await inspected(addedFile(path), recordOf(path))), ...change }
    if (entry.files.length === 0) throw new UserError(`There is no file ${path}.`)
    records.put(entry)
    return listed(await tried(entry))
  }

  const library: ModelLibrary = {
    ...hashes,
    isScanned: () => records.scanned(),
    list: () => records.list().map(listed).sort(byName),
    find: (what) => pickModel(library.list(), what),
    async scan(signal) {
      const found = foundEverywhere()
      // Read once: a library of hundreds would be parsed hundreds of times.
      const known = new Map(records.list().map((entry) => [entry.id, entry]))
      const entries: LibraryEntry[] = []
      for (const file of found) {
        signal?.throwIfAborted()
        const entry = await inspected(file, known.get(idOf(file.path)))
        if (entry.files.length > 0) entries.push(entry)
      }
      const kept = new Set(entries.map(({ id }) => id))
      records.remove(...[...known.keys()].filter((id) => !kept.has(id)))
      // What came in meanwhile, such as a hash, stays.
      records.put(...entries.filter((entry) => known.get(entry.id) !== entry))
      records.setScanned()
      return library.list()
    },
    async add(path, mode) {
      const from = resolve(path)
      const { summary, refusal } = await inspector.read(from)
      // Nothing is copied that will not be used.
      if (summary === null) throw new UserError(refusal?.sentence ?? `${from} cannot be read.`)
      const [first] = importFiles(summary.files, mode, folder)
      if (first === undefined) throw new UserError(`There is no file ${from}.`)
      return added(first, { origin: 'imported', mode })
    },
    addDownloaded: (path, sha256) =>
      added(path, {
        origin: 'downloaded',
        mode: 'copy',
        sha256: sha256 === null ? null : [sha256],
        expectedSha256: sha256 === null ? null : [sha256]
      }),
    pathOf: (id) => entryOf(id).files[0]?.path ?? '',
    async prepare(id) {
      const before = listed(entryOf(id))
      if (!before.target.able && !wasTooSlow(before.entry))
        throw new UserError(`${before.name}: ${before.target.reason}`)
      const { name, target } = listed(await readyToLoad(entryOf(id)))
      if (!target.able) throw new UserError(`${name}: ${target.reason}`)
    },
    async entryAt(path) {
      const known = recordOf(path)
      const found =
        bundledFiles(options.bundled).find((file) => file.path === path) ??
        (known ? asFound(known) : addedFile(path))
      const entry = await inspected(found, known)
      // What is no model has no place in the library, unless it was one.
      if (entry !== known && (known || entry.summary)) records.note(entry)
      return entry
    },
    remove(id) {
      const entry = entryOf(id)
      if (entry.origin === 'bundled') throw new UserError('The bundled models cannot be removed.')
      if (entry.mode !== 'reference') {
        const own = entry.files.filter(({ path }) => dirname(path) === folder)
        for (const { path } of own) rmSync(path, { force: true })
      }
      records.remove(id)
    },
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

  /** What came with the program was tried before it was shipped: its hash says that it is still that. */
  async function readyToLoad(entry: LibraryEntry): Promise<LibraryEntry> {
    if (entry.origin !== 'bundled') return tried(entry)
    return entry.sha256 === null ? hashed(entry) : entry
  }

  return library
}

/** Added by the user, so that no scan finds it again. */
function isAdded({ origin }: LibraryEntry): boolean {
  const added: readonly ModelOrigin[] = ['imported', 'downloaded']
  return added.includes(origin)
}

/** Perhaps it was not the file but the machine, which may be less busy now. */
function wasTooSlow({ refusal }: LibraryEntry): boolean {
  return refusal?.code === 'hung'
}

function addedFile(path: string): FoundFile {
  return { path, origin: 'imported', title: null, expectedSha256: null }
}

function asFound(entry: LibraryEntry): FoundFile {
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

function byName(a: ListedModel, b: ListedModel): number {
  return a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id)
}
