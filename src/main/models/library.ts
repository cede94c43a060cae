import { rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import {
  NO_OWN_WORDS,
  type ImportMode,
  type LibraryEntry,
  type ListedModel,
  type OwnWords
} from '../../shared/model-library.ts'
import { failureText } from '../../shared/failure.ts'
import { bundledFiles } from './bundled-pair.ts'
import { importFiles } from './import-file.ts'
import { UserError } from '../user-error.ts'
import { inspected, tried, wasTooSlow } from './inspected-entry.ts'
import type { Inspector } from './inspector.ts'
import { addedFile, asFound, type LookedInto } from './known-files.ts'
import { listed } from './listing.ts'
import { createHashes, type ModelHashes } from './model-hashes.ts'
import { idOf } from './model-id.ts'
import { pickModel } from './pick-model.ts'
import { createFolders, type ModelFolders } from './model-folders.ts'
import type { ModelRecords } from './records.ts'
import { type ScanOptions, scanModels } from './scan-models.ts'
import { MOST_ENTRIES } from './walk-files.ts'

export interface ModelLibrary extends ModelHashes, ModelFolders {
  /** Every model, by name. */
  list(): readonly ListedModel[]
  /** Whether anybody has looked for models yet: until then, the list holds what was run and added. */
  isScanned(): boolean
  /** What the last scan left out and why it is not kept, in sentences; empty where all is well. */
  notices(): readonly string[]
  /** By id, the beginning of an id, exact name or path. Throws where none, or more than one, is meant. */
  find(what: string): ListedModel
  /** Looks for models in all places, reads the headers of new and changed files, forgets those that are gone. */
  scan(options?: ScanOptions): Promise<readonly ListedModel[]>
  /** Adds one model and tries it. Aborted, nothing of a copy is left; a model that was not tried yet is tried later. */
  add(path: string, mode: ImportMode, signal?: AbortSignal): Promise<ListedModel>
  /** Adds a file that was downloaded into the library's own folder, with the hash that it was checked against. */
  addDownloaded(path: string, sha256: string | null, signal?: AbortSignal): Promise<ListedModel>
  /** The file of a model, or the first of its parts. */
  pathOf(id: string): string
  /** Makes sure that a model can be loaded: inspected, tried, unchanged. Throws the reason. */
  prepare(id: string): Promise<void>
  /** The entry of a file: inspected now where it is new or changed. What was not in the library joins it by reference. */
  entryAt(path: string): Promise<LibraryEntry>
  /** How a person wants the model of a file to be asked. */
  ownWords(path: string): OwnWords
  /** Changes it; what is left out stays. */
  changeOwnWords(id: string, change: Partial<OwnWords>): LibraryEntry
  /** Forgets a model. Deletes its files only where they are the library's own. */
  remove(id: string): void
}

export interface LibraryOptions extends LookedInto {
  readonly records: ModelRecords
  readonly inspector: Inspector
}

/** The models on this machine, on its records and what inspects files. */
export function createLibrary(options: LibraryOptions): ModelLibrary {
  const { records, inspector, folder } = options
  const { hashed, ...hashes } = createHashes(records, entryOf)

  function entryOf(id: string): LibraryEntry {
    const entry = records.seen().find((record) => record.id === id)
    if (entry === undefined) throw new UserError('This model is not in the library any more.')
    return entry
  }

  function recordOf(path: string): LibraryEntry | undefined {
    return records.seen().find(({ id }) => id === idOf(path))
  }

  async function added(
    path: string,
    change: Partial<LibraryEntry>,
    signal?: AbortSignal
  ): Promise<ListedModel> {
    const entry = { ...(await inspected(inspector, addedFile(path), recordOf(path))), ...change }
    if (entry.files.length === 0) throw new UserError(`There is no file ${path}.`)
    records.put(entry)
    return listed(await tried(entry, options, signal))
  }

  /** What came with the program was tried before it was shipped: its hash says that it is still that. */
  async function readyToLoad(entry: LibraryEntry): Promise<LibraryEntry> {
    if (entry.origin !== 'bundled') return tried(entry, options)
    return entry.sha256 === null ? hashed(entry) : entry
  }

  async function prepare(id: string): Promise<void> {
    const before = listed(entryOf(id))
    if (!before.target.able && !wasTooSlow(before.entry))
      throw new UserError(`${before.name}: ${before.target.reason}`)
    const { name, target } = listed(await readyToLoad(entryOf(id)))
    if (!target.able) throw new UserError(`${name}: ${target.reason}`)
  }

  const library: ModelLibrary = {
    ...hashes,
    ...createFolders(records),
    isScanned: () => records.scanned(),
    notices: () => {
      const unkept = records.unkept()
      return [
        ...records.cutFolders().map((cut) => leftOutOf(cut, options.mostEntries)),
        ...(unkept === null ? [] : [`What was found is not kept. ${failureText(unkept)}`])
      ]
    },
    list: () => records.list().map(listed).sort(byName),
    find: (what) => pickModel(library.list(), what),
    async scan(how = {}) {
      await scanModels(options, how)
      return library.list()
    },
    async add(path, mode, signal) {
      const from = resolve(path)
      const { summary, refusal } = await inspector.read(from)
      // Nothing is copied that will not be used.
      if (summary === null) throw new UserError(refusal?.sentence ?? `${from} cannot be read.`)
      const [first] = await importFiles(summary.files, { mode, folder, signal })
      if (first === undefined) throw new UserError(`There is no file ${from}.`)
      return added(first, { origin: 'imported', mode }, signal)
    },
    addDownloaded: (path, sha256, signal) =>
      added(
        path,
        {
          origin: 'downloaded',
          mode: 'copy',
          sha256: sha256 === null ? null : [sha256],
          expectedSha256: sha256 === null ? null : [sha256]
        },
        signal
      ),
    pathOf: (id) => entryOf(id).files[0]?.path ?? '',
    prepare,
    async entryAt(path) {
      const known = recordOf(path)
      const found =
        bundledFiles(options.bundled).find((file) => file.path === path) ??
        (known ? asFound(known) : addedFile(path))
      const entry = await inspected(inspector, found, known)
      // What is no model has no place in the library, unless it was one.
      if (entry !== known && (known || entry.summary)) records.note(entry)
      return entry
    },
    // Words that a person has chosen are not left out because they cannot be read.
    ownWords: (path) => records.list().find(({ id }) => id === idOf(path))?.own ?? NO_OWN_WORDS,
    changeOwnWords(id, change) {
      const entry = entryOf(id)
      if (entry.origin === 'bundled') {
        throw new UserError('The bundled models are asked as they were trained.')
      }
      const next = { ...entry, own: { ...entry.own, ...change } }
      records.put(next)
      return next
    },
    remove(id) {
      const entry = entryOf(id)
      if (entry.origin === 'bundled') throw new UserError('The bundled models cannot be removed.')
      if (entry.mode !== 'reference') {
        const own = entry.files.filter(({ path }) => dirname(path) === folder)
        for (const { path } of own) rmSync(path, { force: true })
      }
      records.remove(id)
    }
  }

  return library
}

function leftOutOf(folder: string, most = MOST_ENTRIES): string {
  return `${folder} holds more than ${most.toLocaleString('en')} files: what comes after them was not looked at. Name the folder in it where the models lie, instead of it.`
}

function byName(a: ListedModel, b: ListedModel): number {
  return a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id)
}
